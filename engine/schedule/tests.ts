import type { EventHub } from "../events.ts";
import { delayAfter, nextTryAfter } from "./back-off.ts";
import type { SchedulerParts } from "./parts.ts";
import type { Pauses } from "./pauses.ts";
import { nextTestAt } from "./test-plan.ts";
import type { TestedPlace, TestOutcome, TestRoster } from "./tested-place.ts";

/** The tests by themselves of one scheduler. */
export interface ScheduledTests {
  /** Takes in what the list says now. */
  readonly look: () => Promise<void>;
  /** Starts what is due and has room, and tells when there is something to do next. */
  readonly start: (now: number) => number;
  /** Starts nothing more, and breaks off what is under way. */
  readonly stop: () => void;
  /** Resolves once nothing is under way. */
  readonly done: () => Promise<void>;
}

/** How many connections are tested at once; of one service never more than one. */
const atOnce = 2;

/** A service is left alone for so long between two tests. */
const betweenMs = 5000;

/** A machine that woke, or a program that just began, may have no network yet. */
const settlingMs = 60_000;
/** A gap between two looks at the clock that a running machine does not leave. */
const sleptMs = 120_000;

/** What fails in passing is tried again after so long, before anybody is told. */
const againMs = 120_000;

/** A service that asks for fewer requests is tested no more for at least so long. */
const limitedMs = 15 * 60_000;

/** Somebody else is at it, or it could not be tried. */
const elsewhereMs = 60_000;

interface Tested {
  place: TestedPlace;
  busy: boolean;
  /** To be tested again as soon as it may be: the last outcome is in doubt, or the settings changed. */
  again: boolean;
  /** How it stands for certain, as far as that is known. */
  ok: boolean | undefined;
  /** Needs a person, as these settings stand: nothing is asked until they change. */
  restingAt: string | undefined;
  /** Of the last test that is known. */
  lastAt: number | undefined;
}

interface Waiting {
  readonly each: Tested;
  readonly at: number;
}

type Parts = Pick<SchedulerParts, "clock" | "chance" | "hub"> & { readonly pauses: Pauses };

/** Makes the tests of a scheduler; without a roster there are none. `onEnd` is told whenever one has ended. */
export const createTests = (
  { clock, chance, hub, pauses }: Parts,
  roster: TestRoster | undefined,
  onEnd: () => void,
): ScheduledTests => {
  const tested = new Map<string, Tested>();
  const active = new Map<string, Promise<void>>();
  const services = new Set<string>();
  const stopping = new AbortController();
  let places: readonly TestedPlace[] = [];
  let seen: number | undefined;

  const takeIn = (found: readonly TestedPlace[]): void => {
    const ids = new Set(found.map(({ connection }) => connection.id));
    for (const id of tested.keys()) if (!ids.has(id)) tested.delete(id);
    for (const place of found) {
      const known = tested.get(place.connection.id);
      if (known) takeChange(hub, known, place, clock.now());
      else tested.set(place.connection.id, newlyTested(place));
    }
  };

  const dueOf = ({ place, again }: Tested, now: number): number => {
    const { connection, every, last } = place;
    if (!every) return Number.POSITIVE_INFINITY;
    const held = pauses.until(testsKey, keyOf(place), connection.service, serviceKey(connection.service));
    return Math.max(held, again ? 0 : nextTestAt(connection.id, every, last?.at, now));
  };

  const testOne = async (each: Tested): Promise<void> => {
    const { place } = each;
    const { connection, every } = place;
    const stillDue = (lastAt: number | undefined): boolean =>
      every !== undefined && (each.again || nextTestAt(connection.id, every, lastAt, clock.now()) <= clock.now());
    try {
      const outcome = await place.test(stillDue, stopping.signal);
      const stamp = await place.stamp();
      if (outcome) settle({ clock, chance, hub, pauses }, each, outcome, stamp);
      else pauses.extend(keyOf(place), clock.now() + elsewhereMs);
    } catch {
      // The list, or the folder of the settings: the renewals tell of those.
      pauses.extend(keyOf(place), clock.now() + elsewhereMs);
    }
  };

  const begin = (each: Tested): void => {
    const { id, service } = each.place.connection;
    each.busy = true;
    services.add(service);
    const work = testOne(each).finally(() => {
      each.busy = false;
      services.delete(service);
      active.delete(id);
      pauses.extend(serviceKey(service), clock.now() + betweenMs);
      onEnd();
    });
    active.set(id, work);
  };

  /** What waits for a moment, with that moment; what is under way or at rest is not among it. */
  const waiting = (now: number): readonly Waiting[] =>
    [...tested.values()].flatMap((each) =>
      each.busy || each.restingAt !== undefined ? [] : [{ each, at: dueOf(each, now) }],
    );

  const hasRoomFor = ({ connection }: TestedPlace): boolean =>
    !stopping.signal.aborted && active.size < atOnce && !services.has(connection.service);

  const start = (now: number): number => {
    if (roster && (seen === undefined || now - seen > sleptMs)) pauses.extend(testsKey, now + settlingMs);
    seen = now;
    const all = waiting(now);
    const due = all.filter(({ at }) => at <= now).toSorted((one, other) => one.at - other.at);
    for (const { each } of due) if (hasRoomFor(each.place)) begin(each);
    return all.reduce((next, { at }) => (at <= now ? next : Math.min(next, at)), Number.POSITIVE_INFINITY);
  };

  return {
    look: async () => {
      if (!roster) return;
      // A list that cannot be read now is the list it was.
      const found = await roster().catch(() => places);
      if (found !== places) takeIn(found);
      places = found;
      for (const each of tested.values()) {
        if (each.restingAt !== undefined && (await each.place.stamp()) !== each.restingAt) wakeUp(pauses, each);
      }
    },
    start,
    stop: () => stopping.abort(),
    done: async () => {
      await Promise.all(active.values());
    },
  };
};

const testsKey = "tests";
const keyOf = ({ connection }: TestedPlace): string => `test ${connection.id}`;
const serviceKey = (service: string): string => `tests of ${service}`;

const newlyTested = (place: TestedPlace): Tested => ({
  place,
  busy: false,
  again: false,
  ok: place.last?.ok,
  restingAt: undefined,
  lastAt: place.last?.at,
});

/** What the list says of a connection by now: somebody may have tested it, or chosen another interval. */
const takeChange = (hub: EventHub, known: Tested, place: TestedPlace, now: number): void => {
  const another = place.last !== undefined && place.last.at !== known.lastAt && !known.busy;
  if (another || place.every !== known.place.every) {
    known.again = false;
    known.restingAt = undefined;
  }
  if (another) known.ok = place.last.ok;
  if (another) hub.emit({ type: "tested", at: now, connections: [place.connection], ok: place.last.ok, news: false });
  known.place = place;
  known.lastAt = place.last?.at;
};

/** Settings that were changed are worth another look at once. */
const wakeUp = (pauses: Pauses, each: Tested): void => {
  each.restingAt = undefined;
  each.again = true;
  pauses.end(keyOf(each.place));
};

/** `stamp` is of the settings, after the test. */
const settle = (
  { clock, chance, hub, pauses }: Parts,
  each: Tested,
  { at, failure }: TestOutcome,
  stamp: string | undefined,
): void => {
  const { place, ok: before, again: second } = each;
  const now = clock.now();
  each.again = false;
  each.lastAt = at;
  each.place = { ...place, last: { at, ok: failure === undefined } };
  const told = { type: "tested", at: now, connections: [place.connection] } as const;
  if (!failure) {
    each.ok = true;
    hub.emit({ ...told, ok: true, news: before === false });
    return;
  }
  const { step, error } = failure;
  const passing = error.exitStatus === 75;
  const limited = error.code === "RATE_LIMITED";
  if (limited) {
    const wait = delayAfter(error, 1, chance());
    pauses.extend(place.connection.service, now + wait);
    pauses.extend(serviceKey(place.connection.service), now + Math.max(limitedMs, wait));
  }
  // Once is chance: a network that is away for a moment is no news. A service that is busy is none at all.
  const inDoubt = passing && !second && !limited;
  if (inDoubt) {
    each.again = true;
    pauses.extend(keyOf(place), now + Math.max(againMs, delayAfter(error, 1, chance())));
  }
  if (nextTryAfter(error) === "never") each.restingAt = stamp ?? "";
  const certain = !inDoubt && !limited;
  if (certain) each.ok = false;
  hub.emit({ ...told, ok: false, step, error: error.toData(), news: certain && before !== false });
};
