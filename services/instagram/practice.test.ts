import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../../practice/test-kit.ts";
import { practice as instagram } from "./practice.ts";

const client = { client_id: "practice-instagram", client_secret: "practice-instagram-secret" };
const redirect_uri = "http://localhost:33333/";
const scope = "instagram_business_basic,instagram_business_manage_insights";
const day = 86_400;

const start = () => practise({ practices: [instagram], auto: "approve" });

const authorize = (practice: Practised, parameters: Record<string, string> = {}, host = "www.instagram.com") =>
  get(
    `${practice.at(`https://${host}/oauth/authorize`)}?${new URLSearchParams({ response_type: "code", client_id: client.client_id, redirect_uri, scope, state: "S", ...parameters })}`,
  );

const codeOf = async (practice: Practised) => target(await authorize(practice)).searchParams.get("code") ?? "";

const formOf = (code: string) => ({ ...client, grant_type: "authorization_code", redirect_uri, code });
const tokenAddress = "https://api.instagram.com/oauth/access_token";

const exchangeCode = async (practice: Practised, fields: Record<string, string> = {}) =>
  postForm(practice.at(tokenAddress), { ...formOf(await codeOf(practice)), ...fields });

const graph = (practice: Practised, path: string, query: Record<string, string> = {}, headers = {}) =>
  get(`${practice.at(`https://graph.instagram.com${path}`)}?${new URLSearchParams(query)}`, headers);

const longer = (practice: Practised, access_token: string, client_secret = client.client_secret) =>
  graph(practice, "/access_token", { grant_type: "ig_exchange_token", client_secret, access_token });

const refresh = (practice: Practised, access_token: string) =>
  graph(practice, "/refresh_access_token", { grant_type: "ig_refresh_token", access_token });

const tokenIn = async (answer: Response) => ((await answer.json()) as { access_token: string }).access_token;
const errorIn = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

const connect = async (practice: Practised) =>
  tokenIn(await longer(practice, await tokenIn(await exchangeCode(practice))));

describe("authorization", () => {
  test.each(["www.instagram.com", "api.instagram.com"])("at %s ends with #_", async (host) => {
    const location = (await authorize(await start(), {}, host)).headers.get("location");
    expect(location).toMatch(/^http:\/\/localhost:33333\/\?code=[\w-]+&state=S#_$/);
  });

  test("a denial comes with Meta's three words", async () => {
    const practice = await practise({ practices: [instagram], auto: "deny" });
    expect((await authorize(practice)).headers.get("location")).toBe(
      `${redirect_uri}?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=S#_`,
    );
  });

  test.each([
    [{ redirect_uri: "https://localhost:33333/" }, "Invalid redirect_uri"],
    [{ client_id: "practice-custom-instagram", redirect_uri: "https://localhost:33333" }, "Invalid redirect_uri"],
    [{ client_id: "nobody" }, "Invalid platform app"],
    [{ scope: "" }, "Invalid Scopes"],
    [{ scope: "instagram_business_basic,user_media" }, "Invalid Scopes: user_media"],
  ])("%j ends on an error page", async (parameters, message) => {
    const answer = await authorize(await start(), parameters);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(await answer.text()).toContain(message);
  });

  test("the custom app is answered at its https address, and scopes may be parted by spaces", async () => {
    const custom = { client_id: "practice-custom-instagram", redirect_uri: "https://localhost:33333/" };
    const answer = await authorize(await start(), { ...custom, scope: scope.replace(",", " ") });
    expect(target(answer).protocol).toBe("https:");
  });

  test("the consent page names what is asked for", async () => {
    const practice = await practise({ practices: [instagram] });
    expect(await (await authorize(practice)).text()).toContain("The insights of your account and media");
  });
});

describe("the first token", () => {
  test("has an id no number can hold, and nothing of RFC 6749's", async () => {
    const practice = await start();
    const source = await (await exchangeCode(practice)).text();
    expect(source).toMatch(/^\{"access_token":"IGAA[\w-]+","user_id":25025320087654321,"permissions":"[\w,]+"\}$/);
    expect(String((JSON.parse(source) as { user_id: number }).user_id)).not.toBe("25025320087654321");
  });

  test("may be wrapped in data, with permissions in an array", async () => {
    const practice = await start();
    await practice.set({ services: { instagram: { shape: "data", permissions: "array" } } });
    const answer = (await (await exchangeCode(practice)).json()) as { data: { permissions: string[] }[] };
    expect(answer.data[0]?.permissions).toEqual(scope.split(","));
  });

  test("lives an hour", async () => {
    const practice = await start();
    const access_token = await tokenIn(await exchangeCode(practice));
    practice.pass(3599);
    expect((await graph(practice, "/me", { access_token })).status).toBe(200);
    practice.pass(1);
    expect(await errorIn(await graph(practice, "/me", { access_token }))).toMatchObject({
      code: 190,
      error_subcode: 463,
    });
  });

  test("is asked for with a form, multipart too, not with JSON", async () => {
    const practice = await start();
    const form = new FormData();
    for (const [name, value] of Object.entries(formOf(await codeOf(practice)))) form.set(name, value);
    expect((await fetch(practice.at(tokenAddress), { method: "POST", body: form })).status).toBe(200);
    const body = JSON.stringify(formOf(await codeOf(practice)));
    const headers = { "content-type": "application/json" };
    expect((await fetch(practice.at(tokenAddress), { method: "POST", body, headers })).status).toBe(400);
  });

  test.each([
    [{ client_id: "1234" }, "Invalid platform app"],
    [{ client_secret: "wrong" }, "Invalid platform app"],
    [{ code: "made-up" }, "Matching code was not found or was already used"],
    [
      { redirect_uri: "http://localhost:33333" },
      /^Error validating verification code\. Please make sure your redirect_uri is identical/,
    ],
  ])("%j is refused in the words of api.instagram.com", async (fields, message) => {
    const answer = await exchangeCode(await start(), fields);
    expect(answer.status).toBe(400);
    const matching = typeof message === "string" ? message : expect.stringMatching(message);
    expect(await answer.json()).toEqual({ error_type: "OAuthException", code: 400, error_message: matching });
  });

  test("a code works once, for an hour, and without the tail of the address", async () => {
    const practice = await start();
    const code = await codeOf(practice);
    expect((await exchangeCode(practice, { code: `${code}#_` })).status).toBe(400);
    expect((await exchangeCode(practice, { code })).status).toBe(200);
    expect(await (await exchangeCode(practice, { code })).json()).toMatchObject({
      error_message: "This authorization code has been used",
    });
    const late = await codeOf(practice);
    practice.pass(3600);
    expect(await (await exchangeCode(practice, { code: late })).json()).toMatchObject({
      error_message: "This authorization code has expired",
    });
  });
});

describe("the long-lived token", () => {
  test("comes for the first one and the secret", async () => {
    const practice = await start();
    const first = await tokenIn(await exchangeCode(practice));
    expect((await longer(practice, first, "wrong")).status).toBe(400);
    expect(await (await longer(practice, first)).json()).toEqual({
      access_token: expect.stringMatching(/^IGAA/),
      token_type: "bearer",
      expires_in: 5_183_944,
    });
    expect(await errorIn(await refresh(practice, first))).toMatchObject({ code: 452 });
    expect(await errorIn(await longer(practice, await connect(practice)))).toMatchObject({ code: 452 });
  });

  test("renews itself from its first day to its last, and the old one stays good", async () => {
    const practice = await start();
    const old = await connect(practice);
    practice.pass(day - 1);
    const early = await refresh(practice, old);
    expect([early.status, (await errorIn(early)).code]).toEqual([400, 10]);
    practice.pass(1);
    const fresh = await tokenIn(await refresh(practice, old));
    for (const access_token of [old, fresh]) expect((await graph(practice, "/me", { access_token })).status).toBe(200);
    practice.pass(5_183_944 - day);
    expect(await errorIn(await refresh(practice, old))).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await refresh(practice, fresh)).status).toBe(200);
    expect((await practice.state()).counters.instagram).toMatchObject({ code: 1, exchange: 1, refresh: 4 });
  });

  test("may be renewed at once where it lives less than two days, unless told otherwise", async () => {
    const practice = await start();
    await practice.set({ services: { instagram: { accessTokenLifetime: 60 } } });
    const short = await connect(practice);
    expect(await (await refresh(practice, short)).json()).toMatchObject({ expires_in: 60 });
    await practice.set({ services: { instagram: { minimumAge: 30 } } });
    expect((await refresh(practice, short)).status).toBe(400);
    practice.pass(30);
    expect((await refresh(practice, short)).status).toBe(200);
    expect((await practice.set({ services: { instagram: { minimumAge: null } } })).status).toBe(200);
  });

  test("is refused with HTTP 400 where it was revoked, is broken or missing", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    await practice.fault({ service: "instagram", at: "token", kind: "revoked-grant" });
    const ended = await refresh(practice, access_token);
    expect(ended.status).toBe(400);
    expect(await errorIn(ended)).toMatchObject({
      type: "OAuthException",
      code: 190,
      error_subcode: 458,
      fbtrace_id: expect.any(String),
    });
    expect(await errorIn(await graph(practice, "/me", { access_token: "IGAAx" }))).toMatchObject({ code: 190 });
    expect(await errorIn(await graph(practice, "/me"))).toMatchObject({ code: 104 });
  });
});

describe("the account", () => {
  const fields = "user_id,username,name,account_type,media_count";

  test("tells its two ids apart, with a version or without, by header or query", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    const expected = {
      id: "25025320087654321",
      user_id: "3218475",
      username: "kumo.design",
      name: "Hana Mori",
      account_type: "Business",
      media_count: 42,
    };
    const byHeader = { authorization: `Bearer ${access_token}` };
    expect(await (await graph(practice, "/v25.0/me", { fields, access_token })).json()).toEqual(expected);
    expect(await (await graph(practice, "/me", { fields }, byHeader)).json()).toEqual(expected);
    expect(await (await graph(practice, "/v20.0/3218475", { fields }, byHeader)).json()).toEqual(expected);
    expect(await errorIn(await graph(practice, "/v25.0/me", { fields: "email", access_token }))).toMatchObject({
      code: 100,
    });
    expect(await errorIn(await graph(practice, "/v25.0/17841405793187218", { access_token }))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });

  test("may be wrapped in data, and may be somebody else's with a long id", async () => {
    const practice = await start();
    await practice.set({ services: { instagram: { person: "tom", profileShape: "data" } } });
    const access_token = await connect(practice);
    expect(await (await graph(practice, "/me", { fields: "user_id", access_token })).json()).toEqual({
      data: [{ id: "17841400000000007", user_id: "17841405793187218" }],
    });
  });

  test("lists its media page by page, the token in the next address", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    const first = await graph(practice, "/v25.0/3218475/media", { fields: "caption,media_type", access_token });
    const { data, paging } = (await first.json()) as { data: unknown[]; paging: { next?: string } };
    expect(data).toHaveLength(25);
    expect(data[0]).toMatchObject({ caption: "Post 42", media_type: "IMAGE" });
    expect(paging.next).toMatch(/^https:\/\/graph\.instagram\.com\/v25\.0\/3218475\/media\?.*access_token=IGAA/);
    const last = (await (await get(practice.at(paging.next ?? ""))).json()) as { data: unknown[]; paging: object };
    expect(last.data).toHaveLength(17);
    expect(last.paging).not.toHaveProperty("next");
  });

  test("too many requests are told in Meta's two ways", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    await practice.fault({ service: "instagram", at: "api", kind: "rate-limit" });
    const answer = await graph(practice, "/me", { access_token });
    expect(answer.headers.get("x-app-usage")).toContain('"call_count":100');
    expect(await errorIn(answer)).toMatchObject({ code: 4 });
    await practice.fault({ service: "instagram", at: "token", kind: "rate-limit" });
    expect(await (await exchangeCode(practice)).json()).toMatchObject({
      error_type: "OAuthRateLimitException",
      code: 429,
    });
  });
});
