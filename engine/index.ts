export { checkPracticeOrigin } from "./addresses.ts";
export {
  asCatalogFile as presentCatalog,
  type CatalogFile,
  type CatalogStorage,
} from "./connections/catalog-storage.ts";
export type { ConnectOptions } from "./connections/connect.ts";
export type { ConsentAttempt } from "./connections/consent.ts";
export type { ExportNotice } from "./connections/export-request.ts";
export type { Connections } from "./connections/list.ts";
export { shownDocument } from "./connections/shown.ts";
export { type DiagnosisRequest, diagnose } from "./diagnosis/diagnose.ts";
export type { Diagnosis, OwnServiceFacts } from "./diagnosis/diagnosis.ts";
export { createEngine, type Engine, type Services, type Target } from "./engine.ts";
export { fileKeySource } from "./keys/identity-file.ts";
export { keySource } from "./keys/key-source.ts";
export { readPassphraseFile } from "./keys/passphrase-file.ts";
export type { Wrapper, WrapperState } from "./keys/wrapper.ts";
export type { Clock, EmbeddedApp, EmbeddedApps, KeySource, Ports, Transport } from "./ports.ts";
export type { Scheduler } from "./schedule/scheduler.ts";
export { writeFileAtomically } from "./settings/atomic-file.ts";
export type { SettingsDocument } from "./settings/document.ts";
export { fileReason } from "./settings/file-errors.ts";
export { stampOf } from "./settings/stamp.ts";
export { nodeTransport } from "./transport.ts";
