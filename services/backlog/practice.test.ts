import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../../practice/test-kit.ts";
import { practice as backlog } from "./practice.ts";

const client = { client_id: "practice-custom-backlog", client_secret: "practice-custom-backlog-secret" };
const redirect_uri = "http://localhost:33333";
const com = "https://kumo.backlog.com";
const jp = "https://kumo.backlog.jp";
const start = () => practise({ practices: [backlog], auto: "approve" });

const authorize = (practice: Practised, parameters: Record<string, string> = {}, space = com) =>
  get(
    `${practice.at(`${space}/OAuth2AccessRequest.action`)}?${new URLSearchParams({ response_type: "code", client_id: client.client_id, redirect_uri, ...parameters })}`,
  );

const token = (practice: Practised, fields: Record<string, string>, space = com) =>
  postForm(practice.at(`${space}/api/v2/oauth2/token`), { ...client, ...fields });

const exchange = async (practice: Practised, fields: Record<string, string> = {}, space = com) =>
  token(
    practice,
    {
      grant_type: "authorization_code",
      redirect_uri,
      code: target(await authorize(practice)).searchParams.get("code") ?? "",
      ...fields,
    },
    space,
  );

const connect = async (practice: Practised) =>
  (await (await exchange(practice)).json()) as { access_token: string; refresh_token: string };

const byKey = (practice: Practised, path: string, apiKey = "practice-backlog-key", space = com) =>
  get(`${practice.at(`${space}/api/v2/${path}`)}${path.includes("?") ? "&" : "?"}apiKey=${apiKey}`);

const byToken = (practice: Practised, path: string, access: string, space = com) =>
  get(practice.at(`${space}/api/v2/${path}`), { authorization: `Bearer ${access}` });

const codeIn = async (answer: Response) => ((await answer.json()) as { errors: { code: number }[] }).errors[0]?.code;

describe("OAuth", () => {
  test("has the app a person registered, and no other", async () => {
    const practice = await start();
    expect((await authorize(practice)).headers.get("location")).toMatch(/^http:\/\/localhost:33333\?code=[\w-]+$/);
    expect((await authorize(practice, { redirect_uri: `${redirect_uri}/` })).status).toBe(400);
    expect((await authorize(practice, { client_id: "practice-backlog" })).status).toBe(400);
    expect((await authorize(practice, { response_type: "" })).status).toBe(400);
  });

  test("answers with four fields, and renews", async () => {
    const practice = await start();
    const answer = await exchange(practice);
    const tokens = (await answer.json()) as { refresh_token: string };
    expect(tokens).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: expect.any(String),
    });
    const { refresh_token } = tokens;
    const renewed = (await (await token(practice, { grant_type: "refresh_token", refresh_token })).json()) as object;
    expect(renewed).not.toMatchObject({ refresh_token });
    expect((await token(practice, { grant_type: "refresh_token", refresh_token })).status).toBe(400);
  });

  test("may leave the refresh token as it is", async () => {
    const practice = await start();
    await practice.set({ services: { backlog: { rotation: "none" } } });
    const { refresh_token } = await connect(practice);
    expect(await (await token(practice, { grant_type: "refresh_token", refresh_token })).json()).toMatchObject({
      refresh_token,
    });
  });

  test.each([
    [{ code: "made-up" }, 400, { error: "invalid_grant", error_description: "Grant is invalid." }],
    [{ redirect_uri: "" }, 400, { error: "invalid_grant" }],
    [{ client_secret: "wrong" }, 401, { error: "invalid_client" }],
    [{ grant_type: "password" }, 400, { error: "unsupported_grant_type" }],
  ])("%j is refused", async (fields, status, body) => {
    const answer = await exchange(await start(), fields);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(body);
  });
});

describe("the two spaces", () => {
  test("take nothing of each other", async () => {
    const practice = await start();
    const { access_token, refresh_token } = await connect(practice);
    expect((await byToken(practice, "space", access_token)).status).toBe(200);
    expect((await byToken(practice, "space", access_token, jp)).status).toBe(401);
    expect((await token(practice, { grant_type: "refresh_token", refresh_token }, jp)).status).toBe(400);
    expect((await exchange(practice, {}, jp)).status).toBe(400);
    expect((await byKey(practice, "space", undefined, jp)).status).toBe(401);
    expect((await byKey(practice, "space", "practice-backlog-key-jp")).status).toBe(401);
    const space = await byKey(practice, "space", "practice-backlog-key-jp", jp);
    expect(await space.json()).toMatchObject({ spaceKey: "kumo", lang: "ja" });
  });

  test.each(["other.backlog.com", "kumo.backlogtool.com", "other.backlog.jp"])("%s does not exist", async (host) => {
    const practice = await start();
    expect((await byKey(practice, "space", undefined, `https://${host}`)).status).toBe(404);
    expect((await authorize(practice, {}, `https://${host}`)).status).toBe(404);
    expect((await token(practice, {}, `https://${host}`)).status).toBe(404);
  });
});

describe("the API", () => {
  test("answers to key and token alike", async () => {
    const practice = await start();
    const { access_token } = await connect(practice);
    for (const path of ["users/myself", "space", "projects"])
      expect(await (await byKey(practice, path)).json()).toEqual(
        await (await byToken(practice, path, access_token)).json(),
      );
    expect(await (await byKey(practice, "users/myself")).json()).toMatchObject({
      userId: "hana",
      mailAddress: "hana@kumo.example",
      nulabAccount: { nulabId: "practice-hana" },
    });
    const archived = (await (await byKey(practice, "projects?archived=true")).json()) as object[];
    expect(archived).toMatchObject([{ projectKey: "OLD", archived: true }]);
    expect(await codeIn(await byKey(practice, "issues"))).toBe(6);
  });

  test("the key stands in the address, and in no journal", async () => {
    const practice = await start();
    await byKey(practice, "space");
    const [{ address = "" } = {}] = (await practice.state()).recent;
    expect(decodeURIComponent(address)).toBe(`${com}/api/v2/space?apiKey=••••`);
  });

  test("people may have no Nulab account", async () => {
    const practice = await start();
    await practice.set({ services: { backlog: { nulabAccount: "null" } } });
    expect(await (await byKey(practice, "users/myself")).json()).toMatchObject({ nulabAccount: null });
  });

  test("key and token together are refused", async () => {
    const practice = await start();
    const { access_token } = await connect(practice);
    const answer = await byToken(practice, "space?apiKey=practice-backlog-key", access_token);
    expect([answer.status, await codeIn(answer)]).toEqual([400, 7]);
  });

  test("a bad key, and nothing at all, are told in JSON", async () => {
    const practice = await start();
    for (const answer of [await byKey(practice, "space", "wrong"), await get(practice.at(`${com}/api/v2/space`))]) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ errors: [{ message: "Authentication failure.", code: 11, moreInfo: "" }] });
    }
    await practice.fault({ service: "backlog", at: "api", kind: "revoked-grant" });
    expect((await byKey(practice, "space")).status).toBe(401);
  });

  test("a bad or lapsed token is told in a header, and the body is no JSON", async () => {
    const practice = await start();
    const { access_token } = await connect(practice);
    practice.pass(3600);
    const lapsed = await byToken(practice, "space", access_token);
    expect(lapsed.status).toBe(401);
    expect(lapsed.headers.get("www-authenticate")).toBe(
      'Bearer error="invalid_token", error_description="The access token expired"',
    );
    await expect(lapsed.json()).rejects.toThrow(SyntaxError);
    const bad = await byToken(practice, "space", "made-up");
    expect(bad.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test("a space may ask for two factors", async () => {
    const practice = await start();
    await practice.set({ services: { backlog: { requireMfa: "on" } } });
    const answer = await byKey(practice, "users/myself");
    expect([answer.status, await codeIn(answer)]).toEqual([401, 12]);
  });
});

describe("the allowance", () => {
  const headersOf = (answer: Response) =>
    ["limit", "remaining", "reset"].map((name) => Number(answer.headers.get(`x-ratelimit-${name}`)));
  const now = Date.UTC(2026, 10, 22) / 1000;

  test("stands in every answer, in epoch seconds, and at its own address", async () => {
    const practice = await start();
    expect(headersOf(await byKey(practice, "space"))).toEqual([600, 599, now + 60]);
    expect(headersOf(await byKey(practice, "space", "wrong"))).toEqual([600, 599, now + 60]);
    const answer = await byKey(practice, "rateLimit");
    expect(await answer.json()).toMatchObject({
      rateLimit: { read: { limit: 600, remaining: 598, reset: now + 60 }, update: { limit: 150 } },
    });
  });

  test("runs out, and comes back with the next minute", async () => {
    const practice = await start();
    await practice.set({ services: { backlog: { readsPerMinute: 1 } } });
    expect((await byKey(practice, "space")).status).toBe(200);
    const refused = await byKey(practice, "space");
    expect([refused.status, ...headersOf(refused)]).toEqual([429, 1, 0, now + 60]);
    expect([refused.headers.get("retry-after"), await codeIn(refused)]).toEqual([null, 13]);
    practice.pass(60);
    expect((await byKey(practice, "space")).status).toBe(200);
  });

  test("is used up by the fault rate-limit, for as long as it says", async () => {
    const practice = await start();
    await practice.fault({ service: "backlog", at: "api", kind: "rate-limit", retryAfter: 7 });
    expect(headersOf(await byKey(practice, "space"))).toEqual([600, 0, now + 7]);
  });
});
