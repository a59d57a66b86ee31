import { expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { driverKit, ok } from "../driver-kit.ts";
import { driver } from "./driver.ts";
import { service } from "./service.ts";

const { playing, verdictOf } = driverKit(service, driver);

const token = "canary-access-token";
const host = { ApiHost: "api-eu.actonsoftware.com" };

test("403 invalid_grant is a grant that ended, although RFC 6749 says 400", () => {
  const body = { error: "invalid_grant", error_description: "Unknown or invalid refresh token." };
  expect(verdictOf(403, body)).toMatchObject({ kind: "grant-ended" });
});

test("401 access_denied at the token endpoint is a wrong client, not a person who said no", () => {
  expect(verdictOf(401, { error: "access_denied", error_description: "Unauthorized" })).toEqual({
    kind: "client-refused",
    detail: "access_denied: Unauthorized",
  });
});

test.each([
  ["401", "client-refused"],
  ["404", "refused"],
  ["429", "passing"],
  ["503", "passing"],
])("the gateway's httpCode %s at the token endpoint never ends a grant: %s", (httpCode, kind) => {
  const verdict = verdictOf(Number(httpCode), { httpCode, httpMessage: "No", moreInformation: "" });
  expect(verdict.kind).toBe(kind);
});

test("too many sign-ins are a passing fault, whatever the body says", () => {
  const body = { error: "access_denied", error_description: "Too many authentication requests" };
  expect(verdictOf(429, body)).toMatchObject({ kind: "passing", error: { code: "RATE_LIMITED" } });
});

test("a token answer without token_type is taken", () => {
  expect(verdictOf(200, { access_token: token }).kind).toBe("granted");
});

test("the gateway's 401 is a refused token, which is renewed once", async () => {
  const gateway = { status: 401, text: `{"httpCode":"401","httpMessage":"Unauthorized","moreInformation":""}` };
  const { tools } = playing(host, { "/api/1/account": gateway }, token);
  const error = await failureOf(() => driver.identify(tools));
  expectFailure(error, "TOKEN_REFUSED", [token]);
  expect(error.message).toContain("Unauthorized");
});

test("an account whose API is switched off says what to ask Support for", async () => {
  const { tools } = playing(host, { "/api/1/account": { status: 403, text: "PUBLIC_API_FEATURE_NOT_ENABLED" } }, token);
  const error = await failureOf(() => driver.identify(tools));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.remedy).toContain("Support");
  expect(verdictOf(403, "PUBLIC_API_FEATURE_NOT_ENABLED").kind).toBe("client-refused");
});

test("where /account is gone, the lists tell that the token is good", async () => {
  const gone = { status: 404, text: `{"httpCode":"404","httpMessage":"Not Found"}` };
  const answers = { "/api/1/account": gone, "/api/1/list": ok({ totalCount: 12 }) };
  const { tools, asked } = playing({ ...host, User: "hana@kumo.example" }, answers, token);
  const who = await driver.identify(tools);
  expect(who.identity).toEqual({ name: "hana@kumo.example" });
  expect(asked.map(({ url }) => new URL(url).host)).toEqual(Array(2).fill(host.ApiHost));
  expect((await driver.checkAccess(tools, who)).detail.en).toContain("12 contact lists");
});

test("where /account and the lists are refused, the refusal is told", async () => {
  const { tools } = playing(
    host,
    { "/api/1/list": { status: 403, text: `{"errorCode":10054,"message":"No."}` } },
    token,
  );
  const error = await failureOf(() => driver.identify(tools));
  expectFailure(error, "SERVICE_REFUSED");
  expect(error.message).toContain("No. (10054)");
});

test("an error with errorCode is an error even where the status says 200", async () => {
  const { tools } = playing(host, { "/api/1/list": ok({ errorCode: 10054, message: "No such list." }) }, token);
  expectFailure(await failureOf(() => tools.get("/list")), "SERVICE_REFUSED");
});
