import { describe, expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { sampleService } from "../../shared/test-kit.ts";
import { newGrant, pretend } from "./test-kit.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 22);

const limited = (retryAfterMs?: number) =>
  Object.assign(new KeyferryError("RATE_LIMITED", { service: "S", wait: "" }), { retryAfterMs });
const other = { ...sampleService, id: "other" };

/** A world with one connection whose token lives two hours, and its scheduler running. */
const one = () => {
  const world = pretend(start);
  const place = world.place("one");
  world.put(place);
  return { world, place, running: world.start() };
};

describe("time", () => {
  test("passes, and a token is renewed again and again, each time ahead of its end", async () => {
    const { world } = one();
    await world.pass(day);
    expect(world.asked.length).toBe(13);
    for (const { at, issuedAt } of world.asked) {
      expect(at - issuedAt).toBeLessThanOrEqual(105 * minute + 1000);
      expect(at - issuedAt).toBeGreaterThanOrEqual(103.5 * minute);
    }
    expect(new Set(world.typesOf())).toEqual(new Set(["renewed"]));
  });

  test("stands still for two weeks of sleep, and within 30 seconds of waking the token is renewed, once", async () => {
    const { world } = one();
    await world.pass(minute);
    world.suspend(14 * day);
    await world.pass(31_000);
    expect(world.asked.length).toBe(1);
    await world.pass(hour);
    expect(world.asked.length).toBe(1);
  });

  test("jumps with a wake-up call, and the token is renewed at once", async () => {
    const { world, running } = one();
    await world.pass(minute);
    world.suspend(14 * day);
    running.wake();
    await world.pass(1000);
    expect(world.asked.length).toBe(1);
  });

  test("is set back three days and forth again: one renewal for each, and none in between", async () => {
    const { world } = one();
    await world.pass(minute);
    world.set(-3 * day);
    await world.pass(hour);
    expect(world.asked.length).toBe(1);
    world.set(3 * day);
    await world.pass(hour);
    expect(world.asked.length).toBe(2);
  });

  test("is set back while a service is paused, and the pause is no longer for that", async () => {
    const { world } = one();
    world.answer = () => limited(10 * minute);
    await world.pass(106 * minute);
    expect(world.asked.length).toBe(1);
    world.answer = () => undefined;
    world.set(-30 * day);
    await world.pass(8 * minute);
    expect(world.asked.length).toBe(1);
    await world.pass(3 * minute);
    expect(world.asked.length).toBe(2);
    expect(world.typesOf().at(-1)).toBe("renewed");
  });
});

describe("a service that asks for fewer requests", () => {
  test("is asked nothing for any of its connections until then, while other services are", async () => {
    const world = pretend(start);
    const [first, second, elsewhere] = [
      world.place("first"),
      world.place("second"),
      world.place("x", { service: other }),
    ];
    // Two minutes on, as each renews up to 90 seconds early by chance: the first one is asked for first.
    second.write(newGrant(start + 2 * minute, 7200));
    elsewhere.write(newGrant(start + 2 * minute, 7200));
    world.put(first, second, elsewhere);
    world.answer = (location) => (location === "first" ? limited(20 * minute) : undefined);
    world.start();
    await world.pass(110 * minute);
    expect(world.asked.map(({ location }) => location).toSorted()).toEqual(["first", "x"]);
    world.answer = () => undefined;
    await world.pass(20 * minute);
    expect(world.asked.map(({ location }) => location).toSorted()).toEqual(["first", "first", "second", "x"]);
  });

  test("without saying until when is asked less and less often, however many connections it has", async () => {
    const world = pretend(start);
    world.put(...Array.from({ length: 100 }, (_, index) => world.place(`place ${index}`, { life: 60 })));
    world.answer = () => limited();
    world.start();
    await world.pass(2 * hour);
    // 10, 20, 40 … 900 seconds: some fifteen times, four at once.
    expect(world.asked.length).toBeLessThan(70);
    expect(world.asked.length).toBeGreaterThan(20);
  });
});

describe("a grant that the service ended", () => {
  const ended = new KeyferryError("GRANT_ENDED", { service: "Sample", detail: "invalid_grant" });

  test("is told of once and asked for no more, until other settings stand there", async () => {
    const { world, place } = one();
    world.answer = () => ended;
    await world.pass(30 * day);
    expect(world.asked.length).toBe(1);
    expect(world.typesOf()).toEqual(["consent-needed"]);
    const facts = place.facts();
    expect(facts && world.troubles.of("one", facts)).toEqual({ error: ended.toData() });
    world.answer = () => undefined;
    place.write(newGrant(world.clock.now(), 7200));
    await world.pass(2 * hour);
    expect(world.asked.length).toBe(2);
    expect(world.typesOf()).toEqual(["consent-needed", "settings-changed", "renewed"]);
    const renewed = place.facts();
    expect(renewed && world.troubles.of("one", renewed)).toBeUndefined();
  });

  test("is asked for again where the file was replaced by one with the same tokens: the app may be another", async () => {
    const { world, place } = one();
    world.answer = () => ended;
    await world.pass(2 * hour);
    place.write(place.facts());
    await world.pass(minute);
    expect(world.asked.length).toBe(2);
  });
});

test("a fault that passes is tried again, told of, and forgotten once it is over", async () => {
  const { world, place } = one();
  world.answer = () => new KeyferryError("NETWORK_FAILED", { host: "h", service: "s", detail: "" });
  await world.pass(107 * minute);
  expect(world.asked.length).toBeGreaterThan(2);
  const troubled = place.facts();
  expect(troubled && world.troubles.of("one", troubled)).toMatchObject({ retryAt: expect.any(Number) });
  world.answer = () => undefined;
  await world.pass(10 * minute);
  expect(world.typesOf().at(-1)).toBe("renewed");
  const renewed = place.facts();
  expect(renewed && world.troubles.of("one", renewed)).toBeUndefined();
});

test("a surprise in one place does not keep others from being renewed", async () => {
  const world = pretend(start);
  world.put(world.place("bad"), world.place("good"));
  world.answer = (location) => (location === "bad" ? new TypeError("?") : undefined);
  world.start();
  await world.pass(2 * hour);
  expect(world.events.find(({ type }) => type === "renewal-failed")).toMatchObject({ error: { code: "INTERNAL" } });
  expect(world.typesOf()).toContain("renewed");
});

test("of many that are due at once four are asked for at a time, and each once", async () => {
  const world = pretend(start);
  world.put(...Array.from({ length: 50 }, (_, index) => world.place(`place ${index}`)));
  world.start();
  await world.pass(minute);
  world.suspend(14 * day);
  await world.pass(minute);
  expect(world.asked.length).toBe(50);
  expect(new Set(world.asked.map(({ location }) => location)).size).toBe(50);
  expect(world.counts).toMatchObject({ most: 4, mostOfOne: 1 });
});

test("a token that lapses at once is not renewed without end", async () => {
  const world = pretend(start);
  world.put(world.place("odd", { life: 0 }));
  world.start();
  await world.pass(10 * minute);
  expect(world.asked.length).toBeLessThanOrEqual(60);
});

test("stopping waits for what is under way, and starts nothing that is in line", async () => {
  const world = pretend(start);
  world.put(...Array.from({ length: 10 }, (_, index) => world.place(`place ${index}`)));
  world.latency = 5000;
  const running = world.start();
  await world.pass(minute);
  world.suspend(day);
  await world.pass(31_000);
  let over = false;
  void running.done.then(() => {
    over = true;
  });
  running.stop();
  await world.pass(1000);
  expect(over).toBe(false);
  await world.pass(5000);
  expect(over).toBe(true);
  expect(world.asked.length).toBe(4);
  expect(world.typesOf()).toEqual(Array(4).fill("renewed"));
});

describe("what others do", () => {
  test("is noticed: tokens that another process renewed are not renewed again", async () => {
    const { world, place } = one();
    await world.pass(100 * minute);
    place.write({ ...newGrant(world.clock.now(), 7200), generation: 2 });
    await world.pass(hour);
    expect(world.asked).toEqual([]);
    expect(world.typesOf()).toEqual(["settings-changed"]);
  });

  test("is noticed where it happens in the last moment", async () => {
    const { world, place } = one();
    await world.pass(100 * minute);
    // Written so that no stamp tells it.
    const { stamp } = place.place;
    Object.assign(place.place, { stamp: async () => "1" });
    place.write({ ...newGrant(world.clock.now(), 7200), generation: 2 });
    await world.pass(10 * minute);
    Object.assign(place.place, { stamp });
    expect(world.asked).toEqual([]);
    expect(world.typesOf()).toEqual(["settings-changed"]);
  });

  test("is noticed: a connection that was added is renewed, one that was removed is left alone", async () => {
    const { world, place } = one();
    await world.pass(minute);
    const added = world.place("added");
    world.put(added);
    world.remove(place);
    await world.pass(2 * hour);
    expect(world.typesOf()).toEqual(["list-changed", "renewed"]);
    expect(world.asked.map(({ location }) => location)).toEqual(["added"]);
  });

  test("is noticed: handed over to another machine, a grant is not asked for any more", async () => {
    const { world, place } = one();
    await world.pass(minute);
    const facts = place.facts();
    place.write(facts && { ...facts, holder: "elsewhere" });
    await world.pass(day);
    expect(world.asked).toEqual([]);
  });
});

test("a grant that was handed over in the last moment is no fault, and is not asked for again", async () => {
  const { world, place } = one();
  world.answer = () => {
    const facts = place.facts();
    place.write(facts && { ...facts, holder: "elsewhere" });
    return new KeyferryError("OTHER_OWNER", { owner: "age1…" });
  };
  await world.pass(day);
  expect(world.asked.length).toBe(1);
  expect(new Set(world.typesOf())).toEqual(new Set(["settings-changed"]));
});

test("what was mended in the settings is tried at once, however long the pause was to be", async () => {
  const { world, place } = one();
  world.answer = () => new KeyferryError("CLIENT_REFUSED", { service: "Sample", detail: "invalid_client" });
  await world.pass(106 * minute);
  expect(world.asked.length).toBe(1);
  await world.pass(30 * minute);
  expect(world.asked.length).toBe(1);
  world.answer = () => undefined;
  place.write(place.facts());
  await world.pass(minute);
  expect(world.typesOf()).toEqual(["renewal-failed", "renewed"]);
});

test("an unchanged file is looked at once, however many rounds are made", async () => {
  const world = pretend(start);
  world.put(...Array.from({ length: 20 }, (_, index) => world.place(`place ${index}`, { life: 1_209_600 })));
  world.start();
  await world.pass(hour);
  expect(world.counts.looks).toBe(20);
  expect(world.counts.stamps).toBeLessThanOrEqual(20 * 122);
});

describe("an end that comes near", () => {
  const aged = { ...sampleService, oauth: { ...sampleService.oauth, grantMaximumLife: (30 * day) / 1000 } };
  const ends = (world: ReturnType<typeof pretend>) =>
    world.events.filter((event) => event.type === "grant-about-to-die");

  test("by the age that the service sets is told of once, a week before", async () => {
    const world = pretend(start);
    const place = world.place("aged", { service: aged, life: 1_209_600 });
    place.write(newGrant(start, 1_209_600, { consentedAt: start }));
    world.put(place);
    world.start();
    await world.pass(22 * day);
    expect(ends(world)).toEqual([]);
    await world.pass(3 * day);
    expect(ends(world)).toEqual([
      expect.objectContaining({ diesAt: start + 30 * day, cause: "grant-age", remedy: expect.anything() }),
    ]);
  });

  test("of a token that nothing can renew is told of", async () => {
    const world = pretend(start);
    const place = world.place("alone");
    const tokens = { issuedAt: start, expiresIn: 7200, hasAccess: true, hasRefresh: false };
    place.write({ ...newGrant(start, 7200), tokens });
    world.put(place);
    world.start();
    await world.pass(80 * minute);
    expect(ends(world)).toEqual([]);
    await world.pass(15 * minute);
    expect(ends(world)).toEqual([expect.objectContaining({ diesAt: start + 2 * hour, cause: "access-token" })]);
    await world.pass(day);
    expect(world.typesOf()).toEqual(["grant-about-to-die", "consent-needed"]);
  });

  test("because renewals fail is told of, and not where they work", async () => {
    const idle = { ...sampleService, oauth: { ...sampleService.oauth, grantIdleLife: (4 * day) / 1000 } };
    const world = pretend(start);
    world.put(world.place("idle", { service: idle }));
    world.start();
    await world.pass(5 * day);
    expect(ends(world)).toEqual([]);
    world.answer = () => new KeyferryError("SERVICE_UNAVAILABLE", { service: "s", status: "500" });
    await world.pass(4 * day);
    expect(ends(world)).toEqual([expect.objectContaining({ cause: "idle-grant" })]);
  });
});
