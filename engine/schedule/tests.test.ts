import { describe, expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { intervalMs } from "../../shared/test-schedule.ts";
import { pretend } from "./test-kit.ts";

const minute = 60_000;
const { hour, day } = intervalMs;
const start = Date.UTC(2026, 10, 22);

const failing = {
  network: () => new KeyferryError("NETWORK_FAILED", { host: "h", detail: "d" }),
  ended: () => new KeyferryError("GRANT_ENDED", { service: "s", detail: "d" }),
  refused: () => new KeyferryError("ACCOUNT_WRONG", { detail: "d" }),
  limited: (retryAfterMs?: number) =>
    new KeyferryError("RATE_LIMITED", { service: "s", wait: "" }, retryAfterMs ? { retryAfterMs } : {}),
};

const newsOf = (world: ReturnType<typeof pretend>): readonly boolean[] =>
  world.events.flatMap((event) => (event.type === "tested" && event.news ? [event.ok] : []));

describe("a connection that is tested by itself", () => {
  test("is tested each interval while the machine runs, and not by a program that has just begun", async () => {
    const world = pretend(start);
    const one = world.tested("one", { every: "hour" });
    world.start();
    await world.pass(50_000);
    expect(one.at).toEqual([]);
    await world.pass(day);
    expect(one.at.length).toBeGreaterThanOrEqual(24);
    expect(one.at.length).toBeLessThanOrEqual(26);
    const between = one.at.slice(2).map((at, index) => at - (one.at[index + 1] ?? 0));
    for (const each of between) expect(Math.abs(each - hour)).toBeLessThan(minute);
  });

  test("is left alone where nobody wants it, and where somebody tested it just now", async () => {
    const world = pretend(start);
    const never = world.tested("never", { every: undefined });
    const daily = world.tested("daily", { every: "day", last: { at: start - minute, ok: true } });
    world.start();
    await world.pass(0.49 * day);
    expect([never.at, daily.at]).toEqual([[], []]);
    daily.record({ at: world.clock.now(), ok: true });
    await world.pass(0.49 * day);
    expect(daily.at).toEqual([]);
    await world.pass(2 * day);
    expect(never.at).toEqual([]);
    expect(daily.at.length).toBeGreaterThanOrEqual(1);
  });

  test("is tested once after a long sleep, and not before the network had time to come back", async () => {
    const world = pretend(start);
    const one = world.tested("one", { every: "hour" });
    world.start();
    await world.pass(10 * minute);
    expect(one.at).toHaveLength(1);
    world.suspend(5 * day);
    const woke = world.clock.now();
    await world.pass(10 * minute);
    expect(one.at).toHaveLength(2);
    expect((one.at[1] ?? 0) - woke).toBeGreaterThanOrEqual(minute);
  });

  test("goes on being tested when the clock is set back", async () => {
    const world = pretend(start);
    const one = world.tested("one", { every: "hour" });
    world.start();
    await world.pass(10 * minute);
    world.set(-30 * day);
    await world.pass(10 * minute);
    expect(one.at).toHaveLength(2);
    await world.pass(5 * hour);
    expect(one.at.length).toBeLessThanOrEqual(8);
    expect(one.at.length).toBeGreaterThanOrEqual(6);
  });

  test("that passed and fails is news once; that it passes again is news too", async () => {
    const world = pretend(start);
    const one = world.tested("one", { every: "hour", last: { at: start - 2 * hour, ok: true } });
    one.answer = failing.refused;
    world.start();
    await world.pass(4 * hour);
    expect(one.at.length).toBeGreaterThanOrEqual(4);
    expect(newsOf(world)).toEqual([false]);
    expect(world.events.find((event) => event.type === "tested")).toMatchObject({
      ok: false,
      step: "network",
      error: { code: "ACCOUNT_WRONG" },
      connections: [{ id: "one" }],
    });
    one.answer = () => undefined;
    await world.pass(2 * hour);
    expect(newsOf(world)).toEqual([false, true]);
  });

  test("that fails in passing is tried again before it is news", async () => {
    const world = pretend(start);
    const one = world.tested("one", { every: "day", last: { at: start - 2 * day, ok: true } });
    one.answer = failing.network;
    world.start();
    await world.pass(3 * minute);
    expect(one.at).toHaveLength(1);
    one.answer = () => undefined;
    await world.pass(10 * minute);
    expect(one.at).toHaveLength(2);
    expect(newsOf(world)).toEqual([]);

    one.answer = failing.network;
    await world.pass(2 * day);
    expect(newsOf(world)).toEqual([false]);
    const [, , third = 0, fourth = 0] = one.at;
    expect(fourth - third).toBeGreaterThanOrEqual(2 * minute);
    expect(fourth - third).toBeLessThan(4 * minute);
  });

  test("that needs a person rests until its settings change", async () => {
    const world = pretend(start);
    const one = world.tested("one", { every: "hour", last: { at: start - 2 * hour, ok: true } });
    one.answer = failing.ended;
    world.start();
    await world.pass(2 * day);
    expect(one.at).toHaveLength(1);
    expect(newsOf(world)).toEqual([false]);
    one.answer = () => undefined;
    one.rewrite();
    await world.pass(2 * minute);
    expect(one.at).toHaveLength(2);
    expect(newsOf(world)).toEqual([false, true]);
  });

  test("whose service asks for fewer requests is no news, and the whole service is left alone as long as it asks", async () => {
    const world = pretend(start);
    const all = ["one", "two", "three"].map((id) =>
      world.tested(id, { every: "hour", last: { at: start - 2 * hour, ok: true } }),
    );
    for (const each of all) each.answer = () => failing.limited(3 * hour);
    world.start();
    await world.pass(2.9 * hour);
    expect(all.flatMap(({ at }) => at)).toHaveLength(1);
    for (const each of all) each.answer = () => undefined;
    await world.pass(hour);
    for (const { at } of all) expect(at.filter((each) => each > start + 2.9 * hour).length).toBeGreaterThanOrEqual(1);
    expect(newsOf(world)).toEqual([]);
  });
});

test("a few are tested at once, of one service one after the other with a pause between", async () => {
  const world = pretend(start);
  world.latency = 20_000;
  const all = Array.from({ length: 12 }, (_, n) =>
    world.tested(`c${n}`, { every: "day", service: `service-${n % 3}` }),
  );
  world.start();
  await world.pass(20 * minute);
  expect(all.map(({ at }) => at.length)).toEqual(Array(12).fill(1));
  expect(world.counts.mostTested).toBe(2);
  for (const service of [0, 1, 2]) {
    const began = all.filter((_, n) => n % 3 === service).flatMap(({ at }) => at);
    const gaps = began
      .toSorted((a, b) => a - b)
      .map((at, n, sorted) => at - (sorted[n - 1] ?? Number.NEGATIVE_INFINITY));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(25_000);
  }
});

test("a test under way is broken off when the scheduler stops, and counts for nothing", async () => {
  const world = pretend(start);
  world.latency = 10 * minute;
  const one = world.tested("one", { every: "day" });
  const running = world.start();
  await world.pass(2 * minute);
  expect(one.at).toHaveLength(1);
  running.stop();
  await running.done;
  expect(world.events).toEqual([]);
});

test("another process that tests, or has just tested, is left to it", async () => {
  const world = pretend(start);
  const one = world.tested("one", { every: "hour" });
  one.taken = true;
  world.start();
  await world.pass(5 * minute);
  expect(one.at).toEqual([]);
  one.record({ at: world.clock.now(), ok: false });
  one.taken = false;
  await world.pass(20 * minute);
  expect(one.at).toEqual([]);
  expect(world.events).toContainEqual(expect.objectContaining({ type: "tested", ok: false, news: false }));
});
