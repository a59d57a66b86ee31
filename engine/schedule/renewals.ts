import { asKeyferryError, type KeyferryError } from "../../shared/errors.ts";
import type { EngineEvent } from "../../shared/events.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";
import { expiryOf } from "../tokens/timing.ts";
import { delayAfter, nextTryAfter } from "./back-off.ts";
import type { SchedulerParts } from "./parts.ts";
import type { Pauses } from "./pauses.ts";
import { planOf } from "./plan.ts";
import { sameGrant, type Watched } from "./watched.ts";

/** The renewals of one scheduler, a few at a time. */
export interface Renewals {
  /** Puts these in line. None of them may be in line or under way. */
  readonly start: (due: readonly Watched[]) => void;
  /** Starts nothing more. */
  readonly stop: () => void;
  /** Resolves once nothing is under way. */
  readonly done: () => Promise<void>;
}

/** How many services are asked at once. */
const atOnce = 4;

/** A token that lapses at once would be renewed without end: nothing is renewed again sooner than this. */
const shortestIntervalMs = 10_000;

/** How often in a row each service asked for fewer requests. */
type Limited = Map<string, number>;

type Parts = Omit<SchedulerParts, "roster"> & { readonly pauses: Pauses };

/** Makes a line with nothing in it. */
export const createRenewals = (parts: Parts): Renewals => {
  const { clock, pauses } = parts;
  const line: Watched[] = [];
  const workers = new Set<Promise<void>>();
  const limited: Limited = new Map();
  let stopped = false;

  const work = async (): Promise<void> => {
    for (let next = line.shift(); next && !stopped; next = line.shift()) {
      // A service may have asked for a pause since this one was put in line.
      const paused = pauses.until(next.place.service.id) > clock.now();
      if (!paused && !next.givenUp) await renewOne(parts, limited, next);
      next.busy = false;
    }
  };
  const addWorker = (): void => {
    const worker: Promise<void> = work().finally(() => workers.delete(worker));
    workers.add(worker);
  };
  return {
    start: (due) => {
      for (const each of due) each.busy = true;
      line.push(...due);
      for (let free = atOnce - workers.size; free > 0 && !stopped; free--) addWorker();
    },
    stop: () => {
      stopped = true;
    },
    done: async () => {
      await Promise.all(workers);
    },
  };
};

const renewOne = async (parts: Parts, limited: Limited, watched: Watched): Promise<void> => {
  const { clock } = parts;
  const { place } = watched;
  const before = watched.facts;
  try {
    const { facts, renewed } = await place.renew((found) => {
      watched.facts = found;
      const plan = planOf(place.service, found, clock.now());
      return plan.kind === "renew" && plan.renewAt <= clock.now();
    });
    limited.delete(place.service.id);
    settle(parts, watched, facts, renewed, before);
  } catch (thrown) {
    const error = asKeyferryError(thrown);
    if (error.code === "RATE_LIMITED") pauseService(parts, limited, place.service.id, error);
    if (error.code === "OTHER_OWNER") lookAgain(parts, watched);
    else fail(parts, watched, error);
  }
};

const settle = (
  { clock, pauses, troubles, hub }: Parts,
  watched: Watched,
  facts: GrantFacts,
  renewed: boolean,
  before: GrantFacts | undefined,
): void => {
  const { place } = watched;
  const now = clock.now();
  const plan = planOf(place.service, facts, now);
  Object.assign(watched, { facts, plan, failures: 0 });
  troubles.clear(place.location);
  pauses.end(place.location);
  if (renewed) pauses.extend(place.location, now + shortestIntervalMs);
  const told = { at: now, connections: place.connections };
  if (renewed) hub.emit({ ...told, type: "renewed", ...timesOf(facts, plan) });
  else if (!sameGrant(before, facts)) hub.emit({ ...told, type: "settings-changed" });
};

const timesOf = (facts: GrantFacts, plan: ReturnType<typeof planOf>) => {
  const expiresAt = facts.tokens && expiryOf(facts.tokens);
  return {
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(plan.kind === "renew" ? { renewsAt: plan.renewAt } : {}),
  };
};

/** Handed over since it was looked at: no fault, and not this machine's any more. */
const lookAgain = ({ clock, hub, pauses }: Parts, watched: Watched): void => {
  const now = clock.now();
  watched.stamp = undefined;
  pauses.extend(watched.place.location, now + shortestIntervalMs);
  hub.emit({ type: "settings-changed", at: now, connections: watched.place.connections });
};

/** A service that asks for fewer requests is asked for none of its connections, longer each time in a row. */
const pauseService = ({ clock, pauses, chance }: Parts, limited: Limited, id: string, error: KeyferryError): void => {
  const now = clock.now();
  // Others were under way when the first was refused: all their refusals count as one.
  const times = (limited.get(id) ?? 0) + (pauses.until(id) > now ? 0 : 1);
  limited.set(id, times);
  pauses.extend(id, now + delayAfter(error, times, chance()));
};

const fail = (parts: Parts, watched: Watched, error: KeyferryError): void => {
  const { clock, pauses, troubles, hub, chance } = parts;
  const { place, facts } = watched;
  const now = clock.now();
  watched.failures += 1;
  pauses.extend(place.location, now + delayAfter(error, watched.failures, chance()));
  const until = pauses.until(place.location, place.service.id);
  const event = eventOf(watched, error, now, until);
  watched.givenUp = event.type === "consent-needed";
  if (facts) {
    const retryAt = watched.givenUp ? {} : { retryAt: until };
    troubles.note(place.location, facts, { error: error.toData(), ...retryAt });
  }
  hub.emit(event);
};

const eventOf = (
  { place }: Watched,
  error: KeyferryError,
  now: number,
  retryAt: number,
): Extract<EngineEvent, { error: unknown }> => {
  const told = { at: now, connections: place.connections, error: error.toData() };
  return nextTryAfter(error) === "never"
    ? { ...told, type: "consent-needed" }
    : { ...told, type: "renewal-failed", retryAt };
};
