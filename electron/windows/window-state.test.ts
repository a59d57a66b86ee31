import { expect, test } from "vitest";
import { openingBounds } from "./window-state.ts";

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const at = (x: number, y: number, width = 900, height = 700) =>
  openingBounds({ bounds: { x, y, width, height } }, screens);

test("the first window has a size, and its place is left to the system", () => {
  expect(openingBounds({}, screens)).toEqual({ width: 1200, height: 800 });
});

test("a window opens where it was closed, on any screen", () => {
  expect(at(100, 80)).toEqual({ x: 100, y: 80, width: 900, height: 700 });
  expect(at(2000, 10)).toMatchObject({ x: 2000 });
});

test.each([
  ["on a screen that is gone", 4000, 100],
  ["above all screens", 100, -600],
  ["with its title bar out of reach", 100, -200],
  ["with a strip left", 3150, 100],
])("a window that was %s opens in sight, at its size", (_where, x, y) => {
  expect(at(x, y)).toEqual({ width: 900, height: 700 });
});

test("no window is smaller than its content can be", () => {
  expect(at(0, 0, 10, 10)).toEqual({ x: 0, y: 0, width: 480, height: 500 });
});
