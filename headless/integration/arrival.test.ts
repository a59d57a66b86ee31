import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { Arrival } from "../../shared/connection.ts";
import { createWorld, quietOptions } from "./test-kit.ts";

/** Options of a sign-in whose person decides so, and what they were shown. */
const deciding = (keep: boolean) => {
  const shown: Arrival[] = [];
  return {
    shown,
    options: quietOptions({
      onArrival: async (arrival) => {
        shown.push(arrival);
        return keep;
      },
    }),
  };
};

test("who signed in is shown before anything is saved, and letting go of it leaves nothing behind", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const { shown, options } = deciding(false);
  await expect(
    machine.engine.connections.create("basecamp", "Work", { InitiateOAuth: "GETANDREFRESH" }, options),
  ).rejects.toMatchObject({ code: "CONSENT_CANCELLED" });
  expect(shown).toEqual([{ person: expect.stringMatching(/./), account: expect.stringMatching(/./), missing: [] }]);
  expect(await machine.engine.connections.list()).toEqual([]);
  expect(existsSync(machine.settings("basecamp"))).toBe(false);
});

test("another account than before is told, and only what a person keeps takes its place", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const { connections } = machine.engine;
  const first = await connections.create("basecamp", "Work", { InitiateOAuth: "GETANDREFRESH" }, quietOptions());
  const before = await connections.get(first.id);
  await world.control("PATCH", "settings", { services: { basecamp: { person: "tom" } } });

  const refused = deciding(false);
  await expect(connections.reconnect(first.id, refused.options)).rejects.toMatchObject({ code: "CONSENT_CANCELLED" });
  expect(refused.shown[0]).toMatchObject({ before: first.account });
  expect((await connections.get(first.id)).grant).toEqual(before.grant);

  const kept = deciding(true);
  const after = await connections.reconnect(first.id, kept.options);
  expect(after.account).toBe(kept.shown[0]?.account);
  expect(after.account).not.toBe(first.account);
  expect((await connections.get(first.id)).properties.AccountId).not.toBe(before.properties.AccountId);
});

test("the same account again needs no word", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const { connections } = machine.engine;
  const { id } = await connections.create("basecamp", "Work", { InitiateOAuth: "GETANDREFRESH" }, quietOptions());
  const { shown, options } = deciding(true);
  await connections.reconnect(id, options);
  expect(shown[0]).not.toHaveProperty("before");
});

test("a permission that a person left out is told by its name", async () => {
  const world = await createWorld();
  await world.control("PATCH", "settings", { services: { instagram: { consents: "basic", permissions: "array" } } });
  const machine = await world.machine();
  const { shown, options } = deciding(true);
  await machine.engine.connections.create("instagram", "Shop", { InitiateOAuth: "GETANDREFRESH" }, options);
  expect(shown[0]).toMatchObject({
    granted: ["instagram_business_basic"],
    missing: ["instagram_business_manage_insights"],
  });
});

test("what was granted is not guessed where the service does not tell", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const { shown, options } = deciding(true);
  await machine.engine.connections.create("act-on", "Marketing", { InitiateOAuth: "GETANDREFRESH" }, options);
  expect(shown[0]).toMatchObject({ missing: [] });
  expect(shown[0]).not.toHaveProperty("granted");
});

test("the list names the account that was chosen, and choosing it makes it no other account", async () => {
  const world = await createWorld();
  await world.control("PATCH", "settings", { services: { basecamp: { person: "tom" } } });
  const machine = await world.machine();
  const { connections } = machine.engine;
  const first = await connections.create("basecamp", "Work", { InitiateOAuth: "GETANDREFRESH" }, quietOptions());
  const choices = await connections.choices(first.id);
  const wanted = choices?.accounts.find(({ suits }) => suits);
  const chosen = await connections.choose(first.id, choices?.property ?? "", wanted?.value ?? "");
  expect(wanted?.label).toContain(chosen.account);
  const { shown, options } = deciding(true);
  await connections.reconnect(first.id, options);
  expect(shown[0]).not.toHaveProperty("before");
});
