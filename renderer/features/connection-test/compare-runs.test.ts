import { expect, test } from "vitest";
import type { TestedEntry, TestedExchange, TestedStep } from "../../../shared/history.ts";
import { testStepIds } from "../../../shared/test-report.ts";
import { compareRuns, firstPair, pairOf } from "./compare-runs.ts";

const run = (at: number, changes: Partial<Record<TestedStep["id"], Partial<TestedStep>>> = {}): TestedEntry => {
  const steps = testStepIds.map((id) => ({ id, status: "passed" as const, durationMs: 100, ...changes[id] }));
  return { type: "tested", at, ok: steps.every(({ status }) => status !== "failed"), durationMs: 500, steps };
};
const failed = (at: number) =>
  run(at, { identity: { status: "failed", code: "GRANT_ENDED" }, access: { status: "skipped", durationMs: 0 } });
const asked = (method: string, address: string, status?: number): TestedExchange => ({
  method,
  address,
  startMs: 0,
  durationMs: 1,
  ...(status ? { status } : { failure: "ECONNRESET" }),
});

test("two tests part at the first step that went otherwise", () => {
  const { parting, slower, steps } = compareRuns(run(1), failed(2));
  expect(parting).toMatchObject({ id: "identity", before: { status: "passed" }, after: { code: "GRANT_ENDED" } });
  expect(slower).toBeUndefined();
  expect(steps.map(({ differs }) => differs)).toEqual([false, false, false, true, true]);
  expect(steps.at(-1)?.longer).toBeUndefined();
});

test("failing for another reason is another outcome", () => {
  const other = run(2, { identity: { status: "failed", code: "RATE_LIMITED" }, access: { status: "skipped" } });
  expect(compareRuns(failed(1), other).parting?.id).toBe("identity");
  expect(compareRuns(failed(1), failed(2)).parting).toBeUndefined();
});

test("where both went alike, the step whose time changed most is told, but for chance", () => {
  const slow = run(2, { network: { durationMs: 900 }, identity: { durationMs: 400 } });
  expect(compareRuns(run(1), slow).slower).toMatchObject({ id: "network", longer: 800 });
  expect(compareRuns(slow, run(3)).slower).toMatchObject({ id: "network", longer: -800 });
  expect(compareRuns(run(1), run(2, { network: { durationMs: 150 } })).slower).toBeUndefined();
});

test("requests are compared each with its own turn; those that went alike are left out", () => {
  const me = (status?: number) => asked("GET", "api.example/me", status);
  const before = run(1, { identity: { exchanges: [me(200), asked("GET", "api.example/a", 200)] } });
  const after = run(2, { identity: { exchanges: [me(401), asked("POST", "api.example/token", 200), me()] } });
  const { requests } = compareRuns(before, after).steps[3] ?? {};
  expect(requests).toEqual([
    { method: "GET", address: "api.example/me", before: "200", after: "401" },
    { method: "GET", address: "api.example/a", before: "200", after: undefined },
    { method: "POST", address: "api.example/token", before: undefined, after: "200" },
    { method: "GET", address: "api.example/me", before: undefined, after: "ECONNRESET" },
  ]);
});

test("what an earlier version did not note makes no difference", () => {
  const after = run(2, { identity: { exchanges: [asked("GET", "api.example/me", 200)] } });
  expect(compareRuns(run(1), after).steps.flatMap(({ requests }) => requests)).toEqual([]);
});

test("first compared are the last that passed and the last that failed, in their order; else the last two", () => {
  const [one, two, three, four] = [run(1), failed(2), run(3), run(4)] as const;
  expect(firstPair([one, two, three, four])).toEqual({ before: two, after: four });
  expect(firstPair([one, three, two])).toEqual({ before: two, after: three });
  expect(firstPair([one, three, four])).toEqual({ before: three, after: four });
  expect(firstPair([one])).toBeUndefined();
  expect(pairOf(four, one)).toEqual({ before: one, after: four });
});
