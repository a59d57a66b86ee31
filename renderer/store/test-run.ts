import type { Localised } from "../../shared/localised.ts";
import {
  type TestEvent,
  type TestReport,
  type TestStep,
  type TestStepId,
  testStepIds,
} from "../../shared/test-report.ts";
import type { Failure } from "./failure.ts";

/** How one step stands while a test runs. */
export type StepState =
  | { readonly status: "pending" }
  | { readonly status: "running"; readonly title: Localised }
  | { readonly status: "done"; readonly step: TestStep };

/** A test from its start to its report, or to a failure of the call itself. */
export interface TestRun {
  readonly phase: "idle" | "running" | "reported" | "broken" | "cancelled";
  readonly steps: Readonly<Record<TestStepId, StepState>>;
  readonly report?: TestReport;
  readonly failure?: Failure;
}

const pendingSteps = Object.fromEntries(testStepIds.map((id) => [id, { status: "pending" }])) as Record<
  TestStepId,
  StepState
>;

/** Before any test: five steps that wait. */
export const idleRun: TestRun = { phase: "idle", steps: pendingSteps };

/** The same, with the test begun. */
export const startedRun: TestRun = { phase: "running", steps: pendingSteps };

/** A test after one more event. */
export const afterEvent = (run: TestRun, event: TestEvent): TestRun => {
  switch (event.type) {
    case "step-started":
      return { ...run, steps: { ...run.steps, [event.id]: { status: "running", title: event.title } } };
    case "step":
      return { ...run, steps: { ...run.steps, [event.step.id]: { status: "done", step: event.step } } };
    case "report":
      return { phase: "reported", report: event.report, steps: stepsOf(event.report) };
  }
};

const stepsOf = (report: TestReport): Record<TestStepId, StepState> => ({
  ...pendingSteps,
  ...Object.fromEntries(report.steps.map((step) => [step.id, { status: "done", step }])),
});

/** A test whose call failed: steps that were running go back to waiting. */
export const afterFailure = (run: TestRun, failure: Failure): TestRun => ({
  phase: "broken",
  failure,
  steps: doneSteps(run),
});

/** A test that a person ended: what was done stays to be read. */
export const afterCancel = (run: TestRun): TestRun => ({ phase: "cancelled", steps: doneSteps(run) });

const doneSteps = (run: TestRun): TestRun["steps"] =>
  Object.fromEntries(
    testStepIds.map((id) => [id, run.steps[id].status === "done" ? run.steps[id] : { status: "pending" }]),
  ) as Record<TestStepId, StepState>;
