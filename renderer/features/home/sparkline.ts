import type { ConnectionSummary } from "../../../shared/connection.ts";

/** A test that is remembered. */
type Test = NonNullable<ConnectionSummary["tests"]>[number];

/** The drawing's size, in its own units. */
export const sparkline = { width: 90, height: 20 } as const;

const pitch = 3;
const most = sparkline.width / pitch;
/** Passed tests rise above this line, failed ones hang below it: told apart without colour too. */
const line = 13;
const lowest = 3;
const depth = sparkline.height - line - 1;

/** One test as a bar. */
export interface Tick {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly ok: boolean;
}

/** The bars for tests, the newest at the right edge. A passed one is as high as it took long against the slowest. */
export const ticksOf = (tests: readonly Test[]): readonly Tick[] => {
  const shown = tests.slice(-most);
  const slowest = Math.max(1, ...shown.map(({ ok, durationMs = 0 }) => (ok ? durationMs : 0)));
  return shown.map(({ ok, durationMs = 0 }, at) => {
    const x = sparkline.width - (shown.length - at) * pitch;
    if (!ok) return { x, y: line + 1, height: depth, ok };
    const height = Math.max(lowest, Math.round((durationMs / slowest) * line));
    return { x, y: line - height, height, ok };
  });
};
