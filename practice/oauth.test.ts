import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { practiceApps, startPractice } from "./index.ts";
import { get, type Practised, postForm, practise, sampleService, target } from "./test-kit.ts";

const practices = [sampleService];
const client = { client_id: "practice-sample", client_secret: "practice-sample-secret" };
const callback = "http://127.0.0.1:51234/callback";

const authorize = (practice: Practised, parameters: Record<string, string> = {}) =>
  `${practice.at("https://sample.example/authorize")}?${new URLSearchParams({ client_id: client.client_id, redirect_uri: callback, state: "s t&1", ...parameters })}`;

const codeOf = async (practice: Practised, parameters?: Record<string, string>) =>
  target(await get(authorize(practice, parameters))).searchParams.get("code") ?? "";

const exchange = (practice: Practised, code: string, fields: Record<string, string> = {}) =>
  postForm(practice.at("https://sample.example/token"), {
    ...client,
    grant_type: "authorization_code",
    code,
    redirect_uri: callback,
    ...fields,
  });

const refresh = (practice: Practised, token: string) =>
  postForm(practice.at("https://sample.example/token"), {
    ...client,
    grant_type: "refresh_token",
    refresh_token: token,
  });

const connect = async (practice: Practised) =>
  (await (await exchange(practice, await codeOf(practice))).json()) as { access_token: string; refresh_token: string };

const thing = (practice: Practised, token: string) =>
  get(practice.at("https://acme.sample.example/things/7"), { authorization: `Bearer ${token}` });

test("the embedded apps are named by service", () => {
  expect(practiceApps(practices)).toEqual({
    sample: {
      OAuthClientId: "practice-sample",
      OAuthClientSecret: "practice-sample-secret",
      CallbackURL: "http://localhost:33333/",
    },
  });
});

describe("the consent page", () => {
  test("speaks the browser's language, escapes names, and lets its form lead to the callback only", async () => {
    const practice = await practise({ practices });
    const english = await get(authorize(practice), { "accept-language": "fr;q=0.9, en-GB;q=0.8, ja;q=0.1" });
    const source = await english.text();
    expect(english.status).toBe(200);
    expect(source).toContain('<html lang="en">');
    expect(source).toContain("Practice only. This page is not Sample &amp; Co");
    expect(source).toContain("One &lt;b&gt;");
    expect(source).toMatch(/value="one" checked>/);
    expect(source).toContain("Allow access");
    const policy = english.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:51234;");
    const japanese = await (await get(authorize(practice), { "accept-language": "ja,en;q=0.5" })).text();
    expect(japanese).toContain('<html lang="ja">');
    expect(japanese).toContain("許可する");
  });

  test("its form brings a code, or the denial, with the state unchanged", async () => {
    const practice = await practise({ practices });
    const allowed = await postForm(authorize(practice), { person: "two", decision: "allow" });
    expect(target(allowed).searchParams.get("state")).toBe("s t&1");
    const answer = await exchange(practice, target(allowed).searchParams.get("code") ?? "");
    const { access_token } = (await answer.json()) as { access_token: string };
    expect(await (await thing(practice, access_token)).json()).toEqual({
      thing: "7",
      host: "acme.sample.example",
      person: "two",
    });
    const denied = target(await postForm(authorize(practice), { person: "two", decision: "deny" }));
    expect(denied.href).toBe(`${callback}?error=access_denied&state=s+t%261`);
  });

  test("takes no form of another page", async () => {
    const practice = await practise({ practices });
    const fields = { person: "one", decision: "allow" };
    const answer = await postForm(authorize(practice), fields, { origin: "http://evil.example" });
    expect(answer.status).toBe(400);
  });

  test("is skipped with auto, which can be changed", async () => {
    const practice = await practise({ practices, auto: "deny" });
    expect(target(await get(authorize(practice))).searchParams.get("error")).toBe("access_denied");
    await practice.set({ auto: "approve" });
    expect(await codeOf(practice)).not.toBe("");
    await practice.set({ auto: null });
    expect((await get(authorize(practice))).status).toBe(200);
  });
});

describe("redirect addresses", () => {
  test.each([
    "http://localhost:33333",
    "http://localhost:1/",
    "http://127.0.0.1:65535/callback",
    "http://[::1]:8080/",
    "http://localhost/",
  ])("the native app is answered at %s", async (redirect_uri) => {
    const practice = await practise({ practices, auto: "approve" });
    const answer = await get(authorize(practice, { redirect_uri }));
    expect(answer.headers.get("location")?.startsWith(`${redirect_uri}?code=`)).toBe(true);
  });

  test.each([
    "https://localhost:33333/",
    "http://localhost.evil.example:33333/",
    "http://localhost:33333/other",
    "http://localhost:33333/?x=1",
    "http://user@localhost:33333/",
    "http://0.0.0.0:33333/",
    "",
  ])("but not at %s: an error page stays", async (redirect_uri) => {
    const practice = await practise({ practices, auto: "approve" });
    const answer = await get(authorize(practice, { redirect_uri }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
    expect(await answer.text()).toContain("unknown callback");
  });

  test("other apps are answered at the registered address alone, parameters kept", async () => {
    const practice = await practise({ practices, auto: "approve" });
    const client_id = "practice-custom-sample";
    const exact = "https://app.example/callback?from=sample";
    expect(target(await get(authorize(practice, { client_id, redirect_uri: exact }))).searchParams.get("from")).toBe(
      "sample",
    );
    expect((await get(authorize(practice, { client_id, redirect_uri: "http://localhost:33333/" }))).status).toBe(400);
  });
});

describe("codes", () => {
  test("work once", async () => {
    const practice = await practise({ practices, auto: "approve" });
    const code = await codeOf(practice);
    expect((await exchange(practice, code)).status).toBe(200);
    expect(await (await exchange(practice, code)).json()).toMatchObject({ why: "used" });
  });

  test("expire, are for one app, and for one redirect address", async () => {
    const practice = await practise({ practices, auto: "approve" });
    const code = await codeOf(practice);
    expect(await (await exchange(practice, code, { redirect_uri: "http://127.0.0.1:51234/" })).json()).toMatchObject({
      why: "other-redirect",
    });
    const other = { client_id: "practice-custom-sample", client_secret: "practice-custom-sample-secret" };
    expect(await (await exchange(practice, code, other)).json()).toMatchObject({ why: "other-app" });
    expect((await exchange(practice, code, { client_secret: "wrong" })).status).toBe(401);
    practice.pass(600);
    expect(await (await exchange(practice, code)).json()).toMatchObject({ why: "expired" });
    expect(await (await exchange(practice, "made-up")).json()).toMatchObject({ why: "unknown" });
  });
});

describe("rotation of refresh tokens", () => {
  const renewed = async (practice: Practised, token: string) =>
    (await (await refresh(practice, token)).json()) as { refresh_token?: string; why?: string };

  test("single-use: the old one is refused, the new one goes on", async () => {
    const practice = await practise({ practices, auto: "approve" });
    const { refresh_token } = await connect(practice);
    const next = (await renewed(practice, refresh_token)).refresh_token ?? "";
    expect(next).not.toBe(refresh_token);
    expect((await renewed(practice, refresh_token)).why).toBe("spent");
    expect((await refresh(practice, next)).status).toBe(200);
  });

  test("none: the same one comes back", async () => {
    const practice = await practise({ practices, auto: "approve" });
    await practice.set({ services: { sample: { rotation: "none" } } });
    const { refresh_token } = await connect(practice);
    expect((await renewed(practice, refresh_token)).refresh_token).toBe(refresh_token);
  });

  test("revoke-family: using an old one ends the grant", async () => {
    const practice = await practise({ practices, auto: "approve" });
    await practice.set({ services: { sample: { rotation: "revoke-family" } } });
    const { refresh_token } = await connect(practice);
    const next = (await renewed(practice, refresh_token)).refresh_token ?? "";
    expect((await renewed(practice, refresh_token)).why).toBe("spent");
    expect((await renewed(practice, next)).why).toBe("ended");
    expect((await practice.state()).grants.sample).toBe(0);
  });
});

describe("the state file", () => {
  const fresh = () => join(mkdtempSync(join(tmpdir(), "practice-")), "deep", "state.json");

  test("lets a connection of yesterday go on, registered apps too", async () => {
    const stateFile = fresh();
    const first = await practise({ practices, auto: "approve", stateFile });
    const { access_token, refresh_token } = await connect(first);
    await first.send("POST", "apps", {
      service: "sample",
      OAuthClientId: "mine",
      OAuthClientSecret: "x",
      CallbackURL: "https://a.example/",
    });
    await first.close();
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    const second = await practise({ practices, auto: "approve", stateFile });
    expect((await thing(second, access_token)).status).toBe(200);
    expect((await refresh(second, refresh_token)).status).toBe(200);
    expect(target(await get(authorize(second, { client_id: "mine", redirect_uri: "https://a.example/" }))).host).toBe(
      "a.example",
    );
  });

  test("keeps what belongs to services that are not played", async () => {
    const stateFile = fresh();
    const first = await practise({ practices, auto: "approve", stateFile });
    const { access_token } = await connect(first);
    await first.close();
    const other = await practise({ practices: [{ ...sampleService, id: "other" }], auto: "approve", stateFile });
    await connect(other);
    await other.close();
    expect((await thing(await practise({ practices, stateFile }), access_token)).status).toBe(200);
  });

  test("is not overwritten where it is something else", async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), "practice-")), "notes.txt");
    writeFileSync(stateFile, "my notes");
    await expect(startPractice({ practices, stateFile })).rejects.toThrow(/cannot be read/);
    expect(readFileSync(stateFile, "utf8")).toBe("my notes");
  });
});

test("two providers side by side share nothing", async () => {
  const [one, two] = await Promise.all([
    practise({ practices, auto: "approve" }),
    practise({ practices, auto: "approve" }),
  ]);
  const { access_token } = await connect(one);
  expect((await thing(one, access_token)).status).toBe(200);
  expect((await thing(two, access_token)).status).toBe(401);
  await one.set({ services: { sample: { codeLifetime: 1 } } });
  expect((await two.state()).settings.services.sample?.codeLifetime).toBe(600);
});

test("a taken port is told", async () => {
  const { origin } = await practise({ practices });
  await expect(startPractice({ practices, port: Number(new URL(origin).port) })).rejects.toThrow(/EADDRINUSE/);
});
