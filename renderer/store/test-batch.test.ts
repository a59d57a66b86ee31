import { expect, test } from "vitest";
import { createTestBatch } from "./test-batch.ts";

/** Tests that end when they are told to, or are cancelled. */
const pretend = () => {
  const running = new Map<string, (ok: boolean) => void>();
  const started: string[] = [];
  const cancelled: string[] = [];
  const store = createTestBatch({
    test: (id) => {
      started.push(id);
      return new Promise((resolve) => running.set(id, resolve));
    },
    cancel: (id) => {
      cancelled.push(id);
      running.get(id)?.(false);
    },
  });
  const end = async (id: string, ok = true): Promise<void> => {
    running.get(id)?.(ok);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const { begin, cancel } = store.getState();
  return { started, cancelled, end, begin, cancel, batch: () => store.getState().batch };
};

const six = ["a", "b", "c", "d", "e", "f"];
const turn = () => new Promise((resolve) => setTimeout(resolve));

test("connections are tested a few at a time, and it can be seen how far it is", async () => {
  const { begin, batch, started, end } = pretend();
  const done = begin(six);
  await turn();
  expect(started).toEqual(["a", "b", "c", "d"]);
  await end("c");
  await end("a", false);
  expect(started).toEqual([...six]);
  expect(batch()).toMatchObject({ done: 2, passed: 1, phase: "running" });
  for (const id of ["b", "d", "e", "f"]) await end(id);
  await done;
  expect(batch()).toEqual({ ids: six, done: 6, passed: 5, phase: "finished" });
});

test("cancelling starts nothing more and breaks off what is under way; what was done counts", async () => {
  const { begin, batch, started, cancelled, end, cancel } = pretend();
  const done = begin(six);
  await turn();
  await end("b");
  cancel();
  await done;
  expect(started).toEqual(["a", "b", "c", "d", "e"]);
  expect(cancelled.toSorted()).toEqual(["a", "c", "d", "e"]);
  expect(batch()).toMatchObject({ done: 1, passed: 1, phase: "cancelled" });
  cancel();
  expect(cancelled).toHaveLength(4);
});

test("after cancelling, another batch begins at nought", async () => {
  const { begin, batch, end, cancel } = pretend();
  const first = begin(["a"]);
  await turn();
  cancel();
  const second = begin(["a", "b"]);
  await first;
  await turn();
  expect(batch()).toMatchObject({ ids: ["a", "b"], done: 0, phase: "running" });
  await end("a");
  await end("b");
  await second;
  expect(batch()).toMatchObject({ done: 2, phase: "finished" });
});

test("what is asked for meanwhile is added once", async () => {
  const { begin, batch, started, end } = pretend();
  const done = begin(["a"]);
  await turn();
  await begin(["a", "b", "b", "c"]);
  expect(started).toEqual(["a", "b", "c"]);
  for (const id of ["a", "b", "c"]) await end(id);
  await done;
  expect(batch()).toEqual({ ids: ["a", "b", "c"], done: 3, passed: 3, phase: "finished" });
});
