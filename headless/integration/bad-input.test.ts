import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { fileKeySource, nodeTransport } from "../../engine/index.ts";
import { catalog } from "../../services/catalog.ts";
import type { ErrorCode } from "../../shared/error-catalog.ts";
import type { Properties } from "../../shared/property.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { codeByHand, createWorld, type Machine, person, quietOptions, type TestWorld } from "./test-kit.ts";

const days = 86_400;
let world: TestWorld;
let machine: Machine;

beforeEach(async () => {
  world = await createWorld();
  machine = await world.machine();
});

/** What is saved now, and all that must never be shown. */
const connected = async (on: Machine = machine) => {
  const { Properties } = await on.connect("basecamp");
  const names = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"];
  return { bytes: await on.bytes("basecamp"), secrets: names.map((name) => Properties[name] ?? "") };
};

const expectRefused = async (work: () => unknown, code: ErrorCode, status: number, secrets: readonly string[] = []) => {
  const error = await failureOf(work);
  expectFailure(error, code, secrets);
  expect(error.exitStatus).toBe(status);
  return error;
};

describe("words that are off", () => {
  test.each([
    ["an open quote", 'OAuthAccessToken="canary-1', "CONNECTION_STRING_SYNTAX"],
    ["a word without a value", "InitiateOAuth=OFF;canary-1", "CONNECTION_STRING_SYNTAX"],
    ["a property nobody knows", "OAuthAcessToken=canary-1", "PROPERTY_UNKNOWN"],
    ["a value outside its list", "InitiateOAuth=canary-1", "PROPERTY_VALUE_INVALID"],
    ["a CallbackURL that is no address", "CallbackURL=canary-1", "PROPERTY_VALUE_INVALID"],
  ] as const)("%s", async (_, connectionString, code) => {
    await expectRefused(() => machine.engine.token({ service: "basecamp", connectionString }), code, 2, ["canary-1"]);
  });

  test("a service nobody knows is answered with those there are", async () => {
    const target = { service: "basecmap", connectionString: "" };
    const error = await expectRefused(() => machine.engine.token(target), "SERVICE_UNKNOWN", 2);
    expect(error.remedy).toContain(catalog.map(({ id }) => id).join(", "));
  });
});

describe("consent that fails leaves what is saved as it was", () => {
  const reconsent = (properties: Properties = {}) => machine.connect("basecamp", properties, { again: true });

  test("denied", async () => {
    const { bytes, secrets } = await connected();
    await world.fault({ service: "basecamp", at: "authorize", kind: "deny" });
    await expectRefused(reconsent, "CONSENT_DENIED", 1, secrets);
    expect(await machine.bytes("basecamp")).toBe(bytes);
  });

  test("answered with a state that does not match", async () => {
    const { bytes, secrets } = await connected();
    await world.fault({ service: "basecamp", at: "authorize", kind: "wrong-state" });
    await expectRefused(reconsent, "STATE_MISMATCH", 1, secrets);
    expect(await machine.bytes("basecamp")).toBe(bytes);
    expect(await world.count("basecamp", "code")).toBe(1);
  });

  test("with the port of the callback taken, before any browser opens", async () => {
    const { bytes, secrets } = await connected();
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => {
      server.close();
    });
    const CallbackURL = `http://localhost:${(server.address() as AddressInfo).port}/`;
    const opened = machine.opened.length;
    await expectRefused(() => reconsent({ CallbackURL }), "CALLBACK_PORT_TAKEN", 75, secrets);
    expect(machine.opened).toHaveLength(opened);
    expect(await machine.bytes("basecamp")).toBe(bytes);
  });

  test("with a callback that never comes, after five minutes", async () => {
    const slept: number[] = [];
    const patient = await world.machine({
      open: async () => {},
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
      },
    });
    await expectRefused(() => patient.connect("basecamp"), "CONSENT_TIMEOUT", 4);
    expect(slept).toContain(5 * 60_000);
    await expect(patient.bytes("basecamp")).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("cancelled while it waits", async () => {
    const { bytes } = await connected();
    const controller = new AbortController();
    const options = { signal: controller.signal, again: true, openBrowser: false, onWaiting: () => controller.abort() };
    await expectRefused(() => machine.connect("basecamp", {}, options), "CONSENT_CANCELLED", 4);
    expect(await machine.bytes("basecamp")).toBe(bytes);
  });

  test("cancelled while the code is exchanged", async () => {
    const { bytes } = await connected();
    await world.fault({ service: "basecamp", at: "token", kind: "slow", delayMs: 20_000 });
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      again: true,
      onExchanging: () => setTimeout(() => controller.abort(), 50),
    };
    await expectRefused(() => machine.connect("basecamp", {}, options), "CONSENT_CANCELLED", 4);
    expect(await machine.bytes("basecamp")).toBe(bytes);
  });

  test("a paste that is of no use is refused, and the sign-in goes on", async () => {
    const refusals: string[] = [];
    const document = await machine.connect(
      "basecamp",
      {},
      {
        openBrowser: false,
        onWaiting: ({ paste, url, callbackURL }) => {
          for (const address of ["hello", `${callbackURL}?code=stolen&state=other`]) {
            try {
              paste(address);
            } catch (error) {
              refusals.push((error as { code: string }).code);
            }
          }
          void person(url);
        },
      },
    );
    expect(refusals).toEqual(["ADDRESS_WITHOUT_CODE", "STATE_MISMATCH"]);
    expect(document.Grant.Generation).toBe(1);
  });
});

describe("codes and apps that are refused", () => {
  const app = () => world.apps.basecamp as { OAuthClientId: string; CallbackURL: string };

  test("a wrong client secret", async () => {
    const given = { OAuthClientId: "practice-custom-basecamp", OAuthClientSecret: "canary-wrong" };
    const OAuthVerifier = "any-code-at-all";
    await expectRefused(() => machine.token("basecamp", { ...given, OAuthVerifier }), "CLIENT_REFUSED", 1, [
      "canary-wrong",
      OAuthVerifier,
    ]);
  });

  test("a code used before", async () => {
    const { CallbackURL } = app();
    const given = { OAuthVerifier: await codeByHand(world, "basecamp", CallbackURL), CallbackURL };
    await machine.token("basecamp", given);
    const other = await world.machine();
    await expectRefused(() => other.token("basecamp", given), "CODE_REFUSED", 1, [given.OAuthVerifier]);
    await expect(other.bytes("basecamp")).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a code for another redirect address", async () => {
    const { CallbackURL } = app();
    const OAuthVerifier = await codeByHand(world, "basecamp", CallbackURL);
    const given = { OAuthVerifier, CallbackURL: "http://localhost:1/" };
    await expectRefused(() => machine.token("basecamp", given), "REDIRECT_REFUSED", 1, [OAuthVerifier]);
  });
});

describe("faults that pass keep everything, and say to try again", () => {
  test.each([
    ["a web page in place of the answer", { kind: "html" }, "ANSWER_UNREADABLE"],
    ["HTTP 500", { kind: "server-error" }, "SERVICE_UNAVAILABLE"],
    ["a rate limit", { kind: "rate-limit", retryAfter: 17 }, "RATE_LIMITED"],
    ["an answer that was cut short", { kind: "truncated" }, "ANSWER_UNREADABLE"],
    ["a connection that was cut", { kind: "drop" }, "NETWORK_FAILED"],
  ] as const)("%s", async (_, fault, code) => {
    const { bytes, secrets } = await connected();
    world.pass(15 * days);
    await world.fault({ service: "basecamp", at: "token", times: 0, ...fault });
    const error = await expectRefused(() => machine.token("basecamp"), code, 75, secrets);
    if ("retryAfter" in fault) expect(error.message).toContain("17 s");
    expect(await machine.bytes("basecamp")).toBe(bytes);
  });

  test.each([
    ["refused", "ECONNREFUSED", "refused"],
    ["not found by name", "ENOTFOUND", "DNS"],
  ])("a service that is %s", async (_, code, says) => {
    const { bytes, secrets } = await connected();
    world.pass(15 * days);
    const host = code === "ENOTFOUND" ? "no-such-name.invalid" : "127.0.0.1:1";
    const transport = nodeTransport();
    const cut = await world.machine({
      ports: {
        keys: fileKeySource({
          identityPath: join(machine.home, "identity.txt"),
        }),
        transport: {
          ...transport,
          send: (request, signal) => transport.send({ ...request, url: `http://${host}/` }, signal),
        },
      },
    });
    const settings = machine.settings("basecamp");
    const error = await expectRefused(() => cut.engine.token({ settings }), "NETWORK_FAILED", 75, secrets);
    expect(error.message).toContain("launchpad.37signals.com");
    expect(error.message).toContain(says);
    expect(await machine.bytes("basecamp")).toBe(bytes);
  });
});

test("a renewal that others wait for goes on when its first caller gives up, and its tokens are saved", async () => {
  await connected();
  world.pass(15 * days);
  await world.fault({ service: "basecamp", at: "token", kind: "slow", delayMs: 500 });
  const controller = new AbortController();
  const target = { service: "basecamp", connectionString: "InitiateOAuth=REFRESH" };
  const first = machine.engine.token(target, quietOptions({ signal: controller.signal }));
  const second = machine.engine.token(target);
  setTimeout(() => controller.abort(), 100);
  const tokens = (await Promise.all([first, second])).map((acquired) => acquired.tokens.accessToken);
  expect(new Set([...tokens, await machine.token("basecamp")]).size).toBe(1);
  expect(await world.count("basecamp", "refresh")).toBe(1);
});

test("a grant that the service ended asks for a person under REFRESH, and keeps the file", async () => {
  const { bytes, secrets } = await connected();
  await world.control("POST", "revoke", { service: "basecamp" });
  world.pass(15 * days);
  await expectRefused(() => machine.token("basecamp"), "GRANT_ENDED", 4, secrets);
  expect(await machine.bytes("basecamp")).toBe(bytes);
  expect(machine.opened).toHaveLength(1);
});

test("a service that repeats the access token in its error does not get it shown", async () => {
  const echo = { error: { message: "Malformed access token canary-token-value", code: 190 } };
  const echoing = await world.machine({
    ports: {
      transport: {
        send: async () => ({ status: 400, headers: {}, text: JSON.stringify(echo) }),
        reach: async () => ({ dns: 0, connect: 0 }),
      },
    },
  });
  const connectionString = "InitiateOAuth=OFF;OAuthAccessToken=canary-token-value";
  for (const service of ["instagram", "basecamp"]) {
    const run = echoing.engine.test(
      { service, connectionString },
      { signal: new AbortController().signal, openBrowser: false, onWaiting: () => {}, onExchanging: () => {} },
    );
    for await (const event of run) expect(JSON.stringify(event)).not.toContain("canary-token-value");
  }
});
