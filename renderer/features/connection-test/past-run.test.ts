import { expect, test } from "vitest";
import type { TestedEntry } from "../../../shared/history.ts";
import { failedStepOf, runOfEntry } from "./past-run.ts";

const known = { service: "Harbour", path: "/settings" };

const entry: TestedEntry = {
  type: "tested",
  at: 1,
  ok: false,
  durationMs: 30,
  steps: [
    { id: "settings", status: "passed", durationMs: 5 },
    { id: "network", status: "warning", durationMs: 10 },
    { id: "token", status: "failed", durationMs: 15, code: "GRANT_ENDED" },
    { id: "identity", status: "skipped", durationMs: 0 },
  ],
};

test("a remembered test tells again what failed, and what to do", () => {
  expect(failedStepOf(entry)?.id).toBe("token");
  const { token } = runOfEntry(entry, known).steps;
  expect(token).toMatchObject({
    status: "done",
    step: { status: "failed", code: "GRANT_ENDED", cause: { en: "Harbour has ended this grant." } },
  });
});

test("a failure that was only told in the service's words has its code", () => {
  const [step] = [{ id: "access", status: "failed", durationMs: 1, code: "ACCOUNT_WRONG" }] as const;
  expect(runOfEntry({ ...entry, steps: [step] }, known).steps.access).toMatchObject({
    step: { cause: { en: "ACCOUNT_WRONG", ja: "ACCOUNT_WRONG" } },
  });
});

test("steps that were kept without their beginnings follow each other; one that did not run has none", () => {
  const { steps } = runOfEntry(entry, known);
  const beginOf = (id: keyof typeof steps) => {
    const state = steps[id];
    return state.status === "done" ? state.step.startMs : state.status;
  };
  expect(beginOf("settings")).toBe(0);
  expect(beginOf("network")).toBe(5);
  expect(beginOf("token")).toBe(15);
  expect(beginOf("identity")).toBeUndefined();
  expect(beginOf("access")).toBe("pending");
});

test("what a step asked is there to be read", () => {
  const exchange = { method: "GET", address: "api.example/me", status: 200, startMs: 2, durationMs: 3 };
  const { steps } = runOfEntry(
    { ...entry, steps: [{ id: "identity", status: "passed", durationMs: 4, startMs: 1, exchanges: [exchange] }] },
    known,
  );
  expect(steps.identity).toMatchObject({ step: { startMs: 1, exchanges: [{ ...exchange, headers: [] }] } });
});
