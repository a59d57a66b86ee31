import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { get, postForm, practise, sampleService, target } from "./test-kit.ts";

const practices = [sampleService];
const query = new URLSearchParams({
  client_id: "practice-sample",
  redirect_uri: "http://localhost:33333/",
  state: "canary-state",
});

const connected = async () => {
  const practice = await practise({ practices, auto: "approve" });
  const code =
    target(await get(`${practice.at("https://sample.example/authorize")}?${query}`)).searchParams.get("code") ?? "";
  const answer = await postForm(practice.at("https://sample.example/token"), {
    grant_type: "authorization_code",
    client_id: "practice-sample",
    client_secret: "practice-sample-secret",
    redirect_uri: "http://localhost:33333/",
    code,
  });
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
  const thing = () =>
    get(practice.at("https://acme.sample.example/things/1?token=canary-query"), {
      authorization: `Bearer ${tokens.access_token}`,
    });
  return { practice, code, tokens, thing };
};

test("the state counts and remembers requests, with no secret", async () => {
  const { practice, code, tokens, thing } = await connected();
  await thing();
  await get(practice.at("https://unknown.example/x"));
  const state = await practice.state();
  expect(state.counters).toEqual({ sample: { authorize: 1, token: 1, api: 1 } });
  expect(state.grants).toEqual({ sample: 1 });
  expect(state.recent.map(({ status }) => status)).toEqual([302, 200, 200, 404]);
  expect(state.recent[1]?.form).toMatchObject({
    grant_type: "authorization_code",
    client_secret: "••••",
    code: "••••",
  });
  const shown = JSON.stringify(state) + (await (await get(practice.control)).text());
  for (const secret of [
    code,
    tokens.access_token,
    tokens.refresh_token,
    "practice-sample-secret",
    "canary-state",
    "canary-query",
  ])
    expect(shown).not.toContain(secret);
});

test("the page shows settings and requests in the reader's language", async () => {
  const { practice } = await connected();
  const answer = await get(practice.control, { "accept-language": "ja" });
  const source = await answer.text();
  expect(source).toContain("練習用プロバイダー");
  expect(source).toContain(
    'rotation single-use</code> <span class="soft">(single-use, none, revoke-family) リフレッシュ',
  );
  expect(answer.headers.get("content-security-policy")).toContain("form-action 'none'");
  expect((await get(practice.origin)).headers.get("location")).toBe("/_practice/");
});

test("expire makes tokens lapse with no time passing; a new one is good", async () => {
  const { practice, tokens, thing } = await connected();
  await practice.send("POST", "expire", { service: "sample" });
  expect(await (await thing()).json()).toEqual({ error: "expired" });
  const form = { grant_type: "refresh_token", client_id: "practice-sample", client_secret: "practice-sample-secret" };
  const renewed = await postForm(practice.at("https://sample.example/token"), {
    ...form,
    refresh_token: tokens.refresh_token,
  });
  expect(renewed.status).toBe(200);
});

test("a changed lifetime applies to the tokens given out from then on", async () => {
  const { practice, thing } = await connected();
  await practice.set({ services: { sample: { accessTokenLifetime: 5 } } });
  practice.pass(3599);
  expect((await thing()).status).toBe(200);
  practice.pass(1);
  expect((await thing()).status).toBe(401);
});

test("revoke ends every grant, reset forgets everything", async () => {
  const { practice, thing } = await connected();
  await practice.send("POST", "revoke", { service: "sample" });
  expect(await (await thing()).json()).toEqual({ error: "ended" });
  await practice.set({ auto: "deny", services: { sample: { person: "two" } } });
  await practice.fault({ service: "sample", at: "api", kind: "drop", times: 0 });
  await practice.send("POST", "reset");
  expect(await practice.state()).toMatchObject({ settings: { auto: "approve" }, counters: {}, faults: [], recent: [] });
  expect(await (await thing()).json()).toEqual({ error: "unknown" });
});

test("a registered app is known at once, its callback compared exactly", async () => {
  const { practice } = await connected();
  const answer = await practice.send("POST", "apps", mine);
  expect(await answer.text()).not.toContain("s3");
  const at = (redirect_uri: string) =>
    get(
      `${practice.at("https://sample.example/authorize")}?${new URLSearchParams({ client_id: "mine", redirect_uri })}`,
    );
  expect((await at("http://localhost:8000/cb")).status).toBe(302);
  expect((await at("http://localhost:8000/cb/")).status).toBe(400);
});

const mine = {
  service: "sample",
  OAuthClientId: "mine",
  OAuthClientSecret: "s3",
  CallbackURL: "http://localhost:8000/cb",
};

describe("what is not taken", () => {
  test.each([
    ["PATCH", "settings", { autos: "deny" }, ["auto", "services"]],
    ["PATCH", "settings", { auto: "maybe" }, ["approve", "deny"]],
    ["PATCH", "settings", { services: { other: {} } }, ["sample"]],
    [
      "PATCH",
      "settings",
      { services: { sample: { speed: 1 } } },
      ["codeLifetime", "accessTokenLifetime", "rotation", "person"],
    ],
    ["PATCH", "settings", { services: { sample: { rotation: "twice" } } }, ["single-use", "none", "revoke-family"]],
    ["PATCH", "settings", { services: { sample: { codeLifetime: -1 } } }, ["a number of seconds from 0"]],
    ["POST", "faults", { service: "sample", at: "api", kind: "deny" }, ["authorize"]],
    ["POST", "faults", { service: "sample", at: "api", kind: "gremlin" }, undefined],
    ["POST", "faults", { service: "sample", at: "api", kind: "drop", often: 2 }, undefined],
    ["POST", "faults", { service: "sample", at: "api", kind: "drop", times: 0.5 }, undefined],
    ["POST", "revoke", { service: "nobody" }, ["sample"]],
    ["POST", "expire", "[]", ["service"]],
    ["POST", "apps", { service: "sample", OAuthClientId: "practice-sample" }, undefined],
    ["POST", "apps", { ...mine, CallbackURL: "somewhere" }, undefined],
    ["POST", "apps", { ...mine, CallbackURL: "http://localhost/日本" }, undefined],
    ["POST", "apps", "{", undefined],
  ])("%s %s %j", async (method, path, body, allowed) => {
    const { practice } = await connected();
    const before = (await practice.state()).settings;
    const answer = await practice.send(method, path, body);
    expect(answer.status).toBe(400);
    const told = (await answer.json()) as { error: string; allowed?: string[] };
    expect(told.error).not.toBe("");
    if (allowed) expect(told.allowed).toEqual(allowed);
    expect((await practice.state()).settings).toEqual(before);
  });

  test("unknown addresses and methods", async () => {
    const { practice } = await connected();
    expect((await practice.send("POST", "explode", {})).status).toBe(404);
    expect((await practice.send("PUT", "settings", {})).status).toBe(405);
    expect((await get(practice.at("https://sample.example/token"))).status).toBe(405);
  });
});

describe("who is kept out", () => {
  test("pages of other origins, whatever they ask", async () => {
    const { practice } = await connected();
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
      expect((await practice.send("POST", "reset", undefined, { origin })).status).toBe(403);
      expect((await get(`${practice.control}state`, { origin })).status).toBe(403);
    }
    expect((await practice.send("POST", "reset", undefined, { origin: practice.origin })).status).toBe(200);
  });

  test("bodies that a plain form could send", async () => {
    const { practice } = await connected();
    const answer = await practice.send("POST", "revoke", { service: "sample" }, { "content-type": "text/plain" });
    expect(answer.status).toBe(415);
  });

  test.each(["evil.example", "127.0.0.1.evil.example:80"])("the Host %s, on every address", async (host) => {
    const { practice } = await connected();
    const status = (path: string) =>
      new Promise((resolve) => {
        request(`${practice.origin}${path}`, { headers: { host } }, (answer) =>
          resolve(answer.resume().statusCode),
        ).end();
      });
    expect(await status("/_practice/state")).toBe(403);
    expect(await status("/acme.sample.example/things/1")).toBe(403);
  });

  test("bodies without an end", async () => {
    const { practice } = await connected();
    const answer = await postForm(practice.at("https://sample.example/token"), { code: "x".repeat(1_100_000) });
    expect(answer.status).toBe(400);
  });
});
