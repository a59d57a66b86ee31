import { expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { freePort, person, quietOptions } from "../integration/test-kit.ts";
import { hearing, queryOf, setTrap, tested } from "./traps-kit.ts";

const days = 86_400;

test("1. Launchpad wants `type` beside `grant_type`", async () => {
  const { world, machine, sentTo } = await setTrap();
  await machine.connect("basecamp");
  world.pass(15 * days);
  await machine.token("basecamp");
  expect(Object.fromEntries(queryOf(machine.opened[0]))).toMatchObject({ response_type: "code", type: "web_server" });
  expect((await sentTo("/authorization/token")).map(({ form }) => [form.grant_type, form.type])).toEqual([
    ["authorization_code", "web_server"],
    ["refresh_token", "refresh"],
  ]);
});

test("2. Every request says who asks and how to reach them", async () => {
  const { world, machine, sent } = await setTrap();
  await machine.connect("basecamp");
  world.pass(15 * days);
  expect(await tested(machine, "basecamp")).toMatchObject({ ok: true });
  const requests = await sent();
  for (const end of ["/authorization/token", "/authorization.json", "/projects.json"])
    expect(requests.some(({ address }) => address.includes(end))).toBe(true);
  for (const { address, userAgent } of requests)
    expect(userAgent, address).toMatch(/^Keyferry\/[\w.]+ \((?:https:\/\/\S+|\S+@\S+)\)$/);
});

test("3. A redirect address that 37signals does not know brings nobody back", async () => {
  const { world } = await setTrap();
  const app = { OAuthClientId: "own", OAuthClientSecret: "own-secret" };
  const [registered, given] = [`http://localhost:${await freePort()}/`, `http://localhost:${await freePort()}/`];
  await world.control("POST", "apps", { service: "basecamp", ...app, CallbackURL: registered });
  const shown = Promise.withResolvers<string>();
  const machine = await world.machine({
    open: async (url) => shown.resolve(await person(url)),
    sleep: async () => {
      await shown.promise;
    },
  });
  const late = await failureOf(() => machine.connect("basecamp", { ...app, CallbackURL: given }));
  expectFailure(late, "CONSENT_TIMEOUT");
  expect(`${late.message} ${late.remedy}`).toContain("5 minutes");
  expect(await shown.promise).toContain("redirect_uri is not approved");
  expect(queryOf(machine.opened[0]).get("redirect_uri")).toBe(given);

  const patient = await world.machine();
  const controller = new AbortController();
  const cancelled = patient.connect(
    "basecamp",
    { ...app, CallbackURL: given },
    { signal: controller.signal, openBrowser: false, onWaiting: () => controller.abort() },
  );
  expectFailure(await failureOf(() => cancelled), "CONSENT_CANCELLED");
});

test("4. An `error` that is an English sentence with a link in it is shown without the link", async () => {
  const { world, machine } = await setTrap();
  const { OAuthAccessToken = "" } = (await machine.connect("basecamp")).Properties;
  await world.control("POST", "expire", { service: "basecamp" });
  const { failure, said, words } = await tested(machine, "basecamp", { InitiateOAuth: "OFF", OAuthAccessToken });
  expect(failure?.code).toBe("TOKEN_REFUSED");
  expect(words).toContain("OAuth token expired (old age). Refresh it.");
  expect(said).not.toMatch(/<a |href/);
});

test("5. A changed password ends refresh tokens too: no retry, but consent", async () => {
  for (const sentence of [undefined, "The ID 1234 has rekeyed its deadbolt."]) {
    const { world } = await setTrap();
    const machine = await hearing(world, (_, { status }) =>
      sentence !== undefined && status === 400 ? { text: sentence } : undefined,
    );
    await machine.connect("basecamp");
    await world.control("POST", "revoke", { service: "basecamp" });
    world.pass(15 * days);
    const error = await failureOf(() => machine.token("basecamp"));
    expectFailure(error, "GRANT_ENDED");
    expect(error.message).toContain(sentence ?? "authorization_expired");
    expect(error.exitStatus).toBe(4);
    expect(await world.count("basecamp", "refresh")).toBe(1);
    await machine.connect("basecamp");
    expect(machine.opened).toHaveLength(2);
  }
});

test("6. A renewal may answer with an access token and nothing else", async () => {
  const { world, set } = await setTrap();
  await set("basecamp", { rotation: "none" });
  const machine = await hearing(world, ({ body = "" }, { text }) =>
    body.includes("grant_type=refresh_token")
      ? { text: JSON.stringify({ access_token: (JSON.parse(text) as { access_token: string }).access_token }) }
      : undefined,
  );
  const { Properties: first } = await machine.connect("basecamp");
  for (let renewals = 1; renewals <= 2; renewals++) {
    world.pass(15 * days);
    expect(await tested(machine, "basecamp")).toMatchObject({ ok: true });
    expect(await world.count("basecamp", "refresh")).toBe(renewals);
  }
  const { Properties: last } = await machine.engine.inspect(machine.settings("basecamp"));
  expect(last.OAuthAccessToken).not.toBe(first.OAuthAccessToken);
  expect(last).toMatchObject({
    OAuthRefreshToken: first.OAuthRefreshToken,
    OAuthExpiresIn: "1209600",
    OAuthTokenTimestamp: String(world.now()),
  });
});

test("7. A sign-in that works may be for an account of another product", async () => {
  const { machine } = await setTrap();
  await machine.connect("basecamp", { AccountId: "999999999" });
  const { failure, words } = await tested(machine, "basecamp", { AccountId: "999999999", Schema: "V3" });
  expect(failure?.code).toBe("ACCOUNT_WRONG");
  expect(words).toContain("AccountId 999999999 belongs to another product than Schema V3");
  expect(words).toContain("1234567");
  expect(await tested(machine, "basecamp", { AccountId: "999999999", Schema: "V2" })).toMatchObject({ ok: true });
});

test("8. Basecamp 2 counts pages, Basecamp 3 links to the next one", async () => {
  const { world, sentTo } = await setTrap();
  const emptyFirstPage = () => hearing(world, ({ url }) => (/projects\.json$/.test(url) ? { text: "[]" } : undefined));
  const v3 = await emptyFirstPage();
  expect((await v3.connect("basecamp", { Schema: "V3" })).Properties.ProjectId).toBeTruthy();
  expect((await tested(v3, "basecamp", { Schema: "V3" })).details.at(-1)).toContain("project");
  const v2 = await emptyFirstPage();
  expect((await v2.connect("basecamp", { Schema: "V2" })).Properties.ProjectId).toBeUndefined();
  expect((await tested(v2, "basecamp", { Schema: "V2" })).details.at(-1)).toContain("no project yet");
  const asked = new Set((await sentTo("/projects.json")).map(({ address }) => address));
  expect([...asked].filter((address) => address.startsWith("https://3."))).toEqual([
    "https://3.basecampapi.com/1234567/projects.json",
    "https://3.basecampapi.com/1234567/projects.json?page=2",
  ]);
  expect([...asked].filter((address) => !address.startsWith("https://3."))).toEqual([
    "https://basecamp.com/999999999/api/v1/projects.json",
  ]);
});

test("9. 404 with `Reason: Account Inactive` is a lapsed account, not a wrong address", async () => {
  const { world } = await setTrap();
  const lapsed = { product: "bc3", id: 7777777, name: "Lapsed Trial" };
  const machine = await hearing(world, ({ url }, { text, status }) => {
    if (!url.endsWith("/authorization.json") || status !== 200) return undefined;
    const body = JSON.parse(text) as { accounts: object[] };
    return { text: JSON.stringify({ ...body, accounts: [...body.accounts, lapsed] }) };
  });
  await machine.connect("basecamp", { AccountId: "7777777" });
  const { failure, words } = await tested(machine, "basecamp");
  expect(failure?.code).toBe("ACCOUNT_WRONG");
  expect(words).toContain("inactive");
  expect(words).toContain("Reactivate");
});

test("10. Highrise speaks XML, throttles with 503, redirects, errs in the status line and tells the API token", async () => {
  const { world, machine, set, sentTo } = await setTrap();
  const own = { AuthScheme: "APIToken", AccountId: "kumo", APIToken: "practice-highrise-token" };
  await machine.connect("highrise");
  const byToken = await tested(machine, "highrise");
  expect(byToken.ok).toBe(true);
  expect(byToken.details.join()).toContain("Hana Mori");
  expect(await sentTo("/me.xml")).not.toHaveLength(0);
  const { Properties } = await machine.engine.inspect(machine.settings("highrise"));
  expect(byToken.said + JSON.stringify(Properties)).not.toContain(own.APIToken);

  await world.fault({ service: "highrise", at: "api", kind: "rate-limit", retryAfter: 9, times: 0 });
  const throttled = await tested(machine, "highrise", own);
  expect(throttled.failure?.code).toBe("RATE_LIMITED");
  expect(throttled.words).toContain("9 s");
  await world.control("DELETE", "faults");

  const wrong = await tested(machine, "highrise", { ...own, APIToken: "no-such-token" });
  expect(wrong.words).toContain("Unauthorized: the API token is not valid");

  await set("highrise", { redirectToHttp: "on" });
  const before = (await sentTo("/me.xml")).length;
  const redirected = await tested(machine, "highrise", own);
  expect(redirected.words).toContain("It was not followed");
  expect(await sentTo("/me.xml")).toHaveLength(before + 1);
});

test("11. At Highrise the modes of procedures are `web_server` and `user_agent`", async () => {
  const { world, machine } = await setTrap();
  const call = (procedure: string, inputs: Record<string, string>) =>
    machine.engine.call("highrise", procedure, "InitiateOAuth=OFF", inputs, quietOptions());
  const CallbackURL = world.apps.highrise?.CallbackURL ?? "";
  const { URL: address = "" } = await call("GetOAuthAuthorizationURL", { AuthMode: "web_server", CallbackURL });
  const back = (await fetch(address, { redirect: "manual" })).headers.get("location") ?? "";
  const Verifier = queryOf(back).get("code") ?? "";
  const byCode = await call("GetOAuthAccessToken", { AuthMode: "web_server", Verifier, CallbackURL });
  expect(byCode.OAuthAccessToken).toBeTruthy();
  expect(machine.opened).toHaveLength(0);
  const byBrowser = await call("GetOAuthAccessToken", { AuthMode: "user_agent" });
  expect(byBrowser.OAuthAccessToken).toBeTruthy();
  expect(machine.opened).toHaveLength(1);
});
