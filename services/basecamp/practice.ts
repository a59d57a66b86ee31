import { type PracticeService, practiceAppsOf } from "../../practice/kit.ts";
import { launchpadLimited, launchpadRoutes, launchpadSettings } from "../launchpad-practice.ts";
import { apiRoutes } from "./practice-api.ts";
import { people } from "./practice-data.ts";

/** Basecamp 3 and Basecamp 2, behind 37signals Launchpad. */
export const practice: PracticeService = {
  id: "basecamp",
  name: "Basecamp",
  apps: practiceAppsOf("basecamp", "http://localhost:33333"),
  people,
  prefixes: { access: "BAhbB0kiAbB7", refresh: "BAhbB0kiAbR7", code: "" },
  settings: launchpadSettings,
  rateLimited: launchpadLimited,
  routes: [...launchpadRoutes("Basecamp"), ...apiRoutes],
};
