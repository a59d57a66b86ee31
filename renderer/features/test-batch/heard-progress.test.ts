import fc from "fast-check";
import { expect, test } from "vitest";
import { heardProgress } from "./heard-progress.ts";

test.each([
  [0, 50, 0],
  [12, 50, 0],
  [13, 50, 13],
  [24, 50, 13],
  [25, 50, 25],
  [50, 50, 50],
  [1, 2, 1],
])("after %d of %d tests %d are told", (done, all, told) => {
  expect(heardProgress(done, all)).toBe(told);
});

test("however many there are, few counts are told, none too early, and the last", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (all) => {
      const told = Array.from({ length: all + 1 }, (_, done) => heardProgress(done, all));
      expect(told.every((count, done) => count <= done)).toBe(true);
      expect(new Set(told).size).toBeLessThanOrEqual(6);
      expect(told.at(-1)).toBe(all);
    }),
  );
});
