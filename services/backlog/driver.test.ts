import { expect, test } from "vitest";
import type { HttpAnswer, Properties } from "../../engine/kit.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { driverKit, ok } from "../driver-kit.ts";
import { driver } from "./driver.ts";
import { service } from "./service.ts";

const { playing } = driverKit(service, driver);

const key = "canary/key+of the space";
const byKey = { Url: "https://kumo.backlog.jp/dashboard?x=1", ApiKey: key };
const byToken = { Url: "https://kumo.backlog.com" };
const token = "canary-access-token";
const me = "/api/v2/users/myself";

const failing = (properties: Properties, answer: Partial<HttpAnswer>) =>
  failureOf(() => driver.identify(playing(properties, { [me]: answer }, "ApiKey" in properties ? "" : token).tools));

const errors = (status: number, code: number, message = "No."): Partial<HttpAnswer> => ({
  status,
  text: JSON.stringify({ errors: [{ message, code, moreInfo: "" }] }),
});

test("the key travels in the address and no Authorization header beside it", async () => {
  const answers = { [me]: ok({ name: "Hana Mori", mailAddress: null }), "/api/v2/space": ok({ name: "Kumo" }) };
  const { tools, asked } = playing(byKey, answers);
  expect((await driver.identify(tools)).identity).toEqual({ name: "Hana Mori", account: "Kumo" });
  for (const { url, headers } of asked) {
    expect(new URL(url).origin).toBe("https://kumo.backlog.jp");
    expect(new URL(url).searchParams.get("apiKey")).toBe(key);
    expect(headers?.authorization).toBeUndefined();
  }
});

test("a token travels in the header and no key beside it", async () => {
  const { tools, asked } = playing(byToken, { [me]: ok({}), "/api/v2/space": ok({}) }, token);
  await driver.identify(tools);
  expect(asked[0]).toMatchObject({ url: "https://kumo.backlog.com/api/v2/users/myself" });
  expect(asked[0]?.headers?.authorization).toBe(`Bearer ${token}`);
});

test("a page of the space will do as Url, and http becomes https", async () => {
  const { tools } = playing({ Url: "http://kumo.backlog.com/dashboard" }, {}, token);
  expect(await driver.oauth?.(tools)).toMatchObject({
    authorizationEndpoint: "https://kumo.backlog.com/OAuth2AccessRequest.action",
    tokenEndpoint: "https://kumo.backlog.com/api/v2/oauth2/token",
  });
});

test("without Url the failure names it", async () => {
  expectFailure(await failureOf(() => driver.apiBase({})), "PROPERTY_MISSING");
});

test("401 with code 11 is the key, told without it, and names the space as what to check", async () => {
  const error = await failing(byKey, errors(401, 11, "Authentication failure."));
  expectFailure(error, "ACCOUNT_WRONG", [key, encodeURIComponent(key)]);
  expect(error.remedy).toContain("Url");
});

test("401 of a token stands in WWW-Authenticate, and the body is not JSON", async () => {
  const header = `Bearer error="invalid_token", error_description="The access token expired"`;
  const error = await failing(byToken, { status: 401, text: "Unauthorized", headers: { "www-authenticate": header } });
  expectFailure(error, "TOKEN_REFUSED", [token]);
  expect(error.message).toContain("The access token expired");
});

test("401 of a token with code 11 and no header is a refused token all the same", async () => {
  expectFailure(await failing(byToken, errors(401, 11)), "TOKEN_REFUSED");
});

test("401 with code 12 asks for two-factor authentication, not for a new sign-in", async () => {
  const error = await failing(byToken, errors(401, 12));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.remedy).toContain("two-factor");
});

test("code 4 is this machine's address, whatever the status", async () => {
  const error = await failing(byKey, errors(403, 4));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.message).toContain("IP address");
});

test("429 tells from when on, out of epoch seconds", async () => {
  const answer = { ...errors(429, 13), headers: { "x-ratelimit-reset": "1795305660" } };
  const error = await failing(byKey, answer);
  expectFailure(error, "RATE_LIMITED");
  expect(error.message).toContain("2026-11-22 00:01:00 UTC");
});

test.each([
  ["a page that quotes the address", 404, `<p>No page ${me}?apiKey=${encodeURIComponent(key)}</p>`],
  ["a page that quotes the key", 500, `<p>${key}</p>`],
  ["a page in place of an answer", 200, `<p>${key}</p>`],
])("the key is in no message: %s", async (_, status, text) => {
  const { message, remedy } = (await failing(byKey, { status, text })).toData();
  for (const shown of [message.en, message.ja, remedy.en, remedy.ja]) {
    expect(shown).not.toContain(key);
    expect(shown).not.toContain(encodeURIComponent(key));
  }
});

test("the number of projects comes with what is left of the allowance", async () => {
  const headers = { "x-ratelimit-limit": "600", "x-ratelimit-remaining": "598" };
  const { tools } = playing(byKey, { "/api/v2/projects": { ...ok([{}, {}]), headers } });
  const report = await driver.checkAccess(tools, { identity: { name: "?" }, discovered: {} });
  expect(report).toMatchObject({ status: "passed" });
  expect(report.detail.en).toBe("2 projects; 598 of 600 requests left in this minute.");
});

test("no project is a warning", async () => {
  const { tools } = playing(byKey, { "/api/v2/projects": ok([]) });
  const report = await driver.checkAccess(tools, { identity: { name: "?" }, discovered: {} });
  expect(report).toMatchObject({ status: "warning" });
});

test("a token that WWW-Authenticate or the status line repeats is masked", async () => {
  const headers = { "www-authenticate": `Bearer error_description="${token} has lapsed"` };
  const { tools } = playing(byToken, { "/api/v2/x": { status: 401, headers, reason: token } }, token);
  expectFailure(await failureOf(() => tools.get("/x")), "TOKEN_REFUSED", [token]);
});
