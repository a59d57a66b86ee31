import { expect, test } from "vitest";
import type { ExportResult } from "../../shared/connection.ts";
import { createBulkExport, hasUnsaved } from "./bulk-export.ts";

const result = (fileName: string) => ({ fileName, file: "age", mode: "hand-over" }) as unknown as ExportResult;

const world = () => {
  const asked: string[] = [];
  const broken = new Set<string>();
  let onExport: (id: string) => void = () => {};
  const store = createBulkExport({
    exportOne: async ({ id, fileName }, to, name) => {
      asked.push(`${id} for ${name || JSON.stringify(to)}`);
      onExport(id);
      if (broken.has(id)) throw new Error(id);
      return result(fileName);
    },
    reload: async () => void asked.push("reloaded"),
  });
  const items = ["a", "b", "c"].map((id) => ({
    id,
    service: "sky",
    name: id,
    label: `sky-${id}`,
    fileName: `${id}.txt`,
    mode: "hand-over" as const,
  }));
  return {
    store,
    items,
    asked,
    broken,
    whenExporting: (act: (id: string) => void) => {
      onExport = act;
    },
    states: () => store.getState().items.map(({ state }) => state.name),
  };
};

const to = { recipients: ["age1x"] };

test("one after the other is exported, and the list is fetched once at the end", async () => {
  const { store, items, asked, states } = world();
  await store.getState().start(items, to, "db-1");
  expect(asked).toEqual(["a for db-1", "b for db-1", "c for db-1", "reloaded"]);
  expect(states()).toEqual(["done", "done", "done"]);
  expect(store.getState().running).toBe(false);
});

test("one that fails stops none of the others, and alone is tried again", async () => {
  const { store, items, asked, broken, states } = world();
  broken.add("b");
  await store.getState().start(items, to, "db-1");
  expect(states()).toEqual(["done", "failed", "done"]);
  broken.clear();
  asked.length = 0;
  await store.getState().goOn();
  expect(asked).toEqual(["b for db-1", "reloaded"]);
  expect(states()).toEqual(["done", "done", "done"]);
});

test("cancelling finishes the one under way, so that no file is lost, and leaves the others as they were", async () => {
  const { store, items, asked, states, whenExporting } = world();
  whenExporting(() => store.getState().cancel());
  await store.getState().start(items, to, "db-1");
  expect(states()).toEqual(["done", "stopped", "stopped"]);
  expect(asked).toEqual(["a for db-1", "reloaded"]);
  whenExporting(() => {});
  await store.getState().goOn();
  expect(states()).toEqual(["done", "done", "done"]);
});

test("files are unsaved until each was saved", async () => {
  const { store, items } = world();
  await store.getState().start(items, to, "db-1");
  expect(hasUnsaved(store.getState())).toBe(true);
  store.getState().markSaved(["sky-a", "sky-b"]);
  expect(hasUnsaved(store.getState())).toBe(true);
  store.getState().markSaved(["sky-c"]);
  expect(hasUnsaved(store.getState())).toBe(false);
});

test("another choice throws away nothing that is not saved, and comes after it", async () => {
  const { store, items } = world();
  store.getState().choose(["a", "b", "c"]);
  await store.getState().start(items, to, "db-1");
  store.getState().choose(["d"]);
  expect(store.getState().items).toHaveLength(3);
  store.getState().finish();
  expect(store.getState()).toMatchObject({ items: [], chosen: ["d"] });
  store.getState().choose(["e"]);
  expect(store.getState()).toMatchObject({ items: [], chosen: ["e"] });
});

test("the receiver is forgotten once all is made: a passphrase may be in it", async () => {
  const { store, items, asked } = world();
  await store.getState().start(items, { passphrase: "secret words" }, "");
  await store.getState().goOn();
  expect(asked.filter((each) => each !== "reloaded")).toHaveLength(3);
  expect(JSON.stringify(store.getState())).not.toContain("secret words");
});
