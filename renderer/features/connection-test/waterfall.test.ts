import fc from "fast-check";
import { expect, test } from "vitest";
import { barOf, endOf } from "./waterfall.ts";

test("a bar begins where its stretch does and is as long", () => {
  expect(barOf({ startMs: 50, durationMs: 25 }, 200)).toEqual({ left: 25, width: 12.5 });
});

test("a stretch of no length can still be seen, at the very end too", () => {
  expect(barOf({ startMs: 200, durationMs: 0 }, 200)).toEqual({ left: 99.2, width: 0.8 });
});

test("no bar leaves its track", () => {
  const span = fc.record({ startMs: fc.nat(10_000), durationMs: fc.nat(10_000) });
  fc.assert(
    fc.property(fc.array(span, { minLength: 1 }), (spans) => {
      const whole = endOf(spans);
      for (const { left, width } of spans.map((each) => barOf(each, whole))) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(100.000001);
      }
    }),
  );
});
