import type { KeyferryError } from "../../shared/errors.ts";

/** What to do after a renewal that failed: try again soon, or seldom, or not before the settings change. */
export type NextTry = "soon" | "seldom" | "never";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const delays = {
  soon: { first: 10 * second, longest: 15 * minute },
  seldom: { first: hour, longest: 6 * hour },
} as const;

/** No service is believed that asks for a longer wait. */
const longestAsked = 24 * hour;

/**
 * Where a person or another machine is needed, asking again cannot help. A service that says no (a
 * wrong client secret, a token too young) may say yes after something was mended there, so it is
 * asked seldom. The network, a busy service, a full disk: soon.
 */
export const nextTryAfter = ({ exitStatus }: KeyferryError): NextTry => {
  if (exitStatus === 4) return "never";
  return exitStatus === 75 || exitStatus === 3 ? "soon" : "seldom";
};

/**
 * How long to wait after the `failures`th failure in a row, in milliseconds: exponential back-off with
 * full jitter (`chance` is from 0 to 1), never below a tenth of the step nor below what the service asked for.
 */
export const delayAfter = (error: KeyferryError, failures: number, chance: number): number => {
  const { first, longest } = delays[nextTryAfter(error) === "seldom" ? "seldom" : "soon"];
  const step = Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
  return Math.max(askedDelay(error), step * Math.max(0.1, chance));
};

/** The service's own `Retry-After`, in milliseconds, where the error carries one. */
const askedDelay = (error: KeyferryError & { readonly retryAfterMs?: unknown }): number => {
  const { retryAfterMs } = error;
  return typeof retryAfterMs === "number" && retryAfterMs > 0 ? Math.min(retryAfterMs, longestAsked) : 0;
};
