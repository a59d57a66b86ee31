import fc from "fast-check";
import { expect, test } from "vitest";
import type { TokenSet } from "../kit.ts";
import { tokensFromProperties, tokensToProperties, withoutTokens } from "./token-properties.ts";

const text = fc.string({ unit: "binary", minLength: 1 });
const tokenSets = fc
  .record(
    { accessToken: text, refreshToken: text, expiresIn: fc.nat(), issuedAt: fc.nat({ max: 2 ** 42 }) },
    {
      requiredKeys: ["accessToken", "issuedAt"],
    },
  )
  .map((tokens) => tokens as TokenSet);

test("tokens come back from properties as they went in, all values texts", () => {
  fc.assert(
    fc.property(tokenSets, (tokens) => {
      const properties = tokensToProperties(tokens);
      for (const value of Object.values(properties)) expect(typeof value).toBe("string");
      expect(tokensFromProperties(properties)).toEqual(tokens);
    }),
  );
});

test("properties without any token hold no tokens", () => {
  expect(tokensFromProperties({ AccountId: "1", OAuthExpiresIn: "3600", OAuthTokenTimestamp: "1" })).toBeUndefined();
  expect(tokensFromProperties({ OAuthAccessToken: "", OAuthRefreshToken: "" })).toBeUndefined();
});

test("a refresh token alone is something to start from", () => {
  expect(tokensFromProperties({ OAuthRefreshToken: "r" })).toEqual({ accessToken: "", refreshToken: "r", issuedAt: 0 });
});

test.each([
  { OAuthExpiresIn: "3600" },
  { OAuthTokenTimestamp: "1764000000000" },
  { OAuthExpiresIn: "soon", OAuthTokenTimestamp: "1764000000000" },
  { OAuthExpiresIn: "-1", OAuthTokenTimestamp: "1764000000000" },
  { OAuthExpiresIn: "3600", OAuthTokenTimestamp: "yesterday" },
  { OAuthExpiresIn: "3600", OAuthTokenTimestamp: "1e300" },
  { OAuthExpiresIn: "Infinity", OAuthTokenTimestamp: "1764000000000" },
])("with %j nobody can tell when a token lapses", (given) => {
  expect(tokensFromProperties({ OAuthAccessToken: "a", ...given })).not.toHaveProperty("expiresIn");
});

test("a life no token has is cut to one whose end can be written as a date", () => {
  const given = { OAuthAccessToken: "a", OAuthExpiresIn: "1e300", OAuthTokenTimestamp: "1764000000000" };
  const { issuedAt = 0, expiresIn = 0 } = tokensFromProperties(given) ?? {};
  expect(new Date(issuedAt + expiresIn * 1000).toISOString()).toMatch(/^2342-/);
});

test("taking the tokens away leaves the rest", () => {
  const tokens = tokensToProperties({ accessToken: "a", refreshToken: "r", expiresIn: 1, issuedAt: 2 });
  expect(withoutTokens({ ...tokens, AccountId: "7", OAuthClientSecret: "s" })).toEqual({
    AccountId: "7",
    OAuthClientSecret: "s",
  });
});
