import { bareReason, type KnownOfFailure } from "../../../shared/bare-reason.ts";
import type { TestedEntry, TestedStep } from "../../../shared/history.ts";
import { untranslated } from "../../../shared/localised.ts";
import { type TestStep, type TestStepId, testStepIds } from "../../../shared/test-report.ts";
import type { StepState, TestRun } from "../../store/test-run.ts";

/** The step a remembered test failed at; undefined for one that passed. */
export const failedStepOf = ({ steps }: Pick<TestedEntry, "steps">): TestedStep | undefined =>
  steps.find(({ status }) => status === "failed");

/** A remembered test as the list of steps shows one: with what was kept of it. */
export const runOfEntry = (entry: TestedEntry, known: KnownOfFailure): TestRun => {
  let begins = 0;
  const states = new Map<TestStepId, StepState>();
  for (const step of entry.steps) {
    states.set(step.id, { status: "done", step: testStepOf({ startMs: begins, ...step }, known) });
    // Earlier versions kept no beginnings: the steps ran one after the other.
    begins = (step.startMs ?? begins) + step.durationMs;
  }
  const steps = Object.fromEntries(testStepIds.map((id) => [id, states.get(id) ?? { status: "pending" }]));
  return { phase: "reported", steps: steps as TestRun["steps"] };
};

const testStepOf = (
  { id, status, durationMs, code, startMs, reach, exchanges }: TestedStep,
  known: KnownOfFailure,
): TestStep => {
  const reason = code && bareReason(code, known);
  const cause = reason?.cause ?? (code && untranslated(code));
  return {
    id,
    status,
    durationMs,
    title: untranslated(""),
    detail: cause ?? untranslated(""),
    ...(cause ? { cause } : {}),
    ...(reason?.remedy ? { remedy: reason.remedy } : {}),
    ...(code ? { code } : {}),
    ...(startMs === undefined || status === "skipped" ? {} : { startMs }),
    ...(reach ? { reach } : {}),
    ...(exchanges ? { exchanges: exchanges.map((exchange) => ({ ...exchange, headers: [] })) } : {}),
  };
};
