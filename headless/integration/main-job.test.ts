import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import {
  codeByHand,
  createWorld,
  freePort,
  quietOptions,
  string,
  type TestWorld,
  temporaryFolder,
} from "./test-kit.ts";

const services = ["basecamp", "instagram"] as const;
const days = 86_400;

/** Long enough for a token to be due and dead at Basecamp, and due though alive at Instagram. */
const untilDue = { basecamp: 15 * days, instagram: 31 * days };

describe.each(services)("GETANDREFRESH at %s", (service) => {
  test("asks a person once, saves, and uses what is saved from then on", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const document = await machine.connect(service);
    expect(machine.opened).toHaveLength(1);
    expect(document).toMatchObject({
      Format: 1,
      Service: service,
      Grant: { Generation: 1, Owner: await machine.engine.recipient() },
    });
    expect(document.Account).toBeTruthy();
    expect(await machine.bytes(service)).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    if (process.platform !== "win32") expect((await stat(machine.settings(service))).mode & 0o777).toBe(0o600);

    const again = await machine.connect(service);
    expect(machine.opened).toHaveLength(1);
    expect(again.Properties.OAuthAccessToken).toBe(document.Properties.OAuthAccessToken);
    expect(await world.count(service, "code")).toBe(1);
  });

  test("passes all steps of a test, and names who consented", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    await machine.connect(service);
    const before = await machine.bytes(service);
    const target = { service, connectionString: "InitiateOAuth=GETANDREFRESH" };
    for await (const event of machine.engine.test(target, quietOptions())) {
      if (event.type !== "report") continue;
      expect(event.report).toMatchObject({ ok: true, service, identity: { name: "Hana Mori" } });
      expect(event.report.steps.map(({ status }) => status)).toEqual(Array(5).fill("passed"));
    }
    expect(await machine.bytes(service)).toBe(before);
  });

  test("renews a token that is due, saves the new one, and opens no browser", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const first = await machine.connect(service);
    world.pass(untilDue[service]);
    const second = await machine.connect(service);
    expect(machine.opened).toHaveLength(1);
    expect(second.Grant).toEqual({ ...first.Grant, Generation: 2 });
    expect(second.Properties.OAuthAccessToken).not.toBe(first.Properties.OAuthAccessToken);
    expect((await machine.engine.inspect(machine.settings(service))).Properties).toEqual(second.Properties);
  });

  test("asks again once the grant was revoked and nothing is left to use", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const first = await machine.connect(service);
    await world.control("POST", "revoke", { service });
    world.pass(61 * days);
    const second = await machine.connect(service);
    expect(machine.opened).toHaveLength(2);
    expect(second.Grant.Id).not.toBe(first.Grant.Id);
    expect(second.Grant.Generation).toBe(1);
  });

  test("works with an app of one's own, which the file then holds", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const app = {
      OAuthClientId: "my-app",
      OAuthClientSecret: "canary-my-secret",
      CallbackURL: `http://localhost:${await freePort()}`,
    };
    await world.control("POST", "apps", { service, ...app });
    const document = await machine.connect(service, app);
    expect(document.Properties).toMatchObject(app);
    world.pass(untilDue[service]);
    expect(await machine.token(service)).not.toBe(document.Properties.OAuthAccessToken);
  });

  test("keeps to the process alone with memory://", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const place = { OAuthSettingsLocation: `memory://${crypto.randomUUID()}` };
    const document = await machine.connect(service, place);
    expect(await machine.token(service, place)).toBe(document.Properties.OAuthAccessToken);
    expect(machine.opened).toHaveLength(1);
    await expect(stat(machine.settings(service))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe.each(services)("REFRESH at %s", (service) => {
  test("renews after expiry and saves, with the settings file alone", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const first = await machine.connect(service);
    world.pass(untilDue[service]);
    const { tokens, how } = await machine.engine.token({ settings: machine.settings(service) });
    expect(how).toBe("renewed");
    expect(tokens.accessToken).not.toBe(first.Properties.OAuthAccessToken);
    expect(await machine.token(service)).toBe(tokens.accessToken);
    expect(await world.count(service, "refresh")).toBe(1);
  });

  test("never opens a browser: nothing to start from says how to get there", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const error = await failureOf(() => machine.connect(service, { InitiateOAuth: "REFRESH" }));
    expectFailure(error, "CONSENT_NEEDED");
    expect(error.exitStatus).toBe(4);
    expect(error.remedy).toMatch(/GETANDREFRESH.*OAuthVerifier.*OAuthSettingsLocation/);
    expect(machine.opened).toEqual([]);
  });

  test("exchanges OAuthVerifier once; what is saved wins over it from then on", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    const CallbackURL = world.apps[service]?.CallbackURL ?? "";
    const given = { OAuthVerifier: await codeByHand(world, service, CallbackURL), CallbackURL };
    const token = await machine.token(service, given);
    expect(await machine.token(service, given)).toBe(token);
    expect(await world.count(service, "code")).toBe(1);
    const saved = await machine.engine.inspect(machine.settings(service));
    expect(saved.Properties).not.toHaveProperty("OAuthVerifier");
    expect(machine.opened).toEqual([]);
  });

  test("starts from OAuthAccessToken alone, and saves it", async () => {
    const world = await createWorld();
    const giver = await world.machine();
    const given = { OAuthAccessToken: (await giver.connect(service)).Properties.OAuthAccessToken ?? "" };
    const machine = await world.machine();
    expect(await machine.token(service, given)).toBe(given.OAuthAccessToken);
    expect(await machine.token(service)).toBe(given.OAuthAccessToken);
  });

  test("makes one renewal of twenty calls at the same moment", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    await machine.connect(service);
    world.pass(untilDue[service]);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => machine.token(service)));
    expect(new Set(tokens).size).toBe(1);
    expect(await world.count(service, "refresh")).toBe(1);
  });
});

describe.each(services)("OFF at %s", (service) => {
  test("uses OAuthAccessToken as given, saves nothing, and asks nobody", async () => {
    const machine = await (await createWorld()).machine();
    expect(await machine.token(service, { InitiateOAuth: "OFF", OAuthAccessToken: "as-given" })).toBe("as-given");
    await expect(stat(machine.settings(service))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("is an error where none is given, saved values or not", async () => {
    const world = await createWorld();
    const machine = await world.machine();
    await machine.connect(service);
    expectFailure(await failureOf(() => machine.token(service, { InitiateOAuth: "OFF" })), "TOKEN_NOT_GIVEN");
  });
});

test("REFRESH starts from OAuthRefreshToken alone, renews at once, and needs it no more", async () => {
  const world = await createWorld();
  const giver = await world.machine();
  const given = { OAuthRefreshToken: (await giver.connect("basecamp")).Properties.OAuthRefreshToken ?? "" };
  const machine = await world.machine();
  const token = await machine.token("basecamp", given);
  expect(token).toMatch(/^BAhb/);
  expect(await machine.token("basecamp", given)).toBe(token);
  expect(await world.count("basecamp", "refresh")).toBe(1);
});

test("a rotated refresh token is saved, so that the renewal after it works", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const refreshTokens = [(await machine.connect("basecamp")).Properties.OAuthRefreshToken];
  for (let round = 0; round < 3; round++) {
    world.pass(15 * days);
    await machine.token("basecamp");
    refreshTokens.push((await machine.engine.inspect(machine.settings("basecamp"))).Properties.OAuthRefreshToken);
  }
  expect(new Set(refreshTokens).size).toBe(4);
});

test("a renewal that brings no refresh token keeps the old one", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const first = await machine.connect("basecamp");
  world.pass(15 * days);
  const silent = await silentAboutRefreshTokens(world);
  const second = await silent.engine.refresh(
    { settings: machine.settings("basecamp") },
    { force: true, takeOver: true },
  );
  expect(second.Properties.OAuthAccessToken).toBe("answered-alone");
  expect(second.Properties.OAuthRefreshToken).toBe(first.Properties.OAuthRefreshToken);

  async function silentAboutRefreshTokens(from: TestWorld) {
    const text = JSON.stringify({ access_token: "answered-alone", token_type: "Bearer", expires_in: 1_209_600 });
    const { fileKeySource } = await import("../../engine/index.ts");
    return from.machine({
      ports: {
        keys: fileKeySource({ identityPath: join(machine.home, "identity.txt") }),
        transport: {
          send: async () => ({ status: 200, headers: {}, text }),
          reach: async () => ({ dns: 0, connect: 0 }),
        },
      },
    });
  }
});

test("one place per connection string: two places are two connections", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const folder = await temporaryFolder();
  const places = ["one.txt", "two.txt"].map((name) => ({ OAuthSettingsLocation: join(folder, name) }));
  for (const place of places) await machine.connect("basecamp", place);
  expect(machine.opened).toHaveLength(2);
  const [one, two] = await Promise.all(places.map(({ OAuthSettingsLocation: path }) => readFile(path, "utf8")));
  expect(one).not.toBe(two);
});

test("refresh leaves a good token alone, and renews it with force", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  await machine.connect("basecamp");
  const target = { settings: machine.settings("basecamp") };
  expect((await machine.engine.refresh(target, { force: false, takeOver: false })).Grant.Generation).toBe(1);
  expect((await machine.engine.refresh(target, { force: true, takeOver: false })).Grant.Generation).toBe(2);
  expect(await world.count("basecamp", "refresh")).toBe(1);
});

test("refresh with force says so where the service cannot be asked, though the token is still usable", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  await machine.connect("basecamp");
  world.pass(14 * days - 300);
  await world.fault({ service: "basecamp", at: "token", kind: "server-error", times: 0 });
  const target = { settings: machine.settings("basecamp") };
  expect(await machine.token("basecamp")).toMatch(/^BAhb/);
  expectFailure(
    await failureOf(() => machine.engine.refresh(target, { force: true, takeOver: false })),
    "SERVICE_UNAVAILABLE",
  );
});

test("a fresh Instagram token that is asked to renew too early stays as it is", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  await world.control("PATCH", "settings", { services: { instagram: { accessTokenLifetime: 100, minimumAge: 3600 } } });
  const first = await machine.connect("instagram");
  world.pass(60);
  expect(await machine.token("instagram")).toBe(first.Properties.OAuthAccessToken);
  const target = { service: "instagram", connectionString: string({ InitiateOAuth: "REFRESH" }) };
  const error = await failureOf(() => machine.engine.refresh(target, { force: true, takeOver: false }));
  expectFailure(error, "SERVICE_REFUSED", [first.Properties.OAuthAccessToken ?? ""]);
});
