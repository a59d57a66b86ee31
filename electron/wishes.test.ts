import { expect, test } from "vitest";
import { createWishes } from "./wishes.ts";

test("a wish reaches the document that listens, in the order they were made", async () => {
  const wishes = createWishes();
  const stream = wishes.listen(undefined);
  const first = stream.next();
  wishes.tell({ kind: "palette" });
  expect((await first).value).toEqual({ kind: "palette" });
  wishes.tell({ kind: "go", address: "#/new" });
  wishes.tell({ kind: "import" });
  expect((await stream.next()).value).toEqual({ kind: "go", address: "#/new" });
  expect((await stream.next()).value).toEqual({ kind: "import" });
});

test("without a document it waits for the next, the last place alone", async () => {
  const wishes = createWishes();
  wishes.tell({ kind: "go", address: "#/new" });
  wishes.tell({ kind: "go", address: "#/settings" });
  const stream = wishes.listen(undefined);
  expect((await stream.next()).value).toEqual({ kind: "go", address: "#/settings" });
});

test("a document that is gone hears nothing more, and takes nothing from the next", async () => {
  const wishes = createWishes();
  const gone = new AbortController();
  const before = wishes.listen(gone.signal).next();
  gone.abort();
  expect(await before).toEqual({ done: true, value: undefined });
  const next = wishes.listen(undefined).next();
  wishes.tell({ kind: "palette" });
  expect((await next).value).toEqual({ kind: "palette" });
});
