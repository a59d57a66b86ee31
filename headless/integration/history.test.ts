import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createCanarySearch } from "../../shared/canary-kit.ts";
import type { TestStep } from "../../shared/test-report.ts";
import { listed, scheduled } from "./schedule-kit.ts";
import { createWorld, type Machine, quietOptions } from "./test-kit.ts";

const historyOf = async (machine: Machine, id: string) =>
  (await machine.engine.connections.history(id, { limit: 100 })).entries;

const typesOf = async (machine: Machine, id: string) => (await historyOf(machine, id)).map(({ type }) => type);

const runTest = async (machine: Machine, id: string, signal = new AbortController().signal) => {
  const steps: TestStep[] = [];
  for await (const event of machine.engine.connections.test(id, quietOptions({ signal }))) {
    if (event.type === "step") steps.push(event.step);
  }
  return steps;
};

const stepOf = (steps: readonly TestStep[], id: string): TestStep => {
  const step = steps.find((each) => each.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

/** All secrets of the connections of a machine. */
const secretsOf = async (machine: Machine, id: string) => {
  const { settingsLocation } = await machine.engine.connections.get(id);
  const { Properties } = await machine.engine.inspect(settingsLocation);
  return ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"].flatMap((name) => {
    const value = Properties[name];
    return value ? [{ name, value }] : [];
  });
};

describe("the journal of a connection", () => {
  test("tells its life, the newest first, whoever did it", async () => {
    const { world, machine, round, run: schedule } = await scheduled();
    const { id } = await listed(machine, "basecamp");
    const { settingsLocation } = await machine.engine.connections.get(id);
    await runTest(machine, id);
    await machine.engine.connections.rename(id, "Studio");
    await machine.engine.refresh({ settings: settingsLocation }, { force: true, takeOver: false });
    const running = await schedule();
    await world.fault({ service: "basecamp", at: "token", kind: "server-error", times: 1 });
    await round(14 * 86_400 - 600);
    await expect.poll(() => typesOf(machine, id)).toContain("renewal-failed");
    await round(3600);
    await running.stop();
    const receiver = await world.machine();
    await machine.engine.export(
      { connection: id },
      { to: { recipients: [await receiver.engine.recipient()] }, names: ["db-1"], mode: "hand-over" },
    );
    await machine.engine.connections.takeOver(id);
    await machine.engine.connections.reconnect(id, quietOptions());

    const entries = await historyOf(machine, id);
    expect(entries).toMatchObject([
      { type: "consented-again" },
      { type: "taken-over" },
      { type: "exported", mode: "hand-over", receivers: 1, names: ["db-1"] },
      { type: "renewed", by: "schedule" },
      { type: "renewal-failed", by: "schedule", code: "SERVICE_UNAVAILABLE" },
      { type: "renewed", by: "person" },
      { type: "renamed", from: "Basecamp", to: "Studio" },
      { type: "tested", ok: true },
      { type: "connected" },
    ]);
    expect(entries.every(({ at }, index) => at <= (entries[index - 1]?.at ?? world.now()))).toBe(true);
  });

  test("keeps of a test its steps, with what each took and why it failed", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "basecamp");
    await world.control("POST", "revoke", { service: "basecamp" });
    await runTest(machine, id);
    const { entries, total } = await machine.engine.connections.history(id, { limit: 1, testsOnly: true });
    expect(total).toBe(1);
    expect(entries[0]).toMatchObject({
      type: "tested",
      ok: false,
      steps: [
        { id: "settings", status: "passed" },
        { id: "network", status: "passed" },
        { id: "token", status: "passed" },
        { id: "identity", status: "failed", code: "GRANT_ENDED" },
        { id: "access", status: "skipped" },
      ],
    });
  });

  test("is written by what names the settings file alone", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "basecamp");
    const { settingsLocation } = await machine.engine.connections.get(id);
    for await (const _ of machine.engine.test({ settings: settingsLocation }, quietOptions()));
    expect(await typesOf(machine, id)).toEqual(["tested", "connected"]);
  });

  test("goes aside with the settings of a connection that is deleted", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "basecamp");
    await machine.engine.connections.remove(id);
    const [name, ...others] = await readdir(join(machine.home, "history"));
    expect(others).toEqual([]);
    expect(name).toMatch(/^[0-9a-f]{32}\.jsonl\.removed-2026-11-22T/);
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "that cannot be written stops nothing",
    async () => {
      const world = await createWorld();
      const machine = await world.machine();
      const { id } = await listed(machine, "basecamp");
      await chmod(join(machine.home, "history"), 0o500);
      expect(stepOf(await runTest(machine, id), "access").status).toBe("passed");
    },
  );

  test("that is a folder stops nothing", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    await writeFile(join(machine.home, "history"), "in the way");
    const { id } = await listed(machine, "basecamp");
    expect(stepOf(await runTest(machine, id), "access").status).toBe("passed");
  });
});

describe("what a test shows of the network", () => {
  test("is the time of each part, and each request with its answer, and no secret", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "basecamp");
    const before = await secretsOf(machine, id);
    await world.control("POST", "expire", { service: "basecamp" });
    const steps = await runTest(machine, id);

    const network = stepOf(steps, "network");
    expect(network.reach?.dns).toBeGreaterThanOrEqual(0);
    expect(network.reach?.connect).toBeGreaterThanOrEqual(0);
    expect(network.exchanges).toMatchObject([{ method: "HEAD", address: "3.basecampapi.com/" }]);
    const identity = stepOf(steps, "identity");
    expect(identity.exchanges?.map(({ method, status }) => `${method} ${status}`)).toEqual(
      expect.arrayContaining(["GET 401", "POST 200", "GET 200"]),
    );
    expect(identity.exchanges?.map(({ address }) => address)).toContain("launchpad.37signals.com/authorization/token");
    for (const { startMs, durationMs, status, length } of identity.exchanges ?? []) {
      expect(startMs).toBeGreaterThanOrEqual(identity.startMs ?? 0);
      expect(startMs + durationMs).toBeLessThanOrEqual((identity.startMs ?? 0) + identity.durationMs + 2);
      expect(status).toBeGreaterThan(0);
      expect(length).toBeGreaterThanOrEqual(0);
    }

    const after = await secretsOf(machine, id);
    expect(after.map(({ value }) => value)).not.toEqual(before.map(({ value }) => value));
    const { look } = createCanarySearch([...before, ...after]);
    expect(look("the steps", JSON.stringify(steps))).toEqual([]);
    const history = await readdir(join(machine.home, "history"));
    for (const name of history)
      expect(look(name, await readFile(join(machine.home, "history", name), "utf8"))).toEqual([]);
  });

  test("hides a token that travels in the address", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "instagram");
    const steps = await runTest(machine, id);
    const addresses = steps.flatMap(({ exchanges = [] }) => exchanges.map(({ address }) => address));
    expect(addresses.length).toBeGreaterThan(1);
    const { look } = createCanarySearch(await secretsOf(machine, id));
    expect(look("the steps", JSON.stringify(steps))).toEqual([]);
    for (const address of addresses) expect(address).not.toMatch(/=[^…&]/);
  });

  test("says why no answer came, and offers to try again", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "basecamp");
    await world.fault({ service: "basecamp", at: "api", kind: "server-error", times: 0 });
    const identity = stepOf(await runTest(machine, id), "identity");
    expect(identity).toMatchObject({ status: "failed", code: "SERVICE_UNAVAILABLE", action: "try-again" });
    expect(identity.exchanges?.map(({ status }) => status)).toEqual([500]);
  });

  test("that is broken off ends what it asks, and is not remembered", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const { id } = await listed(machine, "basecamp");
    await world.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 50_000, times: 0 });
    const cancel = new AbortController();
    const stream = machine.engine.connections.test(id, quietOptions({ signal: cancel.signal }));
    for await (const event of stream) {
      if (event.type !== "step-started" || event.id !== "identity") continue;
      cancel.abort();
    }
    expect(await typesOf(machine, id)).toEqual(["connected"]);
    expect((await machine.engine.connections.get(id)).tests).toBeUndefined();
  });
});
