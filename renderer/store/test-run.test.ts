import { expect, test } from "vitest";
import type { TestStep } from "../../shared/test-report.ts";
import { afterEvent, afterFailure, startedRun } from "./test-run.ts";

const text = { en: "Network", ja: "ネットワーク" };
const step: TestStep = { id: "network", status: "passed", durationMs: 5, title: text, detail: text };

test("a step waits, runs, and is done", () => {
  const running = afterEvent(startedRun, { type: "step-started", id: "network", title: text });
  expect(running.steps.network).toEqual({ status: "running", title: text });
  expect(running.steps.token).toEqual({ status: "pending" });
  expect(afterEvent(running, { type: "step", step }).steps.network).toEqual({ status: "done", step });
});

test("a report ends the test and settles its steps", () => {
  const report = { ok: true, service: "acme", name: "Acme", durationMs: 5, steps: [step] };
  const run = afterEvent(startedRun, { type: "report", report });
  expect(run.phase).toBe("reported");
  expect(run.steps.network).toEqual({ status: "done", step });
});

test("where the call breaks off, no step is left running", () => {
  const running = afterEvent(startedRun, { type: "step-started", id: "network", title: text });
  const broken = afterFailure(running, { kind: "unknown" });
  expect(broken.phase).toBe("broken");
  expect(broken.steps.network).toEqual({ status: "pending" });
});
