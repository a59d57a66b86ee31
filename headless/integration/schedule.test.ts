import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { fileKeySource, nodeTransport } from "../../engine/index.ts";
import { listed, scheduled } from "./schedule-kit.ts";
import { quietOptions, temporaryFolder } from "./test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

const days = 86_400;
const settled = { timeout: 20_000, interval: 10 };

test.each([
  ["basecamp", 14 * days - 600],
  ["act-on", 3000],
  ["instagram", 31 * days],
])("a connection to %s is renewed with nobody calling, and no browser opens", async (service, seconds) => {
  const { world, machine, events, round, run } = await scheduled();
  const { id } = await listed(machine, service);
  const opened = machine.opened.length;
  await run();
  await round();
  expect(events).toEqual([]);
  await round(seconds);
  await vi.waitFor(() => expect(events).toHaveLength(1), settled);
  expect(events[0]).toMatchObject({ type: "renewed", connections: [{ id, service }] });
  expect(await machine.engine.connections.get(id)).toMatchObject({
    health: "good",
    expiresAt: expect.any(Number),
    grant: { generation: 2, ownedHere: true },
    forecast: { renewsAt: expect.any(Number) },
  });
  await round();
  await round();
  expect(await world.count(service, "refresh")).toBe(1);
  expect(machine.opened).toHaveLength(opened);
});

test("a grant the service ended is told of; the list says so until somebody consents again", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const { id } = await listed(machine, "basecamp");
  await run();
  await world.control("POST", "revoke", { service: "basecamp" });
  await round(14 * days - 600);
  await vi.waitFor(() => expect(events).toHaveLength(1), settled);
  expect(events[0]).toMatchObject({ type: "consent-needed", error: { code: "GRANT_ENDED" }, connections: [{ id }] });
  const over = { health: "consent-needed", forecast: { cause: "ended" } };
  expect(await machine.engine.connections.list()).toMatchObject([over]);
  expect((await machine.engine.connections.list())[0]?.healthDetail?.ja).toContain("失効しました");
  await round(days);
  expect(await world.count("basecamp", "refresh")).toBe(1);

  await machine.engine.connections.reconnect(id, quietOptions());
  expect(await machine.engine.connections.list()).toMatchObject([{ health: "good", forecast: { cause: "none" } }]);
  await round(14 * days - 600);
  await vi.waitFor(() => expect(events.at(-1)?.type).toBe("renewed"), settled);
});

test("renewals that fail for now leave the connection good, and the forecast says that they fail", async () => {
  const { world, machine, events, round, run } = await scheduled();
  await listed(machine, "basecamp");
  await run();
  await world.fault({ service: "basecamp", at: "token", kind: "html", times: 0 });
  await round(14 * days - 600);
  await vi.waitFor(() => expect(events).toHaveLength(1), settled);
  expect(events[0]).toMatchObject({ type: "renewal-failed", error: { code: "ANSWER_UNREADABLE" } });
  const failing = { health: "good", forecast: { cause: "failing", renewsAt: expect.any(Number) } };
  expect(await machine.engine.connections.list()).toMatchObject([failing]);
  await world.control("DELETE", "faults");
  await round();
  await vi.waitFor(() => expect(events.at(-1)?.type).toBe("renewed"), settled);
  expect(await machine.engine.connections.list()).toMatchObject([{ health: "good", forecast: { cause: "none" } }]);
});

test("an event holds no secret", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const { id } = await listed(machine, "act-on");
  await run();
  const { settingsLocation } = await machine.engine.connections.get(id);
  const secrets = async () =>
    Object.entries((await machine.engine.inspect(settingsLocation)).Properties).flatMap(([name, value]) =>
      /Token$|Secret$/.test(name) ? [value] : [],
    );
  const before = await secrets();
  await round(3000);
  await vi.waitFor(() => expect(events).toHaveLength(1), settled);
  await world.control("POST", "revoke", { service: "act-on" });
  await round(3000);
  await vi.waitFor(() => expect(events).toHaveLength(2), settled);
  const all = [...before, ...(await secrets())];
  expect(all.length).toBeGreaterThanOrEqual(6);
  for (const secret of all) expect(JSON.stringify(events)).not.toContain(secret);
});

test("a grant that nobody owns yet is neither claimed nor renewed", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const desktop = await world.machine();
  await desktop.connect("basecamp");
  const recipients = [await machine.engine.recipient(), await desktop.engine.recipient()];
  const { file } = await desktop.engine.export({ settings: desktop.settings("basecamp") }, { to: { recipients } });
  const settings = join(await temporaryFolder(), "OAuthSettings.txt");
  await writeFile(settings, file);
  await run(machine.engine.scheduler({ settings: [settings] }));
  await round(14 * days);
  await round();
  expect(await readFile(settings, "utf8")).toBe(file);
  expect(await world.count("basecamp", "refresh")).toBe(0);
  expect(events).toEqual([]);
  expect(await machine.engine.forecast([settings])).toMatchObject([{ cause: "unclaimed" }]);
});

test("a grant that was handed over is left to its owner", async () => {
  const { world, machine, round, run } = await scheduled();
  const server = await world.machine();
  const { id } = await listed(machine, "basecamp");
  await run();
  const to = { recipients: [await server.engine.recipient()] };
  await machine.engine.export({ connection: id }, { to, mode: "hand-over" });
  await round(14 * days - 600);
  await round();
  expect(await world.count("basecamp", "refresh")).toBe(0);
  expect(await machine.engine.connections.forecast()).toMatchObject([{ id, cause: "elsewhere" }]);
});

test("settings files that no list names are renewed too, one that appears later as well", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const settings = join(await temporaryFolder(), "OAuthSettings.txt");
  await run(machine.engine.scheduler({ settings: [settings] }));
  await round();
  await machine.connect("basecamp", { OAuthSettingsLocation: settings });
  await round();
  await round(14 * days - 600);
  await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(["list-changed", "renewed"]), settled);
  expect(await world.count("basecamp", "refresh")).toBe(1);
});

test("a token used as it is given, and a name with a secret, are foretold but never renewed", async () => {
  const { world, machine, events, round, run } = await scheduled();
  const given = { OAuthAccessToken: "given", OAuthExpiresIn: "7200", OAuthTokenTimestamp: String(world.now()) };
  const { id } = await machine.engine.connections.create(
    "basecamp",
    "Given",
    { InitiateOAuth: "OFF", ...given },
    quietOptions(),
  );
  await machine.engine.connections.create(
    "highrise",
    "Key",
    { AuthScheme: "APIToken", AccountId: "kumo", APIToken: "practice-highrise-token" },
    quietOptions(),
  );
  await run();
  await round(7000);
  await round(days);
  expect(events).toEqual([]);
  expect(await machine.engine.connections.forecast()).toMatchObject([
    { id, cause: "ended", diesAt: expect.any(Number) },
    { name: "Key", cause: "none", certainty: "known" },
  ]);
});

test("the forecast of a home tells of the list and of files beside it, each once", async () => {
  const { machine } = await scheduled();
  await machine.connect("basecamp");
  await machine.connect("act-on");
  const shared = machine.settings("basecamp");
  await machine.engine.connections.create(
    "basecamp",
    "Listed",
    { InitiateOAuth: "GETANDREFRESH", OAuthSettingsLocation: shared },
    quietOptions(),
  );
  const forecasts = await machine.engine.forecast();
  expect(forecasts).toMatchObject([
    { service: "act-on", cause: "idle-grant", certainty: "estimated", settingsLocation: machine.settings("act-on") },
    { service: "basecamp", name: "Listed", settingsLocation: shared },
  ]);
});

test("a thousand connections cost a look each, no catalog is rewritten, and four services are asked at once", async () => {
  let looks = 0;
  const underWay = { now: 0, most: 0 };
  const transport = nodeTransport();
  const home = await temporaryFolder();
  const keys = fileKeySource({ identityPath: join(home, "identity.txt") });
  const { world, machine, events, round, run } = await scheduled({
    ports: {
      paths: { home },
      keys: {
        ...keys,
        identity: () => {
          looks += 1;
          return keys.identity();
        },
      },
      transport: {
        ...transport,
        send: async (request, signal) => {
          underWay.most = Math.max(underWay.most, ++underWay.now);
          return transport.send(request, signal).finally(() => {
            underWay.now -= 1;
          });
        },
      },
    },
  });
  await world.control("PATCH", "settings", { services: { basecamp: { rotation: "none" } } });
  const { id } = await listed(machine, "basecamp");
  const { settingsLocation } = await machine.engine.connections.get(id);
  const catalogPath = join(home, "catalog.json");
  const catalog = JSON.parse(await readFile(catalogPath, "utf8"));
  const copies = Array.from({ length: 1000 }, (_, index) => join(home, "copies", String(index), "OAuthSettings.txt"));
  for (const path of copies) {
    await mkdir(join(path, ".."), { recursive: true });
    await copyFile(settingsLocation, path);
  }
  catalog.Connections = copies.map((OAuthSettingsLocation) => ({
    ...catalog.Connections[0],
    id: crypto.randomUUID(),
    properties: { ...catalog.Connections[0].properties, OAuthSettingsLocation },
  }));
  await writeFile(catalogPath, JSON.stringify(catalog));
  const { mtimeMs } = await stat(catalogPath);

  looks = 0;
  const heap = process.memoryUsage().heapUsed;
  await run();
  expect(looks).toBe(1000);
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(60_000_000);

  const cpu = process.cpuUsage();
  for (let rounds = 0; rounds < 20; rounds++) await round();
  const { user, system } = process.cpuUsage(cpu);
  expect(looks).toBe(1000);
  // Microseconds for 20 rounds; a round of 1,000 stats takes some 15 ms, and here half a second would be far too much.
  expect(user + system).toBeLessThan(20 * 250_000);

  await copyFile(settingsLocation, copies[7] ?? "");
  await round();
  expect(looks).toBe(1001);

  await round(14 * days - 600);
  await vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(30), settled);
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["renewed"]));
  expect(underWay.most).toBeLessThanOrEqual(4);
  expect((await stat(catalogPath)).mtimeMs).toBe(mtimeMs);
});
