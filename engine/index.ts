export { checkPracticeOrigin } from "./addresses.ts";
export type { ConnectOptions } from "./connections/connect.ts";
export type { ConsentAttempt } from "./connections/consent.ts";
export { type Connections, createEngine, type Engine, type Services, type Target } from "./engine.ts";
export type { Clock, EmbeddedApp, EmbeddedApps, KeySource, Ports, Transport } from "./ports.ts";
export { writeFileAtomically } from "./settings/atomic-file.ts";
export type { SettingsDocument } from "./settings/document.ts";
export { fileKeySource, readPassphraseFile } from "./settings/identity-file.ts";
export { nodeTransport } from "./transport.ts";
