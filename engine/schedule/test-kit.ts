import { onTestFinished } from "vitest";
import type { EngineEvent } from "../../shared/events.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { sampleService } from "../../shared/test-kit.ts";
import { createEventHub } from "../events.ts";
import type { Clock } from "../ports.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";
import type { Place } from "./place.ts";
import { createScheduler } from "./scheduler.ts";
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
  const counts = { looks: 0, stamps: 0, most: 0, mostOfOne: 0 };
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
    /** Starts the scheduler; the test ends it. */
    start: () => {
      const stopping = new AbortController();
      const scheduler = createScheduler({ clock, chance: () => 1, roster: async () => places, hub, troubles });
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
