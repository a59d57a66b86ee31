import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../engine/kit.ts";
import { catalog } from "../../services/catalog.ts";
import { loadDriver } from "../../services/drivers.ts";

const standardise = async (service: string, text: string, status = 200): Promise<HttpAnswer> => {
  const answer: HttpAnswer = { status, headers: { "content-type": "text/html" }, text };
  return (await loadDriver(service)).standardiseTokenAnswer?.(answer) ?? answer;
};
const bodyOf = async (...words: Parameters<typeof standardise>): Promise<unknown> =>
  JSON.parse((await standardise(...words)).text);

test.each(catalog.map(({ id }) => id))("the driver of %s leaves alone what it cannot read", async (service) => {
  for (const text of ["", "<html></html>", "{", "null", "7", '"text"', "[]", "[null]", "{}", '{"data":[]}']) {
    expect((await standardise(service, text)).text).toBe(text);
  }
});

describe("token answers of Basecamp", () => {
  test("are standard but for the type of the token", async () => {
    expect(await bodyOf("basecamp", '{"access_token":"a","refresh_token":"r","expires_in":1209600}')).toEqual({
      token_type: "bearer",
      access_token: "a",
      refresh_token: "r",
      expires_in: 1_209_600,
    });
    expect(await bodyOf("basecamp", '{"access_token":"a","token_type":"Bearer"}')).toMatchObject({
      token_type: "Bearer",
    });
  });

  test.each([
    "authorization_expired",
    "Token expired",
    "The user has rekeyed its deadbolt",
    "Code could not be verified",
  ])("with the sentence %j mean an ended grant", async (error) => {
    expect(await bodyOf("basecamp", JSON.stringify({ error }), 400)).toEqual({
      error: "invalid_grant",
      error_description: error,
    });
  });

  test.each(["invalid_grant", "invalid_client", "Unsupported type: nil"])("with %j stay as they are", async (error) => {
    expect(await bodyOf("basecamp", JSON.stringify({ error }), 400)).toEqual({ error });
  });

  test("of a fault are never taken for the service's word", async () => {
    const text = '{"error":"token expired"}';
    expect((await standardise("basecamp", text, 503)).text).toBe(text);
  });
});

describe("token answers of Instagram", () => {
  test.each([
    ["flat", '{"access_token":"a","user_id":17841400000000007,"permissions":"x"}'],
    ["in data", '{"data":[{"access_token":"a","user_id":17841400000000007,"permissions":["x"]}]}'],
  ])("that are %s become standard, live an hour, and lose no digit of an id", async (_, text) => {
    expect(await bodyOf("instagram", text)).toMatchObject({
      access_token: "a",
      token_type: "bearer",
      expires_in: 3600,
      user_id: "17841400000000007",
    });
  });

  test("that say how long they live are believed", async () => {
    expect(await bodyOf("instagram", '{"access_token":"a","expires_in":5183944}')).toMatchObject({
      expires_in: 5_183_944,
    });
  });

  test.each([
    ["Matching code was not found or was already used", "invalid_grant"],
    ["This authorization code has expired", "invalid_grant"],
    ["Invalid platform app", "invalid_client"],
    ["Error validating client secret.", "invalid_client"],
    [
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used",
      "redirect_uri_mismatch",
    ],
    ["Something else", "invalid_request"],
  ])("with the sentence %j mean %s", async (error_message, error) => {
    const text = JSON.stringify({ error_type: "OAuthException", code: 400, error_message });
    expect(await bodyOf("instagram", text, 400)).toMatchObject({
      error,
      error_description: expect.stringContaining(error_message),
    });
  });

  test.each([
    [190, "invalid_grant"],
    [4, "slow_down"],
    [17, "slow_down"],
    [10, "invalid_request"],
    ["190", "invalid_grant"],
    [1, "temporarily_unavailable"],
    [2, "temporarily_unavailable"],
  ])("with code %j of the Graph API mean %s", async (code, error) => {
    const text = JSON.stringify({ error: { message: "Words.", type: "OAuthException", code } });
    expect(await bodyOf("instagram", text, 400)).toEqual({ error, error_description: "Words." });
  });

  test("with a wrong client secret mean the app, though the code is the one of a temporary issue", async () => {
    const text = JSON.stringify({ error: { message: "Error validating client secret.", code: 1 } });
    expect(await bodyOf("instagram", text, 400)).toMatchObject({ error: "invalid_client" });
  });
});

test("API bases go with the Schema at Basecamp, and with a version at Instagram", async () => {
  const basecamp = await loadDriver("basecamp");
  expect(basecamp.apiBase({ AccountId: "1" })).toBe("https://3.basecampapi.com/1");
  expect(basecamp.apiBase({ AccountId: "1", Schema: "V2" })).toBe("https://basecamp.com/1/api/v1");
  expect((await loadDriver("instagram")).apiBase({})).toMatch(/^https:\/\/graph\.instagram\.com\/v\d+\.\d$/);
});
