/** How often a connection is tested by itself. */
export const testIntervals = ["hour", "day", "week"] as const;
export type TestInterval = (typeof testIntervals)[number];

const hour = 60 * 60 * 1000;

/** The length of each, in milliseconds. */
export const intervalMs = { hour, day: 24 * hour, week: 7 * 24 * hour } as const satisfies Record<TestInterval, number>;

/** What is kept as an interval; undefined for one that this version does not know. */
export const asTestInterval = (value: unknown): TestInterval | undefined =>
  testIntervals.find((interval) => interval === value);
