import { expect, test } from "vitest";
import type { HttpAnswer } from "../../engine/kit.ts";
import { authSchemeOf } from "../../shared/property-check.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { driverKit, ok } from "../driver-kit.ts";
import { driver } from "./driver.ts";
import { service } from "./service.ts";

const { playing, verdictOf } = driverKit(service, driver);

const secret = "canary-highrise-token";
const byToken = { AccountId: "Kumo", APIToken: secret };
const me = `<?xml version="1.0" encoding="UTF-8"?>
<user><id type="integer">1</id><name>Hana &amp; Tom &amp;lt;</name><email-address>hana@kumo.example</email-address>
<token>${secret}</token></user>`;
const account = `<account><name>Kumo</name><plan>plus</plan><people-count type="integer">1280</people-count></account>`;

const xml = (text: string): Partial<HttpAnswer> => ({ status: 200, text });
const failing = (answer: Partial<HttpAnswer>) =>
  failureOf(() => driver.identify(playing(byToken, { "/me.xml": answer }).tools));

const kumo = { product: "highrise", id: 1, name: "Kumo", href: "https://kumo.highrisehq.com" };
const other = { product: "highrise", id: 2, name: "Other", href: "https://other.highrisehq.com" };
const basecamp = { product: "bc3", id: 1234567, name: "Kumo", href: "https://3.basecampapi.com/1234567" };
const authorization = (...accounts: readonly object[]) => ({
  "/authorization.json": ok({ identity: { first_name: "Hana", last_name: "Mori" }, accounts }),
  "/me.xml": xml(me),
  "/account.xml": xml(account),
});

test("a connection string with an APIToken means the scheme APIToken", () => {
  expect(authSchemeOf(service, byToken)).toBe("APIToken");
  expect(authSchemeOf(service, { AccountId: "kumo" })).toBe("OAuth");
});

test("the API token is the user name, and X the password", async () => {
  const { tools, asked } = playing(byToken, { "/me.xml": xml(me) });
  await driver.identify(tools);
  expect(asked[0]?.url).toBe("https://kumo.highrisehq.com/me.xml");
  const proof = asked[0]?.headers?.authorization?.replace("Basic ", "") ?? "";
  expect(Buffer.from(proof, "base64").toString()).toBe(`${secret}:X`);
});

test("me.xml tells the API token in clear, and nothing of it is kept", async () => {
  const who = await driver.identify(playing(byToken, { "/me.xml": xml(me) }).tools);
  expect(JSON.stringify(who)).not.toContain(secret);
  const wrapped = me.replace(secret, `<![CDATA[${secret}]]>`);
  const again = await driver.identify(playing(byToken, { "/me.xml": xml(wrapped) }).tools);
  expect(again).toEqual(who);
});

test("an answer that is cut short inside the token is refused without it", async () => {
  const cut = me.slice(0, me.indexOf(secret) + secret.length - 2);
  expectFailure(await failing(xml(cut)), "ANSWER_UNREADABLE", [secret.slice(0, -2)]);
});

test("entities of XML are read once, and no others", async () => {
  const { identity } = await driver.identify(playing(byToken, { "/me.xml": xml(me) }).tools);
  expect(identity.name).toBe("Hana & Tom &lt;");
});

test("a document type, which could bring entities of its own, is refused", async () => {
  const bomb = `<!DOCTYPE user [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${me}`;
  expectFailure(await failing(xml(bomb)), "ANSWER_UNREADABLE", [secret]);
});

test("an answer that is too long, or a web page, is refused", async () => {
  expectFailure(await failing(xml(`<user><name>${"x".repeat(1_000_001)}</name></user>`)), "ANSWER_UNREADABLE");
  expectFailure(await failing(xml("<html><body>Sign in</body></html>")), "ANSWER_UNREADABLE");
});

test("the words of an error stand in the status line", async () => {
  const error = await failing({ status: 404, reason: "The record could not be found", text: "" });
  expectFailure(error, "SERVICE_REFUSED");
  expect(error.message).toContain("The record could not be found");
});

test("401 is the API token, told without it", async () => {
  expectFailure(await failing({ status: 401, reason: `Unauthorized ${secret}` }), "ACCOUNT_WRONG", [secret]);
});

test("an answer made of tokens that do not end is judged in a moment", async () => {
  const started = performance.now();
  for (const text of ["<token ".repeat(100_000), `<token${" ".repeat(700_000)}`, "<token>".repeat(100_000)]) {
    expectFailure(await failing({ status: 200, text }), "ANSWER_UNREADABLE");
  }
  expect(performance.now() - started).toBeLessThan(3000);
});

test("503 with Retry-After is a limit, and without it a fault", async () => {
  const limited = await failing({ status: 503, headers: { "retry-after": "5" } });
  expectFailure(limited, "RATE_LIMITED");
  expect(limited.message).toContain("5 s");
  expectFailure(await failing({ status: 503 }), "SERVICE_UNAVAILABLE");
});

test("a redirect to http is told and not followed", async () => {
  const location = "http://kumo.highrisehq.com/me.xml";
  const { tools, asked } = playing(byToken, { "/me.xml": { status: 302, headers: { location } } });
  const error = await failureOf(() => driver.identify(tools));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.message).toContain("http://kumo.highrisehq.com");
  expect(asked).toHaveLength(1);
});

test.each(["evil.example/", "kumo.highrisehq.com", "a b", "-"])(
  "AccountId %j is no subdomain, so nothing is sent",
  async (AccountId) => {
    expectFailure(await failureOf(() => driver.apiBase({ AccountId })), "PROPERTY_VALUE_INVALID");
  },
);

test("the only Highrise account of a sign-in is found by its address", async () => {
  const { tools } = playing({}, authorization(basecamp, kumo), "access");
  const who = await driver.identify(tools);
  expect(who).toMatchObject({ identity: { account: "Kumo" }, discovered: { AccountId: "kumo" } });
  expect((await driver.checkAccess(tools, who)).detail.en).toBe("Account Kumo (plan plus), 1280 contacts.");
});

test.each([
  ["none is named and there are two", {}, [kumo, other], "kumo Kumo (highrise), other Other (highrise)"],
  ["another is named", { AccountId: "third" }, [kumo], "kumo Kumo (highrise)"],
  ["the one named is of another product", { AccountId: "1234567" }, [basecamp], "sign in as someone"],
  ["there is none", {}, [], "sign in as someone"],
])("the sign-in works for every product, so the account is checked: %s", async (_, properties, accounts, remedy) => {
  const { tools } = playing(properties, authorization(...accounts), "access");
  const who = await driver.identify(tools);
  const error = await failureOf(() => driver.checkAccess(tools, who));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.remedy).toContain(remedy);
});

test("where Launchpad lists no Highrise account, Highrise itself is asked about the one named", async () => {
  const named = { AccountId: "kumo" };
  const { tools } = playing(named, authorization(basecamp), "access");
  const who = await driver.identify(tools);
  expect((await driver.checkAccess(tools, who)).status).toBe("passed");
  const refused = playing(named, { ...authorization(basecamp), "/account.xml": { status: 401 } }, "access");
  expectFailure(await failureOf(() => driver.checkAccess(refused.tools, who)), "ACCOUNT_WRONG");
});

test("Launchpad's sentences in place of invalid_grant end the grant", () => {
  expect(verdictOf(400, { error: "authorization_expired" }).kind).toBe("grant-ended");
  expect(verdictOf(401, "Unknown Basecamp ID.").kind).toBe("grant-ended");
  expect(verdictOf(400, { error: "Unsupported type: nil. Expected web_server or refresh." }).kind).toBe("refused");
});
