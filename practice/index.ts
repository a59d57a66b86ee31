export { practiceApps } from "./practice-apps.ts";
export { type PracticeOptions, type PracticeProvider, startPractice } from "./server.ts";
export type { PracticeService } from "./service.ts";
