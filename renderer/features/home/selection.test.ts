import { expect, test } from "vitest";
import { chosenOf, extended, noSelection, toggled } from "./selection.ts";

const shown = ["a", "b", "c", "d", "e"];

test("choosing one twice leaves it unchosen", () => {
  const once = toggled(noSelection, "b");
  expect(chosenOf(once, shown)).toEqual(["b"]);
  expect(chosenOf(toggled(once, "b"), shown)).toEqual([]);
});

test("a range reaches from the last that was chosen, in either direction, and adds", () => {
  const from = toggled(toggled(noSelection, "a"), "d");
  expect(chosenOf(extended(from, "c", shown), shown)).toEqual(["a", "c", "d"]);
  expect(chosenOf(extended(extended(from, "c", shown), "e", shown), shown)).toEqual(["a", "c", "d", "e"]);
});

test("without a beginning that is shown, a range is that one connection", () => {
  expect(chosenOf(extended(noSelection, "c", shown), shown)).toEqual(["c"]);
  expect(chosenOf(extended(toggled(noSelection, "gone"), "c", shown), shown)).toEqual(["c"]);
});

test("what is filtered away is not chosen", () => {
  expect(chosenOf(toggled(toggled(noSelection, "a"), "b"), ["b"])).toEqual(["b"]);
});
