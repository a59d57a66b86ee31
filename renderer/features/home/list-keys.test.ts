import { expect, test } from "vitest";
import { actionOf } from "./list-keys.ts";

const press = (key: string, more: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey", boolean>> = {}) =>
  actionOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...more }, 3, 9);

test.each([
  ["ArrowDown", 4],
  ["ArrowUp", 2],
  ["Home", 0],
  ["End", 9],
])("%s leads from row 3 of 0 to 9 to row %i", (key, to) => {
  expect(press(key)).toEqual({ kind: "move", to, range: false });
  expect(press(key, { shiftKey: true })).toEqual({ kind: "move", to, range: true });
});

test("the ends of the list hold", () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false };
  expect(actionOf({ key: "ArrowDown", ...plain }, 9, 9)).toMatchObject({ to: 9 });
  expect(actionOf({ key: "ArrowUp", ...plain }, 0, 9)).toMatchObject({ to: 0 });
});

test("space chooses, Ctrl+A or ⌘A all, Escape none; other keys and shortcuts are left alone", () => {
  expect(press(" ")).toEqual({ kind: "choose", range: false });
  expect(press("a", { ctrlKey: true })).toEqual({ kind: "choose-all" });
  expect(press("A", { metaKey: true })).toEqual({ kind: "choose-all" });
  expect(press("Escape")).toEqual({ kind: "choose-none" });
  for (const key of ["a", "Tab", "Enter"]) expect(press(key)).toBeUndefined();
  expect(press("End", { ctrlKey: true })).toBeUndefined();
});
