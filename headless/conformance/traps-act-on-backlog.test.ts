import { expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { freePort } from "../integration/test-kit.ts";
import { hearing, queryOf, setTrap, type Trap, tested } from "./traps-kit.ts";

const hour = 3600;

const actOn = {
  AuthScheme: "OAuthPassword",
  User: "hana@kumo.example",
  Password: "practice",
  OAuthClientId: "practice-custom-act-on",
  OAuthClientSecret: "practice-custom-act-on-secret",
};

test("12. A refresh token of Act-On is good for one use, and any other sign-in ends it", async () => {
  const { world, machine } = await setTrap();
  const { Properties: first } = await machine.connect("act-on");
  world.pass(2 * hour);
  await world.fault({ service: "act-on", at: "api", kind: "server-error", times: 0 });
  const runs = await Promise.all([1, 2, 3].map(() => tested(machine, "act-on")));
  expect(runs.map(({ failure }) => failure?.code)).toEqual(Array(3).fill("SERVICE_UNAVAILABLE"));
  await world.control("DELETE", "faults");
  expect(await world.count("act-on", "refresh")).toBe(1);
  const saved = await machine.engine.inspect(machine.settings("act-on"));
  expect(saved.Properties.OAuthRefreshToken).not.toBe(first.OAuthRefreshToken);
  world.pass(2 * hour);
  await machine.token("act-on");

  const other = await world.machine();
  await other.connect("act-on");
  world.pass(2 * hour);
  expectFailure(await failureOf(() => machine.token("act-on")), "GRANT_ENDED");
  expect(await world.count("act-on", "refresh")).toBe(3);
  expect(await other.token("act-on")).toBeTruthy();
});

test("13. Act-On allows five sign-ins an hour, so a test never makes one that it can do without", async () => {
  const { world, machine, set } = await setTrap();
  const properties = { ...actOn, InitiateOAuth: "GETANDREFRESH" };
  for (let tests = 0; tests < 7; tests++)
    expect(await tested(machine, "act-on", properties)).toMatchObject({ ok: true });
  expect(await world.count("act-on", "password")).toBe(1);
  await set("act-on", { loginsPerHour: 1 });
  const other = await world.machine();
  expectFailure(await failureOf(() => other.connect("act-on", actOn)), "RATE_LIMITED", [
    "practice-custom-act-on-secret",
  ]);
  expect(await world.count("act-on", "password")).toBe(2);
});

test("14. At Act-On 403 is `invalid_grant`, and `access_denied` a wrong client secret", async () => {
  const { world, machine } = await setTrap();
  const password = await failureOf(() => machine.connect("act-on", { ...actOn, Password: "canary-wrong" }));
  expectFailure(password, "SIGN_IN_REFUSED", ["canary-wrong"]);
  const secret = await failureOf(() => machine.connect("act-on", { ...actOn, OAuthClientSecret: "canary-wrong" }));
  expectFailure(secret, "CLIENT_REFUSED", ["canary-wrong"]);
  await machine.connect("act-on");
  await world.control("POST", "revoke", { service: "act-on" });
  world.pass(2 * hour);
  const ended = await failureOf(() => machine.token("act-on"));
  expectFailure(ended, "GRANT_ENDED");
  expect(ended.message).toContain("Unknown or invalid refresh token");
});

test("15. Act-On wants `scope=PRODUCTION`, an account that Support enabled, and no secret in the browser", async () => {
  const { machine, sentTo, set } = await setTrap();
  await machine.connect("act-on");
  expect(queryOf(machine.opened[0]).get("scope")).toBe("PRODUCTION");
  expect(machine.opened[0]).not.toContain("secret");
  const [token] = await sentTo("/token");
  expect(token?.form.client_secret).toBeTruthy();
  expect(token?.address).not.toContain("secret");
  await set("act-on", { publicApi: "off" });
  const { failure, words } = await tested(machine, "act-on");
  expect(failure?.code).toBe("ACCOUNT_WRONG");
  expect(words).toContain("Act-On Support");
});

const actOnErrors: readonly (readonly [string, number, string, string, string])[] = [
  [
    "a gateway's 401",
    401,
    '{"httpCode":"401","httpMessage":"Unauthorized","moreInformation":""}',
    "TOKEN_REFUSED",
    "Unauthorized",
  ],
  ["a gateway's 429", 429, '{"httpCode":"429","httpMessage":"Too Many Requests"}', "RATE_LIMITED", "Act-On"],
  ["errorCode", 400, '{"errorCode":10054,"message":"Not there."}', "SERVICE_REFUSED", "Not there. (10054)"],
  ["errorName", 400, '{"errorName":"BAD","message":"Not <b>so</b>."}', "SERVICE_REFUSED", "Not so."],
  ["errorId", 403, '{"errorId":"7","errorMessage":"May not.","status":403}', "SERVICE_REFUSED", "May not."],
  ["text", 403, "PUBLIC_API_FEATURE_NOT_ENABLED", "ACCOUNT_WRONG", "not enabled"],
  ["nothing", 403, "", "SERVICE_REFUSED", "HTTP 403"],
];

test("16. Act-On has several hosts, several lives and many shapes of error", async () => {
  const { world, machine, sent, set } = await setTrap();
  await set("act-on", { accessTokenLifetime: 86_400 });
  const europe = { ApiHost: "api-eu.actonsoftware.com" };
  const { Properties } = await machine.connect("act-on", europe);
  expect(Properties.OAuthExpiresIn).toBe("86400");
  expect(machine.opened[0]).toContain("/api-eu.actonsoftware.com/authorize");
  expect(await tested(machine, "act-on")).toMatchObject({ ok: true });
  for (const { address } of await sent()) expect(address).toMatch(/^https:\/\/api-eu\.actonsoftware\.com\//);
  world.pass(2 * hour);
  expect(await machine.token("act-on")).toBe(Properties.OAuthAccessToken);

  for (const [shape, status, text, code, says] of actOnErrors) {
    const hears = await hearing(world, ({ url }) => (url.includes("/api/1/") ? { status, text } : undefined));
    const given = { ...europe, InitiateOAuth: "OFF", OAuthAccessToken: Properties.OAuthAccessToken ?? "" };
    const { failure, words } = await tested(hears, "act-on", given);
    expect(failure?.code, shape).toBe(code);
    expect(words, shape).toContain(says);
    expect(words, shape).not.toContain("<b>");
  }
});

const [com, jp] = ["https://kumo.backlog.com", "https://kumo.backlog.jp"];

/** Backlog has no embedded app; this is one of the person's own, in the space `Url`. */
const ownApp = async ({ world }: Trap, Url: string) => {
  const app = {
    OAuthClientId: `own-app-${new URL(Url).host}`,
    OAuthClientSecret: "secret-of-own-app",
    CallbackURL: `http://localhost:${await freePort()}/`,
  };
  await world.control("POST", "apps", { service: "backlog", ...app });
  return { ...app, Url };
};

test("17. Where to sign in to Backlog depends on the space, and nothing of one is good at another", async () => {
  const trap = await setTrap();
  for (const Url of [com, jp]) {
    const machine = await trap.world.machine();
    const properties = await ownApp(trap, Url);
    const { Properties } = await machine.connect("backlog", properties);
    expect(machine.opened[0]).toContain(`/${new URL(Url).host}/OAuth2AccessRequest.action?`);
    expect((await trap.sentTo("/oauth2/token")).at(-1)?.address).toBe(`${Url}/api/v2/oauth2/token`);
    const OAuthAccessToken = Properties.OAuthAccessToken ?? "";
    const elsewhere = { Url: Url === com ? jp : com, InitiateOAuth: "OFF", OAuthAccessToken };
    expect((await tested(machine, "backlog", elsewhere)).failure?.code).toBe("TOKEN_REFUSED");
  }
  const wrongSpace = { AuthScheme: "APIToken", Url: com, ApiKey: "practice-backlog-key-jp" };
  const { failure, words } = await tested(trap.machine, "backlog", wrongSpace);
  expect(failure?.code).toBe("ACCOUNT_WRONG");
  expect(words).toContain("a key of a .jp space does not work at .com");
});

test("18. Backlog says 401 in JSON for a key, and in a header for a token", async () => {
  const trap = await setTrap();
  const { machine, world } = trap;
  const byKey = await tested(machine, "backlog", { AuthScheme: "APIToken", Url: com, ApiKey: "no-such-key" });
  expect(byKey.words).toContain("Authentication failure.");
  const given = { Url: com, InitiateOAuth: "OFF", OAuthAccessToken: "no-such-token" };
  const byToken = await tested(machine, "backlog", given);
  expect(byToken.failure?.code).toBe("TOKEN_REFUSED");
  expect(byToken.words).toContain("The access token is invalid");

  await machine.connect("backlog", await ownApp(trap, com));
  await world.control("POST", "expire", { service: "backlog" });
  expect(await tested(machine, "backlog", { Url: com })).toMatchObject({ ok: true });
  expect(await world.count("backlog", "refresh")).toBe(1);
});

test("19. Backlog's key travels in the address, alone, and is shown nowhere", async () => {
  const trap = await setTrap();
  const ApiKey = "practice-backlog-key";
  const byKey = { AuthScheme: "APIToken", Url: com, ApiKey };
  expect(await tested(trap.machine, "backlog", byKey)).toMatchObject({ ok: true });
  const keyed = (await trap.sent()).filter(({ address }) => address.includes("/api/v2/"));
  for (const { address } of keyed) expect(queryOf(address).get("apiKey")).toBe("••••");

  // The practice refuses a key and a token together; each of the two ways brings one alone.
  await trap.machine.connect("backlog", { ...(await ownApp(trap, com)), AuthScheme: "OAuth", ApiKey });
  const byToken = await tested(trap.machine, "backlog", { Url: com, AuthScheme: "OAuth", ApiKey });
  expect(byToken.ok).toBe(true);
  for (const { address } of (await trap.sent()).slice(-3)) expect(queryOf(address).has("apiKey")).toBe(false);

  const quoting = await hearing(trap.world, ({ url }) => ({ status: 404, text: `There is nothing at ${url}` }));
  const { said, words } = await tested(quoting, "backlog", byKey);
  expect(words).toContain("There is nothing at");
  expect(said + words).not.toContain(ApiKey);
});
