import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCanarySearch } from "../../shared/canary-kit.ts";
import { listed, scheduled } from "./schedule-kit.ts";

const hour = 3600;

test("a connection is tested by itself, and the list, the journal and the screens hear of it", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const { id } = await listed(machine, "basecamp");
  const { schedule } = await machine.engine.connections.testEvery(id, "hour");
  expect(schedule).toEqual({ every: "hour", nextAt: world.now() });
  const opened = machine.opened.length;
  await run();
  await round(61);
  await expect.poll(() => events.filter(({ type }) => type === "tested")).toMatchObject([{ ok: true, news: false }]);
  const { lastTest, schedule: later } = await machine.engine.connections.get(id);
  expect(lastTest).toEqual({ at: world.now(), ok: true });
  expect(later?.nextAt).toBeGreaterThan(world.now());

  await world.control("POST", "revoke", { service: "basecamp" });
  await round(2 * hour);
  await round(61);
  await expect
    .poll(() => events.filter(({ type }) => type === "tested").slice(1))
    .toMatchObject([{ ok: false, news: true, step: "identity", error: { code: "GRANT_ENDED" } }]);
  expect((await machine.engine.connections.get(id)).lastTest).toMatchObject({ ok: false });
  expect(machine.opened).toHaveLength(opened);

  const tests = await machine.engine.connections.history(id, { limit: 10, testsOnly: true });
  expect(tests.entries).toMatchObject([
    { type: "tested", ok: false, by: "schedule" },
    { type: "tested", ok: true, by: "schedule" },
  ]);
});

test("tests by themselves push no event out of the journal, and only those that say something new are events", async () => {
  const { world, machine, round, run } = await scheduled();
  const { id } = await listed(machine, "basecamp");
  await machine.engine.connections.testEvery(id, "hour");
  await run();
  const tested = async () => (await machine.engine.connections.history(id, { limit: 50, testsOnly: true })).total;
  for (let n = 1; n <= 3; n++) {
    await round(2 * hour);
    await round(61);
    await expect.poll(tested).toBe(n);
  }
  await world.control("POST", "revoke", { service: "basecamp" });
  await round(2 * hour);
  await round(61);
  await expect.poll(tested).toBe(4);
  const { entries } = await machine.engine.connections.history(id, { limit: 50 });
  expect(entries.filter(({ type }) => type !== "renewal-failed")).toMatchObject([
    { type: "tested", ok: false },
    { type: "tested", ok: true },
    { type: "connected" },
  ]);

  const folder = join(machine.home, "history");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".tests.jsonl"));
  expect(files).toHaveLength(1);
  const { settingsLocation } = await machine.engine.connections.get(id);
  const { Properties } = await machine.engine.inspect(settingsLocation);
  const secrets = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"].flatMap((name) =>
    Properties[name] ? [{ name, value: Properties[name] }] : [],
  );
  const { look } = createCanarySearch(secrets);
  expect(look("the journal", await readFile(join(folder, files[0] ?? ""), "utf8"))).toEqual([]);
  await machine.engine.connections.remove(id);
  expect((await readdir(folder)).filter((name) => name.endsWith(".jsonl"))).toEqual([]);
});

test("nobody is asked: without anything saved it fails, and no browser opens", async () => {
  const { machine, events, round, run } = await scheduled();
  const { id } = await listed(machine, "basecamp");
  const { settingsLocation } = await machine.engine.connections.get(id);
  await rm(settingsLocation);
  await machine.engine.connections.testEvery(id, "day");
  const opened = machine.opened.length;
  await run();
  await round(61);
  await expect
    .poll(() => events.filter(({ type }) => type === "tested"))
    .toMatchObject([{ ok: false, news: true, error: { code: "CONSENT_NEEDED" } }]);
  expect(machine.opened).toHaveLength(opened);
});

test("two processes on one home do not both test", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const { id } = await listed(machine, "basecamp");
  await machine.engine.connections.testEvery(id, "hour");
  const signal = new AbortController().signal;
  const due = () => true;
  const both = await Promise.all([1, 2].map(() => machine.engine.connections.testBySchedule(id, due, signal)));
  expect(both.filter((outcome) => outcome !== undefined)).toEqual([{ at: world.now() }]);
  await run();
  await round(61);
  await round(600);
  expect(events.filter(({ type }) => type === "tested")).toEqual([]);
  await machine.engine.connections.testEvery(id, null);
  expect(await machine.engine.connections.testBySchedule(id, due, signal)).toBeUndefined();
  expect((await machine.engine.connections.get(id)).schedule).toBeUndefined();
});
