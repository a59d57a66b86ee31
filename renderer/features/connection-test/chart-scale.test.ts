import fc from "fast-check";
import { expect, test } from "vitest";
import { chartBarOf, topOf } from "./chart-scale.ts";

test.each([
  [[], 10],
  [[3], 10],
  [[120, 130, 140], 150],
  [[1200, 900, 1100], 1500],
  [[6100], 8000],
  [[950], 1000],
])("the chart of tests that took %j goes up to %d", (durations, top) => {
  expect(topOf(durations)).toBe(top);
});

test("one test that waited long does not press the others flat: its own bar is cut off", () => {
  const durations = [180, 240, 210, 228, 60_000];
  const top = topOf(durations);
  expect(top).toBe(600);
  expect(durations.map((each) => chartBarOf(each, top))).toEqual([
    { height: 30, cut: false },
    { height: 40, cut: false },
    { height: 35, cut: false },
    { height: 38, cut: false },
    { height: 100, cut: true },
  ]);
});

test("no bar leaves the chart, and none is too low to be seen", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500_000), { minLength: 1 }), (durations) => {
      const top = topOf(durations);
      for (const { height } of durations.map((each) => chartBarOf(each, top))) {
        expect(height).toBeGreaterThanOrEqual(4);
        expect(height).toBeLessThanOrEqual(100);
      }
    }),
  );
});
