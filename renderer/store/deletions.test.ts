import { expect, test } from "vitest";
import { createDeletions, hiddenOf, waitingOf } from "./deletions.ts";

const world = (broken: readonly string[] = []) => {
  const happened: string[] = [];
  const store = createDeletions({
    remove: async (id) => {
      if (broken.includes(id)) throw new Error(id);
      happened.push(`removed ${id}`);
    },
    reload: async () => void happened.push("reloaded"),
  });
  const hidden = () => [...hiddenOf(store.getState().batches)];
  return { ...store.getState(), happened, hidden, waiting: () => waitingOf(store.getState().batches) };
};

test("a deletion hides at once, and deletes nothing before it is carried out", async () => {
  const { put, carryOut, hidden, happened, waiting } = world();
  put("first", ["a", "b"]);
  expect(hidden()).toEqual(["a", "b"]);
  expect(waiting()).toEqual(["first"]);
  expect(happened).toEqual([]);
  await carryOut("first");
  expect(happened).toEqual(["removed a", "removed b", "reloaded"]);
  expect(hidden()).toEqual([]);
});

test("what was undone is shown again, and is not deleted when its time is over", async () => {
  const { put, undo, carryOut, hidden, happened } = world();
  put("first", ["a"]);
  put("second", ["b"]);
  undo("first");
  await carryOut("first");
  expect(hidden()).toEqual(["b"]);
  expect(happened).toEqual([]);
});

test("once it is under way it stays hidden, is not undone, and is done once", async () => {
  const { put, undo, carryOut, hidden, happened, waiting } = world();
  put("first", ["a"]);
  const done = Promise.all([carryOut("first"), carryOut("first")]);
  undo("first");
  expect(hidden()).toEqual(["a"]);
  expect(waiting()).toEqual([]);
  await done;
  expect(happened).toEqual(["removed a", "reloaded"]);
});

test("one that cannot be deleted does not keep the others, is told of, and is shown again", async () => {
  const { put, carryOut, hidden, happened } = world(["a"]);
  put("first", ["a", "b"]);
  expect(await carryOut("first")).toEqual([new Error("a")]);
  expect(happened).toEqual(["removed b", "reloaded"]);
  expect(hidden()).toEqual([]);
});
