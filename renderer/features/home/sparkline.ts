import type { ConnectionSummary } from "../../../shared/connection.ts";

/** A test that is remembered. */
type Test = NonNullable<ConnectionSummary["tests"]>[number];

/** The drawing's size, in its own units. */
export const sparkline = { width: 90, height: 20 } as const;

/** So many tests are drawn at most; fewer are drawn broader, or they would be a speck. */
const most = 30;
const pitches = { narrow: sparkline.width / most, broad: 6 };
const gap = { narrow: 1, broad: 2 };
/** Passed tests rise above this line, failed ones hang below it: told apart without colour too. */
const line = 13;
const lowest = 3;
const depth = sparkline.height - line - 1;

/** One test as a bar. */
export interface Tick {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly ok: boolean;
}

/** The bars for tests, the newest at the right edge. A passed one is as high as it took long against the slowest. */
export const ticksOf = (tests: readonly Test[]): readonly Tick[] => {
  const shown = tests.slice(-most);
  const breadth = shown.length * pitches.broad > sparkline.width ? "narrow" : "broad";
  const pitch = pitches[breadth];
  const width = pitch - gap[breadth];
  const slowest = Math.max(1, ...shown.map(({ ok, durationMs = 0 }) => (ok ? durationMs : 0)));
  return shown.map(({ ok, durationMs = 0 }, at) => {
    const x = sparkline.width - (shown.length - at) * pitch + gap[breadth];
    if (!ok) return { x, y: line + 1, width, height: depth, ok };
    const height = Math.max(lowest, Math.round((durationMs / slowest) * line));
    return { x, y: line - height, width, height, ok };
  });
};
