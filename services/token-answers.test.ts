import { describe, expect, test } from "vitest";
import type { HttpAnswer, ServiceDriver, TokenAnswerRow } from "../engine/kit.ts";
import { exchangeCode, passwordGrant, renewTokens, type TokenEndpoint } from "../engine/oauth/token-endpoint.ts";
import type { ErrorCode } from "../shared/error-catalog.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import { expectFailure, failureOf } from "../shared/test-kit.ts";
import { catalog } from "./catalog.ts";
import { loadDriver } from "./drivers.ts";
import { generalCases, ownCases, tokenCase } from "./token-answer-cases.ts";

const secrets = ["canary-refresh", "canary-client-secret", "canary-access"];
const now = Date.UTC(2026, 10, 22);

/** The endpoint of a service as a session makes it, with one answer for every request. */
const endpointOf = async (definition: ServiceDefinition, driver: ServiceDriver, answer: HttpAnswer) => {
  const properties = { Url: "https://kumo.backlog.jp", OAuthClientId: "id", OAuthClientSecret: "canary-client-secret" };
  const tools = { service: definition, properties, now: () => now, send: async () => answer };
  const service = { ...definition, oauth: (await driver.oauth?.(tools)) ?? definition.oauth };
  const client = {
    id: "id",
    secret: "canary-client-secret",
    callbackURL: "http://localhost:1/",
    anyLoopbackPort: false,
    embedded: false,
  };
  return { service, driver, client, tools: { ...tools, service } } satisfies TokenEndpoint;
};

const saved = { accessToken: "canary-access", refreshToken: "canary-refresh", expiresIn: 3600, issuedAt: 0 };

const failures: Readonly<Record<Exclude<TokenAnswerRow["means"], "granted">, readonly [ErrorCode, number]>> = {
  "grant-ended": ["GRANT_ENDED", 4],
  "client-refused": ["CLIENT_REFUSED", 1],
  "redirect-refused": ["REDIRECT_REFUSED", 1],
  refused: ["SERVICE_REFUSED", 1],
  busy: ["RATE_LIMITED", 75],
  down: ["SERVICE_UNAVAILABLE", 75],
  unreadable: ["ANSWER_UNREADABLE", 75],
};

test("every service has words of its own in the cases", () => {
  expect(Object.keys(ownCases).toSorted()).toEqual(catalog.map(({ id }) => id).toSorted());
});

describe.each(catalog.map((definition) => [definition.id, definition] as const))("%s, renewing", (id, definition) => {
  test.each(
    [...generalCases, ...(ownCases[id] ?? [])].map(({ title, means, answer }) => [title, means, answer] as const),
  )("%s is %s", async (_, means, answer) => {
    const driver = await loadDriver(id);
    const endpoint = await endpointOf(definition, driver, answer);
    if (means === "granted") {
      const tokens = await renewTokens(endpoint, saved);
      expect(tokens.accessToken).toBe("good");
      expect(tokens.issuedAt).toBe(now);
      // Whatever `expires_in` was, what is kept is a life that can be lived.
      expect([3600, definition.oauth.defaultExpiresIn]).toContain(tokens.expiresIn);
      return;
    }
    const error = await failureOf(() => renewTokens(endpoint, saved));
    const [code, exit] = failures[means];
    expectFailure(error, code, secrets);
    expect(error.exitStatus).toBe(exit);
    const wait = answer.headers["retry-after"];
    expect(error.retryAfterMs).toBe(
      wait === undefined ? undefined : means === "busy" ? Number(wait) * 1000 : undefined,
    );
  });
});

describe("what a renewal keeps", () => {
  const renewed = async (body: unknown, id = "basecamp") => {
    const definition = catalog.find((each) => each.id === id) as ServiceDefinition;
    const { answer } = tokenCase("granted", 200, body);
    return renewTokens(await endpointOf(definition, await loadDriver(id), answer), saved);
  };

  test.each([
    ["a new refresh token", "new", "new"],
    ["no refresh token", undefined, "canary-refresh"],
    ["an empty one", "", "canary-refresh"],
    ["null", null, "canary-refresh"],
    ["an object", {}, "canary-refresh"],
    ["one that lost its quotes", 12345, "12345"],
  ])("%s", async (_, refresh_token, expected) => {
    expect(await renewed({ access_token: "good", refresh_token })).toMatchObject({ refreshToken: expected });
  });

  test.each([
    [1800, 1800],
    ["1800", 1800],
    [1799.9, 1799],
    [" 1800 ", 1800],
    [-1, 1_209_600],
    [0, 1_209_600],
    [0.4, 1_209_600],
    [1e99, 1_209_600],
    ["1e99", 1_209_600],
    ["soon", 1_209_600],
    [null, 1_209_600],
  ])("expires_in %j as %i seconds, the service's default where it cannot be meant", async (expires_in, expected) => {
    expect(await renewed({ access_token: "good", expires_in })).toMatchObject({ expiresIn: expected });
  });

  test("a rotated refresh token, although everything beside it is odd", async () => {
    const odd = { scope: 7, id_token: "not.a.jwt", token_type: "", expires_in: "never" };
    expect(await renewed({ access_token: "good", refresh_token: "new", ...odd })).toMatchObject({
      refreshToken: "new",
    });
  });
});

describe("what invalid_grant means goes with what was presented", () => {
  const { answer } = tokenCase("grant-ended", 400, { error: "invalid_grant", error_description: "canary-code is old" });
  const definition = catalog.find(({ id }) => id === "act-on") as ServiceDefinition;

  test("a code", async () => {
    const endpoint = await endpointOf(definition, await loadDriver("act-on"), answer);
    expectFailure(await failureOf(() => exchangeCode(endpoint, { code: "canary-code" })), "CODE_REFUSED", ["canary"]);
  });

  test("a password", async () => {
    const endpoint = await endpointOf(definition, await loadDriver("act-on"), answer);
    const given = { User: "hana", Password: "canary-code" };
    expectFailure(await failureOf(() => passwordGrant(endpoint, given)), "SIGN_IN_REFUSED", ["canary"]);
  });
});

test("a hint at the other kind of app id goes with Meta's words", async () => {
  const definition = catalog.find(({ id }) => id === "instagram") as ServiceDefinition;
  const { answer } = tokenCase("client-refused", 400, { error_message: "Invalid platform app" });
  const endpoint = await endpointOf(definition, await loadDriver("instagram"), answer);
  const { message } = await failureOf(() => renewTokens(endpoint, saved));
  expect(message).toContain("Invalid platform app (a Meta app id is for LoginType=Facebook)");
});
