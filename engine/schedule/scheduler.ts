import { lookAround, type Sight, takeIn } from "./look-around.ts";
import type { SchedulerParts } from "./parts.ts";
import { createPauses } from "./pauses.ts";
import type { Place } from "./place.ts";
import { planOf } from "./plan.ts";
import { createRenewals } from "./renewals.ts";
import { tellComingEnd } from "./tell.ts";
import { createTests } from "./tests.ts";
import type { Watched } from "./watched.ts";

/** Renews ahead, and tests what is to be tested by itself, while a process runs anyway. */
export interface Scheduler {
  /**
   * Renews and tests what is due until `signal` is aborted; then starts nothing new, breaks tests off,
   * and resolves once the renewals under way are done. Never rejects. It keeps no process alive, and is run once.
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Looks around now: after a suspended machine woke, say. */
  readonly wake: () => void;
}

/**
 * The longest nap. Timers stand still while a machine is suspended and know nothing of a clock that is
 * set, so no nap is trusted to end at a moment: each ends soon, and then the wall clock is asked.
 */
const longestNapMs = 30_000;

/** Renewals due within this time start together. */
const shortestNapMs = 1000;

/** Makes a scheduler. Touches nothing before it runs. */
export const createScheduler = (parts: SchedulerParts): Scheduler => {
  const { clock, hub, roster } = parts;
  const watched = new Map<string, Watched>();
  const pauses = createPauses();
  const renewals = createRenewals({ ...parts, pauses });
  const tests = createTests({ ...parts, pauses }, parts.tests, () => nap.abort());
  let places: readonly Place[] | undefined;
  let nap = new AbortController();
  let lastNow = clock.now();
  let nextRound = 0;

  /** The time; where the clock was set back, waiting goes on as long as it would have. */
  const readClock = (): number => {
    const now = clock.now();
    if (now < lastNow) {
      pauses.shift(now - lastNow);
      nextRound = 0;
    }
    lastNow = now;
    return now;
  };

  /** What failed before need not fail again with what stands there now. */
  const takeNote = ({ watched: each, otherGrant }: Sight, now: number): void => {
    if (otherGrant || each.failures > 0) pauses.end(each.place.location);
    each.failures = 0;
    each.givenUp = false;
    if (otherGrant) hub.emit({ type: "settings-changed", at: now, connections: each.place.connections });
  };

  const round = async (): Promise<void> => {
    nextRound = Number.POSITIVE_INFINITY;
    // A list that cannot be read now is the list it was.
    const found = await roster().catch(() => places ?? []);
    const listChanged = places !== undefined && found !== places;
    if (found !== places) takeIn(watched, found);
    places = found;
    await tests.look();
    const sights = await lookAround(watched.values(), clock.now());
    const now = readClock();
    nextRound = Math.min(nextRound, now + longestNapMs);
    for (const sight of sights) takeNote(sight, now);
    for (const each of watched.values()) {
      each.plan = each.facts && planOf(each.place.service, each.facts, now);
      tellComingEnd(hub, each, now);
    }
    if (listChanged) hub.emit({ type: "list-changed", at: now });
  };

  /** Starts what is due, and tells how long there is nothing to do. */
  const startDue = (now: number): number => {
    const due: Watched[] = [];
    let next = Math.min(nextRound, tests.start(now));
    for (const each of watched.values()) {
      if (each.busy || each.givenUp || each.plan?.kind !== "renew") continue;
      const at = Math.max(each.plan.renewAt, pauses.until(each.place.location, each.place.service.id));
      if (at <= now) due.push(each);
      else next = Math.min(next, at);
    }
    renewals.start(due.toSorted(byDue));
    return Math.min(longestNapMs, Math.max(shortestNapMs, next - now));
  };

  const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    nap = new AbortController();
    if (signal.aborted || nextRound === 0) return;
    await clock.sleep(milliseconds, nap.signal, { background: true }).catch(() => {});
  };

  return {
    run: async (signal) => {
      const stop = () => {
        renewals.stop();
        tests.stop();
        nap.abort();
      };
      signal.addEventListener("abort", stop, { once: true });
      while (!signal.aborted) {
        if (readClock() >= nextRound) await round();
        await rest(startDue(readClock()), signal);
      }
      stop();
      await Promise.all([renewals.done(), tests.done()]);
    },
    wake: () => {
      nextRound = 0;
      nap.abort();
    },
  };
};

const byDue = (one: Watched, other: Watched): number => dueOf(one) - dueOf(other);

const dueOf = ({ plan }: Watched): number => (plan?.kind === "renew" ? plan.due : 0);
