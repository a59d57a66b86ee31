import type { TestReport } from "../shared/test-report.ts";

/** A test report as `test --json` prints it and the library returns it: in English. */
export const reportDocument = (report: TestReport) => ({
  ...report,
  // The other members of a step are for the screens.
  steps: report.steps.map(({ id, status, durationMs, title, detail, cause, remedy }) => ({
    id,
    status,
    durationMs,
    title: title.en,
    detail: detail.en,
    ...(cause ? { cause: cause.en } : {}),
    ...(remedy ? { remedy: remedy.en } : {}),
  })),
});
