import { expect, test } from "vitest";
import { propertiesLike } from "./properties-like.ts";

const service = { properties: [] };

test("an app of one's own goes along with its secret, the tokens and the place do not", () => {
  const saved = {
    OAuthClientId: "mine",
    OAuthClientSecret: "canary",
    CallbackURL: "http://localhost:1",
    OAuthAccessToken: "a",
    OAuthRefreshToken: "r",
  };
  const entered = { InitiateOAuth: "REFRESH", OAuthSettingsLocation: "/x", OAuthVerifier: "v", Schema: "V3" };
  expect(propertiesLike(service, entered, saved, "embedded")).toEqual({
    OAuthClientId: "mine",
    OAuthClientSecret: "canary",
    CallbackURL: "http://localhost:1",
    Schema: "V3",
    InitiateOAuth: "GETANDREFRESH",
  });
});

test("the embedded app is left to be found again", () => {
  const saved = { OAuthClientId: "embedded", OAuthClientSecret: "canary", CallbackURL: "http://localhost:1" };
  expect(propertiesLike(service, {}, saved, "embedded")).toEqual({ InitiateOAuth: "GETANDREFRESH" });
});
