import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../../practice/test-kit.ts";
import { practice as instagram } from "./practice.ts";

const client = { client_id: "practice-instagram-facebook", client_secret: "practice-instagram-facebook-secret" };
const other = { client_id: "practice-instagram", client_secret: "practice-instagram-secret" };
const redirect_uri = "https://localhost:33333/";
const scope = "instagram_basic,pages_show_list,business_management";

const start = () => practise({ practices: [instagram], auto: "approve" });

const authorize = (practice: Practised, parameters: Record<string, string> = {}) =>
  get(
    `${practice.at("https://www.facebook.com/v23.0/dialog/oauth")}?${new URLSearchParams({ response_type: "code", client_id: client.client_id, redirect_uri, scope, state: "S", ...parameters })}`,
  );

const graph = (practice: Practised, path: string, query: Record<string, string> = {}, host = "graph.facebook.com") =>
  get(`${practice.at(`https://${host}${path}`)}?${new URLSearchParams(query)}`);

const tokenPath = "/v23.0/oauth/access_token";

const codeOf = async (practice: Practised, parameters?: Record<string, string>) =>
  target(await authorize(practice, parameters)).searchParams.get("code") ?? "";

const exchangeCode = async (practice: Practised, fields: Record<string, string> = {}) =>
  graph(practice, tokenPath, { ...client, redirect_uri, code: await codeOf(practice), ...fields });

const longer = (practice: Practised, fb_exchange_token: string, fields: Record<string, string> = {}) =>
  graph(practice, tokenPath, { grant_type: "fb_exchange_token", ...client, fb_exchange_token, ...fields });

const tokenIn = async (answer: Response) => ((await answer.json()) as { access_token: string }).access_token;
const errorIn = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

const connect = async (practice: Practised, parameters?: Record<string, string>) =>
  tokenIn(await exchangeCode(practice, parameters ? { code: await codeOf(practice, parameters) } : {}));

describe("authorization", () => {
  test("brings a code to the https address, with Facebook's tail", async () => {
    const location = (await authorize(await start())).headers.get("location");
    expect(location).toMatch(/^https:\/\/localhost:33333\/\?code=[\w-]+&state=S#_=_$/);
  });

  test("a denial comes with Meta's words and a number", async () => {
    const practice = await practise({ practices: [instagram], auto: "deny" });
    expect(Object.fromEntries(target(await authorize(practice)).searchParams)).toEqual({
      error: "access_denied",
      error_code: "200",
      error_description: "Permissions error",
      error_reason: "user_denied",
      state: "S",
    });
  });

  test.each([
    [{ redirect_uri: "https://localhost:33333" }, "URL Blocked"],
    [{ redirect_uri: "http://localhost:33333/" }, "URL Blocked"],
    [{ client_id: other.client_id }, "Invalid App ID"],
    [{ scope: "instagram_basic pages_show_list" }, "Invalid Scopes: instagram_basic pages_show_list"],
    [{ scope: "instagram_business_basic" }, "Invalid Scopes"],
    [{ response_type: "token" }, "Invalid response_type"],
  ])("%j ends on an error page", async (parameters, message) => {
    const answer = await authorize(await start(), parameters);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(await answer.text()).toContain(message);
  });
});

describe("tokens", () => {
  test("come by GET or POST, with no refresh token, the hour said or not", async () => {
    const practice = await start();
    const answer = await exchangeCode(practice);
    const expected = { access_token: expect.stringMatching(/^EAA/), token_type: "bearer" };
    expect(await answer.json()).toEqual({ ...expected, expires_in: 5184 });
    await practice.set({ services: { instagram: { facebookExpiresIn: "absent" } } });
    const form = { ...client, redirect_uri, code: await codeOf(practice) };
    const posted = await postForm(practice.at(`https://graph.facebook.com${tokenPath}`), form);
    const short = (await posted.json()) as { access_token: string };
    expect(short).toEqual(expected);
    const long = (await (await longer(practice, short.access_token)).json()) as { access_token: string };
    expect(long).toEqual({ ...expected, expires_in: 5_180_419 });
    expect(await (await longer(practice, long.access_token)).json()).toMatchObject({ expires_in: 5_180_419 });
  });

  test.each([
    [other, 101, undefined],
    [{ client_id: "nobody" }, 101, undefined],
    [{ client_secret: "wrong" }, 1, undefined],
    [{ code: "made-up" }, 100, undefined],
    [{ redirect_uri: "https://localhost:33333" }, 100, 36008],
  ])("%j is refused as Graph does", async (fields: Record<string, string>, code, subcode) => {
    const answer = await exchangeCode(await start(), fields);
    expect(answer.status).toBe(400);
    expect(await errorIn(answer)).toMatchObject({
      type: "OAuthException",
      code,
      ...(subcode ? { error_subcode: subcode } : {}),
    });
  });

  test("lapse, and then bring no other", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    practice.pass(5184);
    expect(await errorIn(await longer(practice, access_token))).toMatchObject({ code: 190, error_subcode: 463 });
    expect(await errorIn(await graph(practice, "/me", { access_token }))).toMatchObject({ code: 190 });
  });

  test("a code works once", async () => {
    const practice = await start();
    const code = await codeOf(practice);
    expect((await exchangeCode(practice, { code })).status).toBe(200);
    expect(await errorIn(await exchangeCode(practice, { code }))).toMatchObject({ code: 100, error_subcode: 36009 });
  });
});

describe("the two products", () => {
  const login = async (practice: Practised, app: Record<string, string>) => {
    const query = { response_type: "code", scope: "instagram_business_basic", redirect_uri: "http://localhost:1/" };
    const asked = await graph(practice, "/oauth/authorize", { ...other, ...query }, "www.instagram.com");
    return postForm(practice.at("https://api.instagram.com/oauth/access_token"), {
      ...app,
      grant_type: "authorization_code",
      redirect_uri: query.redirect_uri,
      code: target(asked).searchParams.get("code") ?? "",
    });
  };

  test("do not know each other's app", async () => {
    const practice = await start();
    expect(await (await login(practice, client)).json()).toMatchObject({ error_message: "Invalid platform app" });
    expect((await login(practice, other)).status).toBe(200);
  });

  test("do not take each other's tokens", async () => {
    const practice = await start();
    const facebook = await connect(practice);
    const own = await tokenIn(await login(practice, other));
    const at = async (host: string, access_token: string) => {
      const answer = await graph(practice, "/v23.0/me", { access_token }, host);
      return answer.ok ? 0 : (await errorIn(answer)).code;
    };
    expect(await at("graph.facebook.com", facebook)).toBe(0);
    expect(await at("graph.instagram.com", own)).toBe(0);
    expect(await at("graph.facebook.com", own)).toBe(190);
    expect(await at("graph.instagram.com", facebook)).toBe(190);
    expect(await errorIn(await longer(practice, own))).toMatchObject({ code: 190 });
  });
});

describe("the Graph API", () => {
  const fields = "id,name,instagram_business_account{id,username}";

  interface Listing {
    readonly data: readonly { readonly name: string; readonly instagram_business_account?: object }[];
    readonly paging: { readonly next?: string };
  }

  test("tells who the person is", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    expect(await (await graph(practice, "/v23.0/me", { fields: "id,name", access_token })).json()).toEqual({
      id: "122101234567890123",
      name: "Hana Mori",
    });
  });

  test("lists three Pages in two answers, one with no account", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    const first = (await (
      await graph(practice, "/me/accounts", { fields, limit: "100", access_token })
    ).json()) as Listing;
    const second = (await (await get(practice.at(first.paging.next ?? ""))).json()) as Listing;
    expect(second.paging.next).toBeUndefined();
    expect([...first.data, ...second.data].map((page) => page.instagram_business_account)).toEqual([
      { id: "3218475", username: "kumo.design" },
      undefined,
      { id: "17841405793187218", username: "tom.makes.things" },
    ]);
    const wrong = "id,instagram_business_account{shoe_size}";
    expect(await errorIn(await graph(practice, "/me/accounts", { fields: wrong, access_token }))).toMatchObject({
      code: 100,
      message: expect.stringContaining("(shoe_size) on node type (IGUser)"),
    });
  });

  test("shows what was allowed, and no more", async () => {
    const practice = await start();
    const blind = await connect(practice, { scope: "instagram_basic" });
    expect(await (await graph(practice, "/me/accounts", { fields, access_token: blind })).json()).toMatchObject({
      data: [],
    });
    const bare = await connect(practice, { scope: "pages_show_list" });
    const { data } = (await (await graph(practice, "/me/accounts", { fields, access_token: bare })).json()) as Listing;
    expect(data.some((page) => "instagram_business_account" in page)).toBe(false);
    expect(await errorIn(await graph(practice, "/3218475", { access_token: bare }))).toMatchObject({ code: 10 });
  });

  test("shows the accounts that are linked, by the id everybody sees", async () => {
    const practice = await start();
    const access_token = await connect(practice);
    const asked = { fields: "id,username,name,profile_picture_url,followers_count,media_count", access_token };
    expect(await (await graph(practice, "/v23.0/17841405793187218", asked)).json()).toMatchObject({
      id: "17841405793187218",
      username: "tom.makes.things",
      media_count: 3,
    });
    const media = await graph(practice, "/3218475/media", { fields: "caption", access_token });
    expect(((await media.json()) as Listing).data).toHaveLength(25);
    const strange = await graph(practice, "/25025320087654321", { access_token });
    expect(await errorIn(strange)).toMatchObject({ code: 100, error_subcode: 33 });
    await practice.set({ services: { instagram: { person: "tom" } } });
    const toms = await connect(practice);
    expect((await graph(practice, "/3218475", { access_token: toms })).status).toBe(400);
  });

  test("tells in Graph's words of too many requests", async () => {
    const practice = await start();
    await practice.fault({ service: "instagram", at: "token", kind: "rate-limit" });
    const answer = await exchangeCode(practice);
    expect(answer.headers.get("x-app-usage")).toContain('"call_count":100');
    expect(await errorIn(answer)).toMatchObject({ code: 4 });
  });
});
