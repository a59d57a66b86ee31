import type { TestReport } from "../shared/test-report.ts";

/** A test report as `test --json` prints it and the library returns it: in English. */
export const reportDocument = (report: TestReport) => ({
  ...report,
  steps: report.steps.map(({ title, detail, cause, remedy, ...step }) => ({
    ...step,
    title: title.en,
    detail: detail.en,
    ...(cause ? { cause: cause.en } : {}),
    ...(remedy ? { remedy: remedy.en } : {}),
  })),
});
