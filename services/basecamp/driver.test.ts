import { expect, test } from "vitest";
import type { HttpAnswer } from "../../engine/kit.ts";
import { authSchemeOf } from "../../shared/property-check.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { driverKit, ok } from "../driver-kit.ts";
import { driver } from "./driver.ts";
import { service } from "./service.ts";

const { playing, verdictOf } = driverKit(service, driver);

const password = "canary-password";
const basic = { AccountId: "999999999", User: "hana@kumo.example", Password: password };
const me = "/999999999/api/v1/people/me.json";
const projects = "/999999999/api/v1/projects.json";
const signIn = "/authorization.json";

const failing = (answer: Partial<HttpAnswer>) =>
  failureOf(() => driver.identify(playing(basic, { [me]: answer }).tools));

test("an error may be a sentence with HTML, which ends the grant and is shown without tags", () => {
  const error = `OAuth token expired (old age). <a href="https://launchpad.37signals.com">Refresh</a> it.`;
  const verdict = verdictOf(401, { error });
  expect(verdict).toEqual({
    kind: "grant-ended",
    detail: "OAuth token expired (old age). Refresh it.",
  });
});

test("a changed password and a lost account end the grant in words of their own", () => {
  expect(verdictOf(400, "The ID has rekeyed its deadbolt.").kind).toBe("grant-ended");
  expect(verdictOf(401, "Unknown Basecamp ID.").kind).toBe("grant-ended");
});

test("an error on a 200 answer is an error", () => {
  expect(verdictOf(200, { error: "redirect_uri_mismatch" }).kind).toBe("redirect-refused");
});

test("404 with Reason: Account Inactive is a lapsed account, not a wrong address", async () => {
  const answer = { status: 404, headers: { reason: "Account Inactive" } };
  const { tools } = playing({ AccountId: "1" }, { "/1/projects.json": answer }, "access");
  expectFailure(await failureOf(() => tools.get("/projects.json")), "ACCOUNT_WRONG");
});

test("accounts may be null", async () => {
  const { tools } = playing({}, { [signIn]: ok({ identity: {}, accounts: null }) }, "access");
  const who = await driver.identify(tools);
  expectFailure(await failureOf(() => driver.checkAccess(tools, who)), "ACCOUNT_WRONG");
});

test("a sign-in works although AccountId is of the other Basecamp, so the product is checked", async () => {
  const accounts = [{ product: "bcx", id: 999999999, name: "Kumo" }];
  const { tools } = playing({ AccountId: "999999999" }, { [signIn]: ok({ identity: {}, accounts }) }, "access");
  const who = await driver.identify(tools);
  const error = await failureOf(() => driver.checkAccess(tools, who));
  expectFailure(error, "ACCOUNT_WRONG");
  expect(error.message).toContain("Schema V3");
});

test("a password means Basic, and Basic means Basecamp 2", async () => {
  expect(authSchemeOf(service, basic)).toBe("Basic");
  const { tools, asked } = playing(basic, { [me]: ok({ name: "Hana Mori", email_address: "hana@kumo.example" }) });
  expect(await driver.identify(tools)).toEqual({
    identity: { name: "Hana Mori", email: "hana@kumo.example", account: "999999999" },
    discovered: { Schema: "V2" },
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toBe(`https://basecamp.com${me}`);
  expect(asked[0]?.headers?.authorization).toMatch(/^Basic /);
});

test("Basic with Schema=V3 is refused before the password is sent", async () => {
  const { tools, asked } = playing({ ...basic, Schema: "V3" }, {});
  const error = await failureOf(() => driver.identify(tools));
  expectFailure(error, "ACCOUNT_WRONG", [password]);
  expect(error.remedy).toContain("Schema=V2");
  expect(asked).toEqual([]);
});

test("401 under Basic is the password, and 404 the account", async () => {
  expectFailure(await failing({ status: 401, text: `no ${password}` }), "SIGN_IN_REFUSED", [password]);
  expectFailure(await failing({ status: 404 }), "ACCOUNT_WRONG", [password]);
});

test("under Basic there is no list of accounts, and the first project is found without one", async () => {
  const { tools } = playing(basic, { [projects]: ok([{ id: 7, name: "Website" }]) });
  const who = { identity: { name: "Hana" }, discovered: {} };
  expect(await driver.checkAccess(tools, who)).toMatchObject({ status: "passed", discovered: { ProjectId: "7" } });
});

test("V2 ends with the first empty page", async () => {
  const { tools, asked } = playing(basic, { [projects]: ok([]) });
  const who = { identity: { name: "Hana" }, discovered: {} };
  expect(await driver.checkAccess(tools, who)).toMatchObject({ status: "warning" });
  expect(asked).toHaveLength(1);
});

const v3 = { AccountId: "1" };
const who = {
  identity: { name: "Hana" },
  discovered: {},
  choices: { property: "AccountId", accounts: [{ value: "1", label: "Kumo", suits: true }] },
};
const linked = (link: string): Partial<HttpAnswer> => ({ ...ok([]), headers: { link: `<${link}>; rel="next"` } });

test("V3 may go on after an empty page, and says so in Link", async () => {
  const { tools } = playing(v3, {
    "/1/projects.json": linked("https://3.basecampapi.com/1/more.json?page=2"),
    "/1/more.json": ok([{ id: 7, name: "Website" }]),
  });
  expect(await driver.checkAccess(tools, who)).toMatchObject({ discovered: { ProjectId: "7" } });
});

test("a Link to another origin is not followed: the token would go along", async () => {
  const { tools, asked } = playing(v3, { "/1/projects.json": linked("https://evil.example/1/projects.json?page=2") });
  expect(await driver.checkAccess(tools, who)).toMatchObject({ status: "warning" });
  expect(asked.map(({ url }) => new URL(url).host)).not.toContain("evil.example");
});

test("the API base goes with the Schema", () => {
  expect(driver.apiBase({ AccountId: "1" })).toBe("https://3.basecampapi.com/1");
  expect(driver.apiBase({ AccountId: "1", Schema: "V2" })).toBe("https://basecamp.com/1/api/v1");
});
