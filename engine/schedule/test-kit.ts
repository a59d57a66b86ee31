import { onTestFinished } from "vitest";
import type { KeyferryError } from "../../shared/errors.ts";
import type { EngineEvent } from "../../shared/events.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { sampleService } from "../../shared/test-kit.ts";
import type { TestInterval } from "../../shared/test-schedule.ts";
import { createEventHub } from "../events.ts";
import type { Clock } from "../ports.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";
import type { Place } from "./place.ts";
import { createScheduler } from "./scheduler.ts";
import type { TestedPlace } from "./tested-place.ts";
import { createTroubles } from "./troubles.ts";

/** A machine's time: timers stand still while it is suspended, and know nothing of a clock that is set. */
export interface FakeTime {
  readonly clock: Clock;
  /** Lets the machine run for so many milliseconds; everything that is due in them happens. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly suspend: (milliseconds: number) => void;
  /** Sets the wall clock forward, or back. */
  readonly set: (milliseconds: number) => void;
  /** How long the machine has been running. */
  readonly awake: () => number;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const fakeTime = (start: number): FakeTime => {
  let [wall, awake] = [start, 0];
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  const advance = (milliseconds: number) => {
    wall += milliseconds;
    awake += milliseconds;
  };
  return {
    clock: {
      now: () => wall,
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          const sleeper = {
            until: awake + milliseconds,
            wake: () => {
              sleepers.delete(sleeper);
              resolve();
            },
          };
          sleepers.add(sleeper);
          signal?.addEventListener("abort", () => {
            sleepers.delete(sleeper);
            reject(signal.reason);
          });
        }),
    },
    pass: async (milliseconds) => {
      const end = awake + milliseconds;
      for (;;) {
        await settle();
        const next = [...sleepers].toSorted((one, other) => one.until - other.until)[0];
        if (!next || next.until > end) break;
        advance(Math.max(0, next.until - awake));
        next.wake();
      }
      advance(end - awake);
    },
    suspend: (milliseconds) => {
      wall += milliseconds;
    },
    set: (milliseconds) => {
      wall += milliseconds;
    },
    awake: () => awake,
  };
};

/** One renewal that the pretended service was asked for. */
export interface Asked {
  readonly location: string;
  /** By the wall clock. */
  readonly at: number;
  /** By the machine's running time. */
  readonly awake: number;
  /** The token that was renewed. */
  readonly issuedAt: number;
}

export interface PretendedPlace {
  readonly place: Place;
  readonly facts: () => GrantFacts | undefined;
  /** What another process writes there. */
  readonly write: (facts: GrantFacts | undefined) => void;
}

/** A connection of the list that may be tested by itself. */
export interface PretendedTest {
  /** When each test began, by the wall clock. */
  readonly at: readonly number[];
  /** Why a test fails; nothing: it passes. */
  answer: () => KeyferryError | undefined;
  /** Another process is at it. */
  taken: boolean;
  /** What the list says of its last test from now on. */
  readonly record: (last: { readonly at: number; readonly ok: boolean }) => void;
  /** Changes its settings. */
  readonly rewrite: () => void;
}

interface TestPretence {
  readonly every: TestInterval | undefined;
  readonly service?: string;
  readonly last?: { readonly at: number; readonly ok: boolean };
}

interface Pretence {
  readonly service?: ServiceDefinition;
  /** Seconds a token lives. */
  readonly life?: number;
}

/** A scheduler with pretended places and a pretended service, all in one fake time. */
export const pretend = (start: number) => {
  const time = fakeTime(start);
  const { clock } = time;
  const hub = createEventHub();
  const troubles = createTroubles();
  const events: EngineEvent[] = [];
  hub.watch((event) => events.push(event));
  const asked: Asked[] = [];
  const underWay = new Map<string, number>();
  const counts = { looks: 0, stamps: 0, most: 0, mostOfOne: 0, tested: 0, mostTested: 0 };
  let testedPlaces: readonly TestedPlace[] = [];
  let places: readonly Place[] = [];
  const world = {
    ...time,
    events,
    asked,
    counts,
    troubles,
    underWay,
    /** What the service says to a renewal; nothing: it renews. */
    answer: (_location: string): Error | undefined => undefined,
    /** How long the service takes. */
    latency: 200,
    put: (...added: readonly PretendedPlace[]) => {
      places = [...places, ...added.map(({ place }) => place)];
    },
    remove: ({ place }: PretendedPlace) => {
      places = places.filter((each) => each !== place);
    },
    place: (location: string, { service = sampleService, life = 7200 }: Pretence = {}): PretendedPlace => {
      let [version, facts] = [1, newGrant(clock.now(), life) as GrantFacts | undefined];
      const write = (next: GrantFacts | undefined) => {
        version += 1;
        facts = next;
      };
      return {
        facts: () => facts,
        write,
        place: {
          location,
          service,
          connections: [{ id: location, name: location, service: service.id }],
          stamp: async () => {
            counts.stamps += 1;
            return String(version);
          },
          look: async () => {
            counts.looks += 1;
            return facts;
          },
          renew: async (stillDue) => {
            if (!facts?.tokens) throw new Error("nothing saved");
            if (!stillDue(facts)) return { facts, renewed: false };
            asked.push({ location, at: clock.now(), awake: time.awake(), issuedAt: facts.tokens.issuedAt });
            underWay.set(location, (underWay.get(location) ?? 0) + 1);
            counts.mostOfOne = Math.max(counts.mostOfOne, ...underWay.values());
            counts.most = Math.max(
              counts.most,
              [...underWay.values()].reduce((sum, each) => sum + each, 0),
            );
            await clock.sleep(world.latency);
            underWay.set(location, (underWay.get(location) ?? 0) - 1);
            const refusal = world.answer(location);
            if (refusal) throw refusal;
            const tokens = { issuedAt: clock.now(), expiresIn: life, hasAccess: true, hasRefresh: true };
            write({ ...facts, generation: facts.generation + 1, tokens });
            return { facts, renewed: true };
          },
        },
      };
    },
    tested: (id: string, { every, service = sampleService.id, last }: TestPretence): PretendedTest => {
      const at: number[] = [];
      let version = 1;
      const list = (known: TestedPlace["last"]): void => {
        const place: TestedPlace = {
          connection: { id, name: id, service },
          every,
          last: known,
          stamp: async () => String(version),
          test: async (stillDue, signal) => {
            if (pretended.taken || !stillDue(known?.at)) return undefined;
            at.push(clock.now());
            counts.tested += 1;
            counts.mostTested = Math.max(counts.mostTested, counts.tested);
            await clock.sleep(world.latency, signal).catch(() => {});
            counts.tested -= 1;
            if (signal.aborted) return undefined;
            const error = pretended.answer();
            const outcome = { at: clock.now(), ...(error ? { failure: { step: "network" as const, error } } : {}) };
            list({ at: outcome.at, ok: !error });
            return outcome;
          },
        };
        testedPlaces = [...testedPlaces.filter(({ connection }) => connection.id !== id), place];
      };
      const pretended: PretendedTest = {
        at,
        answer: () => undefined,
        taken: false,
        record: list,
        rewrite: () => {
          version += 1;
        },
      };
      list(last);
      return pretended;
    },
    /** Starts the scheduler; the test ends it. */
    start: () => {
      const stopping = new AbortController();
      const tests = async () => testedPlaces;
      const scheduler = createScheduler({ clock, chance: () => 1, roster: async () => places, tests, hub, troubles });
      const done = scheduler.run(stopping.signal);
      onTestFinished(() => stopping.abort());
      return { ...scheduler, stop: () => stopping.abort(), done };
    },
    typesOf: () => events.map(({ type }) => type),
  };
  return world;
};

/** A grant of this machine with a token just issued. `life` in seconds. */
export const newGrant = (now: number, life: number, over: Partial<GrantFacts> = {}): GrantFacts => ({
  grantId: crypto.randomUUID(),
  generation: 1,
  holder: "here",
  tokens: { issuedAt: now, expiresIn: life, hasAccess: true, hasRefresh: true },
  ...over,
});
