import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../../practice/test-kit.ts";
import { practice as actOn } from "./practice.ts";

const client = { client_id: "practice-act-on", client_secret: "practice-act-on-secret" };
const redirect_uri = "http://localhost:33333/";
const api = "https://api.actonsoftware.com";
const hana = { grant_type: "password", username: "hana@kumo.example", password: "practice" };

const start = () => practise({ practices: [actOn], auto: "approve" });

const authorize = (practice: Practised, parameters: Record<string, string> = {}, host = api) =>
  get(
    `${practice.at(`${host}/authorize`)}?${new URLSearchParams({ response_type: "code", client_id: client.client_id, redirect_uri, scope: "PRODUCTION", state: "S", ...parameters })}`,
  );

const token = (practice: Practised, fields: Record<string, string>, host = api) =>
  postForm(practice.at(`${host}/token`), { ...client, ...fields });

const byCode = async (practice: Practised, fields: Record<string, string> = {}, host = api) =>
  token(
    practice,
    {
      grant_type: "authorization_code",
      redirect_uri,
      code: target(await authorize(practice)).searchParams.get("code") ?? "",
      ...fields,
    },
    host,
  );

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

const tokensIn = async (answer: Response) => (await answer.json()) as Tokens;

const refresh = (practice: Practised, refresh_token: string, host = api) =>
  token(practice, { grant_type: "refresh_token", refresh_token }, host);

const read = (practice: Practised, path: string, access: string, host = api) =>
  get(practice.at(`${host}${path}`), { authorization: `Bearer ${access}` });

const badRefresh = { error: "invalid_grant", error_description: "Unknown or invalid refresh token." };

describe("authorization", () => {
  test.each(["api", "api-eu", "restapi"])("at %s brings a code and the state", async (host) => {
    const answer = await authorize(await start(), {}, `https://${host}.actonsoftware.com`);
    expect(answer.headers.get("location")).toMatch(/^http:\/\/localhost:33333\/\?code=[\w-]+&state=S$/);
  });

  test.each([
    [{ scope: "" }, "Expected PRODUCTION"],
    [{ client_secret: client.client_secret }, "client_secret must never"],
    [{ response_type: "token" }, "Expected code"],
    [{ client_id: "practice-custom-act-on" }, "redirect_uri"],
    [{ client_id: "nobody" }, "Unknown client_id"],
  ])("%j ends on an error page", async (parameters, message) => {
    const answer = await authorize(await start(), parameters);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(await answer.text()).toContain(message);
  });

  test("the custom app is answered at port 80, which stays in the address", async () => {
    const custom = { client_id: "practice-custom-act-on", redirect_uri: "http://localhost:80" };
    expect((await authorize(await start(), custom)).headers.get("location")).toMatch(/^http:\/\/localhost:80\?code=/);
  });
});

describe("the token address", () => {
  test("answers code and password alike, with grant_type in the query too", async () => {
    const practice = await start();
    const expected = {
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3600,
      scope: "offline-access",
    };
    expect(await (await byCode(practice)).json()).toEqual(expected);
    expect(await (await token(practice, hana)).json()).toEqual(expected);
    const { grant_type, ...rest } = hana;
    const address = practice.at(`${api}/token?grant_type=${grant_type}`);
    expect(await (await postForm(address, { ...client, ...rest })).json()).toEqual(expected);
    expect((await practice.state()).counters["act-on"]).toMatchObject({ code: 1, password: 2 });
  });

  test.each([
    [{ client_secret: "wrong" }, 401, { error: "access_denied", error_description: "Unauthorized" }],
    [{ client_id: "" }, 401, { error: "access_denied", error_description: "Unauthorized" }],
    [{ password: "wrong" }, 403, { error: "invalid_grant", error_description: "Wrong email or password." }],
    [{ username: "nobody@kumo.example" }, 403, { error: "invalid_grant" }],
    [{ grant_type: "authorization_code", code: "made-up" }, 403, { error: "invalid_grant" }],
    [{ grant_type: "refresh_token", refresh_token: "made-up" }, 403, badRefresh],
    [{ grant_type: "client_credentials" }, 400, { error: "unsupported_grant_type" }],
  ])("%j is refused", async (fields, status, body) => {
    const answer = await token(await start(), { ...hana, ...fields });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(body);
  });
});

describe("refresh tokens", () => {
  test("are spent by use, and rotate", async () => {
    const practice = await start();
    const first = await tokensIn(await byCode(practice));
    const second = await tokensIn(await refresh(practice, first.refresh_token));
    expect(await (await refresh(practice, first.refresh_token)).json()).toEqual(badRefresh);
    expect((await refresh(practice, second.refresh_token)).status).toBe(200);
    expect((await read(practice, "/api/1/account", first.access_token)).status).toBe(200);
  });

  test("are ended by any later token of the same app and person, by whatever grant", async () => {
    const practice = await start();
    const first = await tokensIn(await byCode(practice));
    const second = await tokensIn(await token(practice, hana));
    expect(await (await refresh(practice, first.refresh_token)).json()).toEqual(badRefresh);
    await byCode(practice);
    expect((await refresh(practice, second.refresh_token)).status).toBe(403);
  });

  test("are not ended by another person, another app or another host", async () => {
    const practice = await start();
    const { refresh_token } = await tokensIn(await token(practice, hana));
    await token(practice, { ...hana, username: "tom@harbour.example" });
    const custom = { client_id: "practice-custom-act-on", client_secret: "practice-custom-act-on-secret" };
    expect((await token(practice, { ...hana, ...custom })).status).toBe(200);
    expect((await token(practice, hana, "https://api-eu.actonsoftware.com")).status).toBe(200);
    expect((await refresh(practice, refresh_token)).status).toBe(200);
  });

  test("lapse after thirty days", async () => {
    const practice = await start();
    const { refresh_token } = await tokensIn(await token(practice, hana));
    practice.pass(2_592_000);
    expect(await (await refresh(practice, refresh_token)).json()).toEqual(badRefresh);
  });
});

describe("logins", () => {
  test("are five an hour, codes and passwords together, renewals aside", async () => {
    const practice = await start();
    const { refresh_token } = await tokensIn(await byCode(practice));
    expect((await refresh(practice, refresh_token)).status).toBe(200);
    for (let count = 0; count < 4; count++) expect((await token(practice, hana)).status).toBe(200);
    const refused = await token(practice, hana);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, null]);
    expect(await refused.json()).toEqual({
      error: "access_denied",
      error_description: "Too many authentication requests",
    });
    expect((await byCode(practice)).status).toBe(429);
    expect((await token(practice, { ...hana, username: "tom@harbour.example" })).status).toBe(200);
    practice.pass(3600);
    expect((await token(practice, hana)).status).toBe(200);
  });

  test("may be set to another number, which has to be whole", async () => {
    const practice = await start();
    await practice.set({ services: { "act-on": { loginsPerHour: 0 } } });
    expect((await token(practice, hana)).status).toBe(429);
    const refused = await practice.set({ services: { "act-on": { loginsPerHour: 1.5 } } });
    expect(await refused.json()).toMatchObject({ allowed: ["a whole number from 0"] });
  });
});

test("what one host gives out is nothing at another", async () => {
  const practice = await start();
  const eu = "https://api-eu.actonsoftware.com";
  expect((await byCode(practice, {}, eu)).status).toBe(403);
  const { access_token, refresh_token } = await tokensIn(await byCode(practice));
  expect((await refresh(practice, refresh_token, eu)).status).toBe(403);
  expect((await read(practice, "/api/1/account", access_token, eu)).status).toBe(401);
  expect((await read(practice, "/api/1/account", access_token)).status).toBe(200);
});

describe("the API", () => {
  test("tells the account, or no more, where the lists remain", async () => {
    const practice = await start();
    const { access_token } = await tokensIn(await token(practice, hana));
    expect(await (await read(practice, "/api/1/account", access_token)).json()).toMatchObject({
      account_name: "Kumo Design Works",
      user_name: "Hana Mori",
      user_email: "hana@kumo.example",
    });
    await practice.set({ services: { "act-on": { accountCall: "absent" } } });
    const gone = await read(practice, "/api/1/account", access_token);
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ httpCode: "404", httpMessage: "Not Found" });
    const lists = await read(practice, "/api/1/list?listingtype=contact_list&count=1", access_token);
    expect(await lists.json()).toMatchObject({ offset: 0, count: 1, totalCount: 3, result: [{ name: "Customers" }] });
    expect(await (await read(practice, "/api/1/list", access_token)).json()).toMatchObject({ errorCode: 10054 });
    expect((await read(practice, "/api/2/x", access_token)).status).toBe(404);
  });

  test("refuses missing and lapsed tokens in the gateway's words, codes as text", async () => {
    const practice = await start();
    const { access_token } = await tokensIn(await token(practice, hana));
    practice.pass(3600);
    for (const answer of [
      await read(practice, "/api/1/account", access_token),
      await get(practice.at(`${api}/api/1/account`)),
    ]) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ httpCode: "401", httpMessage: "Unauthorized", moreInformation: "" });
    }
  });

  test("says in plain text where it is not enabled for the account", async () => {
    const practice = await start();
    await practice.set({ services: { "act-on": { publicApi: "off" } } });
    const { access_token } = await tokensIn(await token(practice, hana));
    const answer = await read(practice, "/api/1/account", access_token);
    expect([answer.status, await answer.text()]).toEqual([403, "PUBLIC_API_FEATURE_NOT_ENABLED"]);
  });

  test("names no time to wait", async () => {
    const practice = await start();
    await practice.fault({ service: "act-on", at: "api", kind: "rate-limit", retryAfter: 3 });
    const answer = await get(practice.at(`${api}/api/1/account`));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, null]);
  });
});
