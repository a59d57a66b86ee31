import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalMs, testIntervals } from "../../shared/test-schedule.ts";
import { nextTestAt } from "./test-plan.ts";

const now = Date.UTC(2026, 10, 22);
const { hour } = intervalMs;

test("one that was never tested is due now, and so is one whose last test lies in the future", () => {
  expect(nextTestAt("a", "day", undefined, now)).toBe(now);
  expect(nextTestAt("a", "day", now + hour, now)).toBe(now);
});

test("tests follow each other by the interval, and their moments do not wander", () => {
  const first = nextTestAt("a", "hour", now, now);
  // Each begins a little late.
  const second = nextTestAt("a", "hour", first + 40_000, first + 40_000);
  const third = nextTestAt("a", "hour", second + 90_000, second + 90_000);
  expect([second - first, third - second]).toEqual([hour, hour]);
});

test("however the last test lies, the next comes half an interval to one and a half after it", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...testIntervals), fc.integer({ min: 0, max: now }), (id, every, last) => {
      const after = nextTestAt(id, every, last, now) - last;
      expect(after).toBeGreaterThanOrEqual(intervalMs[every] / 2);
      expect(after).toBeLessThanOrEqual(1.5 * intervalMs[every]);
    }),
  );
});

test("many connections that were tested together are not tested together again", () => {
  const moments = Array.from({ length: 600 }, () => nextTestAt(crypto.randomUUID(), "hour", now, now));
  const perMinute = new Map<number, number>();
  for (const each of moments) {
    const minute = Math.floor(each / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  expect(Math.max(...perMinute.values())).toBeLessThan(30);
});
