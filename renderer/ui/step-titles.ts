import type { TestStepId } from "../../shared/test-report.ts";

/** The keys of the names of a test's steps. */
export const stepTitles = {
  settings: "test.stepSettings",
  network: "test.stepNetwork",
  token: "test.stepToken",
  identity: "test.stepIdentity",
  access: "test.stepAccess",
} as const satisfies Record<TestStepId, string>;
