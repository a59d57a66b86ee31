import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { type Asked, pretend } from "./test-kit.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const start = Date.UTC(2026, 10, 22);
const latency = 200;

type Step =
  | { readonly do: "pass" | "suspend"; readonly for: number }
  | { readonly do: "set"; readonly for: number }
  | { readonly do: "fail" | "mend" };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pass" as const), for: fc.integer({ min: 1, max: 180 * minute }) }),
  },
  fc.record({ do: fc.constant("suspend" as const), for: fc.integer({ min: 1, max: 20 * day }) }),
  fc.record({ do: fc.constant("set" as const), for: fc.integer({ min: -20 * day, max: 20 * day }) }),
  fc.record({ do: fc.constantFrom("fail" as const, "mend" as const) }),
);

/** Seconds. Shorter than the shortest interval between two renewals, a token cannot be renewed in time. */
const lives = fc.integer({ min: 60, max: 20_000 });

type World = ReturnType<typeof pretend>;

const failing = () => new KeyferryError("NETWORK_FAILED", { host: "h", service: "s", detail: "" });

/** Plays the steps; tells the running times at which time jumped or the service changed: only between them is anything promised. */
const play = async (world: World, all: readonly Step[]): Promise<readonly number[]> => {
  const disturbed: number[] = [];
  for (const step of all) {
    if (step.do !== "pass") disturbed.push(world.awake());
    if ("for" in step) await world[step.do](step.for);
    else world.answer = step.do === "fail" ? failing : () => undefined;
  }
  return disturbed;
};

test("however the clock jumps: never two renewals of one at once, none early, and none late while the machine runs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { maxLength: 12 }),
      fc.array(lives, { minLength: 1, maxLength: 6 }),
      async (all, lifes) => {
        const world = pretend(start);
        world.latency = latency;
        world.put(...lifes.map((life, index) => world.place(`${index}`, { life })));
        const running = world.start();
        const disturbed = await play(world, all);
        await world.pass(minute);
        running.stop();
        await world.pass(minute);
        await running.done;

        expect(world.counts.mostOfOne).toBeLessThanOrEqual(1);
        expect(world.counts.most).toBeLessThanOrEqual(4);
        const promised = lifes.flatMap((life, index) =>
          intervals(world.asked.filter(({ location }) => location === `${index}`))
            .filter(({ from, to }) => !disturbed.some((moment) => moment >= from - latency && moment <= to))
            .map(({ from, to }) => ({ between: to - from, life: life * 1000 })),
        );
        for (const { between, life } of promised) {
          const lead = Math.min(15 * minute, life / 2);
          // From one request to the next: the token lives from the answer on.
          expect(between).toBeGreaterThanOrEqual(life - 1.1 * lead);
          expect(between).toBeLessThan(life);
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** From each renewal that brought a token to the next one of the same place, by the machine's running time. */
const intervals = (asked: readonly Asked[]) =>
  asked.slice(1).flatMap((next, index) => {
    const before = asked[index];
    return before && before.issuedAt !== next.issuedAt ? [{ from: before.awake, to: next.awake }] : [];
  });

test("after any jumps, a service that answers again has every token good within the hour", async () => {
  const jumps = fc.array(fc.integer({ min: -20 * day, max: 20 * day }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(jumps, fc.boolean(), async (all, down) => {
      const world = pretend(start);
      const places = [world.place("one"), world.place("other", { life: 1_209_600 })];
      world.put(...places);
      world.start();
      if (down) world.answer = failing;
      for (const jump of all) {
        world.set(jump);
        await world.pass(7 * minute);
      }
      world.answer = () => undefined;
      await world.pass(60 * minute);
      const now = world.clock.now();
      for (const place of places) {
        const { issuedAt = 0, expiresIn = 0 } = place.facts()?.tokens ?? {};
        expect(issuedAt).toBeLessThanOrEqual(now + 5 * minute);
        expect(issuedAt + expiresIn * 1000).toBeGreaterThan(now);
      }
    }),
    { numRuns: 60 },
  );
});
