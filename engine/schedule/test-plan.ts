import { intervalMs, type TestInterval } from "../../shared/test-schedule.ts";
import { spreadOf } from "./spread.ts";

/** A clock that was set back leaves tests in the future; so much is no clock that was set. */
const futureMs = 5 * 60 * 1000;

/**
 * When a connection is tested next, in milliseconds since 1970; what lies behind is due now. Each
 * connection has moments of its own, spread over the interval, that do not wander. A test that came
 * less than half an interval before one stands for it, whoever asked for that.
 */
export const nextTestAt = (id: string, every: TestInterval, lastAt: number | undefined, now: number): number => {
  if (lastAt === undefined || lastAt > now + futureMs) return now;
  const interval = intervalMs[every];
  const offset = spreadOf(id) * interval;
  const next = Math.floor((lastAt - offset) / interval + 1) * interval + offset;
  return next - lastAt < interval / 2 ? next + interval : next;
};
