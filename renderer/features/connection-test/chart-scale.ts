/** How high the chart of tests goes, in milliseconds, so that its upper line bears a round number. */
export const topOf = (durations: readonly number[]): number => {
  const sorted = durations.toSorted((one, other) => one - other);
  const longest = sorted.at(-1) ?? 0;
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  // One test that waited for a minute must not press all others flat: its bar is cut off instead.
  return roundUp(Math.max(10, Math.min(longest, 2.5 * usual)));
};

const roundUp = (milliseconds: number): number => {
  const unit = 10 ** Math.floor(Math.log10(milliseconds));
  return (steps.find((step) => step * unit >= milliseconds) ?? 10) * unit;
};

const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/** A bar of the chart: its height in per cent of the chart's, and whether it would be longer than that. */
export interface ChartBar {
  readonly height: number;
  readonly cut: boolean;
}

/** Lower than this a bar is not seen, in per cent. */
const lowest = 4;

/** The bar of a test that took so long. */
export const chartBarOf = (durationMs: number, top: number): ChartBar => ({
  height: Math.min(100, Math.max(lowest, (100 * durationMs) / top)),
  cut: durationMs > top,
});
