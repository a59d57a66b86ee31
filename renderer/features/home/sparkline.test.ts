import { expect, test } from "vitest";
import { sparkline, ticksOf } from "./sparkline.ts";

test("the newest test stands at the right edge, the slowest is the highest", () => {
  const ticks = ticksOf([
    { at: 1, ok: true, durationMs: 500 },
    { at: 2, ok: true, durationMs: 1000 },
  ]);
  expect(ticks.map(({ x, width }) => x + width)).toEqual([sparkline.width - 6, sparkline.width]);
  expect(ticks[1]).toMatchObject({ y: 0, height: 13 });
  expect(ticks[0]?.height).toBe(7);
});

test("a failed test hangs below the line that passed ones stand on, however long it took", () => {
  const [passed, failed] = ticksOf([
    { at: 1, ok: true, durationMs: 400 },
    { at: 2, ok: false, durationMs: 30_000 },
  ]);
  expect(passed).toMatchObject({ y: 0, height: 13, ok: true });
  expect(failed).toMatchObject({ y: 14, height: 6, ok: false });
});

test("a test of no time, or of unknown time, can still be seen", () => {
  const ticks = ticksOf([
    { at: 1, ok: true },
    { at: 2, ok: true, durationMs: 0 },
    { at: 3, ok: true, durationMs: 900 },
  ]);
  expect(ticks.map(({ height }) => height)).toEqual([3, 3, 13]);
});

test("of more than thirty the newest thirty are drawn, all inside the drawing", () => {
  const ticks = ticksOf(Array.from({ length: 40 }, (_, at) => ({ at, ok: at % 2 === 0, durationMs: at })));
  expect(ticks).toHaveLength(30);
  for (const { x, y, width, height } of ticks) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(sparkline.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(sparkline.height);
  }
});

test("a few are drawn broad, many narrow enough to fit", () => {
  const widths = (count: number) =>
    new Set(ticksOf(Array.from({ length: count }, (_, at) => ({ at, ok: true }))).map(({ width }) => width));
  expect([widths(15), widths(16)]).toEqual([new Set([4]), new Set([2])]);
});
