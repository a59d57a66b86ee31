import { expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { driverKit, ok } from "../driver-kit.ts";
import { driver } from "./driver.ts";
import { service } from "./service.ts";

const { playing, verdictOf } = driverKit(service, driver);

const token = "canary-access-token";
const facebook = { LoginType: "Facebook", OAuthClientId: "123", OAuthClientSecret: "canary-app-secret" };
const tokens = { accessToken: token, expiresIn: 5_180_419, issuedAt: 0 };
const graph = "/v25.0";

const graphError = (code: number, message = "No.") => ({
  status: 400,
  text: JSON.stringify({ error: { message, type: "OAuthException", code } }),
});

const instagramError = (error_message: string) => ({ error_type: "OAuthException", code: 400, error_message });

test("the token answer is taken flat and inside data[], with neither token_type nor expires_in", () => {
  expect(verdictOf(200, { access_token: token, user_id: 1 }).kind).toBe("granted");
  expect(verdictOf(200, { data: [{ access_token: token, user_id: "1" }] }).kind).toBe("granted");
});

test("the Meta app id at Instagram's endpoint gets a hint at the other LoginType", () => {
  const verdict = verdictOf(400, instagramError("Invalid platform app"));
  expect(verdict).toMatchObject({ kind: "client-refused", detail: expect.stringContaining("LoginType=Facebook") });
});

test("the Instagram app id at Facebook's endpoint gets a hint at the other LoginType", () => {
  const message = "Error validating application. Cannot get application info due to a system error.";
  const verdict = verdictOf(400, JSON.parse(graphError(101, message).text));
  expect(verdict).toMatchObject({ kind: "client-refused", detail: expect.stringContaining("LoginType=Instagram") });
});

test.each([
  [190, "Error validating access token: Session has expired.", "grant-ended"],
  [100, "This authorization code has been used.", "grant-ended"],
  [100, "Invalid verification code format.", "grant-ended"],
  [
    100,
    "Error validating verification code. Please make sure your redirect_uri is identical to the one you used",
    "redirect-refused",
  ],
  [1, "Error validating client secret.", "client-refused"],
  [4, "(#4) Application request limit reached", "passing"],
  [2, "An unexpected error code has occurred. Retry your request later.", "passing"],
  [10, "(#10) The access token is too young to be refreshed.", "refused"],
])("Facebook's code %i (%s) at the token endpoint is %s", (code, message, kind) => {
  expect(verdictOf(400, JSON.parse(graphError(code, message).text)).kind).toBe(kind);
});

test.each([
  [190, "TOKEN_REFUSED"],
  [4, "RATE_LIMITED"],
  [80002, "RATE_LIMITED"],
  [368, "RATE_LIMITED"],
  [2, "SERVICE_UNAVAILABLE"],
  [10, "ACCOUNT_WRONG"],
  [200, "ACCOUNT_WRONG"],
  [100, "SERVICE_REFUSED"],
] as const)("HTTP 400 with code %i is %s: the status tells nothing", async (code, expected) => {
  const { tools } = playing({}, { [`${graph}/me`]: graphError(code) }, token);
  expectFailure(await failureOf(() => driver.identify(tools)), expected, [token]);
});

test("a limit tells the minutes of X-Business-Use-Case-Usage", async () => {
  const usage = `{"1":[{"type":"instagram","estimated_time_to_regain_access":12}]}`;
  const answer = { ...graphError(80002), headers: { "x-business-use-case-usage": usage } };
  const error = await failureOf(() => driver.identify(playing({}, { [`${graph}/me`]: answer }, token).tools));
  expect(error.message).toContain("12 min");
});

test("user_id is the account, id is not, and 17 digits stay as they are", async () => {
  const text = `{"data":[{"id":"9","user_id":17841405793187218,"username":"kumo"}]}`;
  const { tools } = playing({ BusinessAccountId: "9" }, { [`${graph}/me`]: { status: 200, text } }, token);
  const who = await driver.identify(tools);
  expect(who.discovered).toEqual({ BusinessAccountId: "17841405793187218" });
  expectFailure(await failureOf(() => driver.checkAccess(tools, who)), "ACCOUNT_WRONG");
});

test("LoginType decides where to consent, where to exchange, and what to ask for", async () => {
  const oauth = await driver.oauth?.(playing(facebook, {}).tools);
  expect(oauth).toMatchObject({
    authorizationEndpoint: "https://www.facebook.com/v25.0/dialog/oauth",
    tokenEndpoint: "https://graph.facebook.com/v25.0/oauth/access_token",
    scope: { separator: "," },
  });
  expect(oauth?.scope?.default).toContain("instagram_basic");
  expect(await driver.oauth?.(playing({}, {}).tools)).toEqual(service.oauth);
  expect(driver.apiBase(facebook)).toBe("https://graph.facebook.com/v25.0");
  expect(driver.apiBase({})).toBe("https://graph.instagram.com/v25.0");
});

test("at Facebook the exchange is repeated to renew, with the current token", () => {
  const url = new URL(driver.renewalRequest?.(playing(facebook, {}).tools, tokens).url ?? "");
  expect(url.origin + url.pathname).toBe("https://graph.facebook.com/v25.0/oauth/access_token");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    grant_type: "fb_exchange_token",
    client_id: "123",
    client_secret: "canary-app-secret",
    fb_exchange_token: token,
  });
});

test("at Instagram a long-lived token renews itself, and a first one that was kept is exchanged", () => {
  const { tools } = playing({ OAuthClientSecret: "s" }, {});
  expect(driver.renewalRequest?.(tools, tokens).url).toContain("ig_refresh_token");
  expect(driver.renewalRequest?.(tools, { ...tokens, expiresIn: 3600 }).url).toContain("ig_exchange_token");
});

test("where the second hop fails, the first token is kept", async () => {
  const { tools } = playing(facebook, { [`${graph}/oauth/access_token`]: graphError(2) });
  expect(await driver.afterCodeExchange?.(tools, tokens)).toEqual(tokens);
});

test.each([
  [{ access_token: "long", expires_in: 5_183_944 }, "long", 5_183_944],
  [{ access_token: "long", expires_in: "5183944" }, "long", 5_183_944],
  [{ access_token: "long" }, "long", 5_184_000],
  [{ access_token: "long", expires_in: -1 }, "long", 5_184_000],
  [{ access_token: "long\nX-Header: x" }, token, 5_180_419],
  [{ access_token: "" }, token, 5_180_419],
])("the second hop's answer %j is read with care", async (answer, accessToken, expiresIn) => {
  const { tools } = playing({}, { "/access_token": ok(answer) });
  expect(await driver.afterCodeExchange?.(tools, tokens)).toMatchObject({ accessToken, expiresIn });
});

const page = (name: string, id?: string) => ({
  id: "1",
  name,
  ...(id ? { instagram_business_account: { id, username: name.toLowerCase() } } : {}),
});

const pagesOf = (...pages: readonly object[]) => ({
  [`${graph}/me`]: ok({ id: "5", name: "Hana Mori" }),
  [`${graph}/me/accounts`]: ok({ data: pages }),
});

test("at Facebook the account is the one linked to a Page; a Page without one is no choice", async () => {
  const answers = { ...pagesOf(page("Kumo", "178"), page("Bare")), [`${graph}/178`]: ok({ username: "kumo" }) };
  const { tools } = playing(facebook, answers, token);
  const who = await driver.identify(tools);
  expect(who).toMatchObject({
    identity: { name: "Hana Mori", account: "@kumo (Kumo)" },
    discovered: { BusinessAccountId: "178" },
    choices: { accounts: [{ value: "178" }] },
  });
  expect((await driver.checkAccess(tools, who)).detail.en).toContain("@kumo (178)");
});

test.each([
  ["several", {}, [page("Kumo", "178"), page("Tom", "179")], "178 @kumo (Kumo), 179 @tom (Tom)"],
  ["none", {}, [page("Bare")], "Link the professional account"],
  ["another one named", { BusinessAccountId: "5" }, [page("Kumo", "178")], "178 @kumo (Kumo)"],
])("at Facebook the linked accounts are told where none can be chosen: %s", async (_, more, pages, remedy) => {
  const { tools } = playing({ ...facebook, ...more }, { ...pagesOf(...pages), [`${graph}/5`]: graphError(100) }, token);
  const who = await driver.identify(tools);
  const error = await failureOf(() => driver.checkAccess(tools, who));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.remedy).toContain(remedy);
});

test("the list of Pages goes on by its cursor; the next address, which holds the token, is not used", async () => {
  const paging = { cursors: { after: "c1" }, next: `https://graph.facebook.com/next?access_token=${token}` };
  const answers = { ...pagesOf(), [`${graph}/me/accounts`]: ok({ data: [page("Kumo", "178")], paging }) };
  const { tools, asked } = playing(facebook, answers, token);
  await driver.identify(tools);
  expect(new URL(asked[2]?.url ?? "").searchParams.get("after")).toBe("c1");
  for (const { url } of asked) expect(url).not.toContain(token);
  expect(asked).toHaveLength(21);
});
