import { type ErrorCode, errorCatalog } from "./error-catalog.ts";
import type { TestAction } from "./test-report.ts";

const actions: Partial<Record<ErrorCode, TestAction>> = {
  CONSENT_NEEDED: "reconnect",
  GRANT_ENDED: "reconnect",
  TOKEN_REFUSED: "reconnect",
  SIGN_IN_REFUSED: "reconnect",
  SETTINGS_MISSING: "reconnect",
  SETTINGS_DAMAGED: "reconnect",
  SETTINGS_NOT_OURS: "reconnect",
  OTHER_OWNER: "take-back",
  ACCOUNT_WRONG: "choose-account",
};

/** What of the program's own mends what an error tells of; undefined where a person has to do it elsewhere. */
export const actionFor = (code: ErrorCode): TestAction | undefined =>
  actions[code] ?? (errorCatalog[code].exit === 75 ? "try-again" : undefined);
