import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../../practice/test-kit.ts";
import { practice as basecamp } from "./practice.ts";

const agent = { "user-agent": "Keyferry tests (https://keyferry.example)" };
const client = { client_id: "practice-basecamp", client_secret: "practice-basecamp-secret" };
const redirect_uri = "http://localhost:33333/";

const start = () => practise({ practices: [basecamp], auto: "approve" });

const authorize = (practice: Practised, parameters: Record<string, string> = {}) =>
  get(
    `${practice.at("https://launchpad.37signals.com/authorization/new")}?${new URLSearchParams({ type: "web_server", client_id: client.client_id, redirect_uri, ...parameters })}`,
  );

const token = (practice: Practised, fields: Record<string, string>, headers: Record<string, string> = agent) =>
  postForm(practice.at("https://launchpad.37signals.com/authorization/token"), { ...client, ...fields }, headers);

const codeOf = async (practice: Practised) => target(await authorize(practice)).searchParams.get("code") ?? "";

const exchange = async (practice: Practised, fields: Record<string, string> = {}) =>
  token(practice, { type: "web_server", redirect_uri, code: await codeOf(practice), ...fields });

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

const connect = async (practice: Practised, person?: string) => {
  if (person) await practice.set({ services: { basecamp: { person } } });
  const tokens = (await (await exchange(practice)).json()) as Tokens;
  const api = (address: string, headers: Record<string, string> = agent) =>
    get(practice.at(address), { authorization: `Bearer ${tokens.access_token}`, ...headers });
  const read = async (address: string) => (await (await api(address)).json()) as Record<string, unknown>;
  return {
    ...tokens,
    api,
    read,
    refresh: () => token(practice, { type: "refresh", refresh_token: tokens.refresh_token }),
  };
};

describe("authorization", () => {
  test("wants type=web_server or response_type=code", async () => {
    const practice = await start();
    expect((await authorize(practice)).status).toBe(302);
    expect((await authorize(practice, { type: "", response_type: "code" })).status).toBe(302);
    expect((await authorize(practice, { type: "user_agent" })).status).toBe(400);
  });

  test("never redirects to an address that is not approved", async () => {
    const practice = await start();
    const custom = { client_id: "practice-custom-basecamp" };
    const answer = await authorize(practice, { ...custom, redirect_uri });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toContain("Provided redirect_uri is not approved");
    const exact = await authorize(practice, { ...custom, redirect_uri: "http://localhost:33333" });
    expect(exact.headers.get("location")).toMatch(/^http:\/\/localhost:33333\?code=/);
  });

  test("a denial says access_denied and nothing else", async () => {
    const practice = await practise({ practices: [basecamp], auto: "deny" });
    expect((await authorize(practice, { state: "S" })).headers.get("location")).toBe(
      `${redirect_uri}?error=access_denied&state=S`,
    );
  });
});

describe("the token address", () => {
  test("answers with all four fields", async () => {
    const practice = await start();
    expect(await (await exchange(practice)).json()).toEqual({
      access_token: expect.stringMatching(/^BAh/),
      token_type: "Bearer",
      expires_in: 1_209_600,
      refresh_token: expect.any(String),
    });
  });

  test("wants a type, grant_type or not; it may stand in the query", async () => {
    const practice = await start();
    const answer = await exchange(practice, { type: "", grant_type: "authorization_code" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: "Unsupported type: nil. Expected web_server or refresh." });
    const form = { ...client, redirect_uri, code: await codeOf(practice) };
    const address = practice.at("https://launchpad.37signals.com/authorization/token?type=web_server");
    expect((await postForm(address, form, agent)).status).toBe(200);
  });

  test.each([
    [{ client_secret: "wrong" }, 401, "invalid_client"],
    [{ client_id: "nobody" }, 401, "invalid_client"],
    [{ redirect_uri: "http://localhost:33333" }, 400, "redirect_uri_mismatch"],
    [{ code: "made-up" }, 400, "invalid_grant"],
  ])("%j is refused", async (fields, status, error) => {
    const practice = await start();
    const answer = await exchange(practice, fields);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error });
  });

  test("a code works once, for ten minutes", async () => {
    const practice = await start();
    const code = await codeOf(practice);
    expect((await exchange(practice, { code })).status).toBe(200);
    expect((await exchange(practice, { code })).status).toBe(400);
    const late = await codeOf(practice);
    practice.pass(600);
    expect(await (await exchange(practice, { code: late })).json()).toEqual({ error: "invalid_grant" });
  });

  test("a spent refresh token is invalid_grant, an ended grant authorization_expired", async () => {
    const practice = await start();
    const { refresh } = await connect(practice);
    expect((await refresh()).status).toBe(200);
    expect(await (await refresh()).json()).toEqual({ error: "invalid_grant" });
    await practice.send("POST", "revoke", { service: "basecamp" });
    const answer = await refresh();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: "authorization_expired" });
    expect((await practice.state()).counters.basecamp).toMatchObject({ code: 1, refresh: 3 });
  });
});

describe("the User-Agent", () => {
  test.each(["", "node", "(me@keyferry.example)", "Keyferry 1.0", "Keyferry (no contact)"])(
    "%j is not enough",
    async (name) => {
      const practice = await start();
      const answer = await exchange(practice).then(() => token(practice, { type: "refresh" }, { "user-agent": name }));
      expect(answer.status).toBe(400);
      expect(answer.headers.get("content-type")).toContain("text/plain");
      expect(await answer.text()).not.toMatch(/auth|token|sign/i);
      const { api } = await connect(practice);
      expect((await api("https://launchpad.37signals.com/authorization.json", { "user-agent": name })).status).toBe(
        400,
      );
    },
  );

  test("an e-mail address is as good as a link", async () => {
    const { api } = await connect(await start());
    const named = { "user-agent": "Keyferry/1.0 (me@keyferry.example)" };
    expect((await api("https://launchpad.37signals.com/authorization.json", named)).status).toBe(200);
  });
});

describe("authorization.json", () => {
  test("has one account of each Basecamp for the first person, with real addresses", async () => {
    const { read } = await connect(await start());
    const answer = await read("https://launchpad.37signals.com/authorization.json");
    expect(answer.expires_at).toBe("2026-12-05T19:00:00-05:00");
    expect(answer.identity).toMatchObject({
      first_name: "Hana",
      last_name: "Mori",
      email_address: "hana@kumo.example",
    });
    expect(answer.accounts).toMatchObject([
      { product: "bc3", id: 1234567, href: "https://3.basecampapi.com/1234567" },
      { product: "bcx", id: 999999999, href: "https://basecamp.com/999999999/api/v1" },
    ]);
  });

  test("has two accounts, or none, for others", async () => {
    const practice = await start();
    const accountsOf = async (person: string) =>
      (await (await connect(practice, person)).read("https://launchpad.37signals.com/authorization.json")).accounts;
    expect(await accountsOf("tom")).toMatchObject([{ id: 1234567 }, { product: "bc3", id: 2345678 }]);
    expect(await accountsOf("rin")).toEqual([]);
  });

  test("tells a token that is too old, in HTML, from one that is broken", async () => {
    const practice = await start();
    const { api } = await connect(practice);
    const address = "https://launchpad.37signals.com/authorization.json";
    practice.pass(1_209_600);
    const old = await api(address);
    expect(old.status).toBe(401);
    const { error } = (await old.json()) as { error: string };
    expect(error).toMatch(/^OAuth token expired \(old age\)\. <a href="https:.*>Refresh<\/a> it\.$/);
    const broken = await get(practice.at(address), { authorization: "Bearer BAhbroken", ...agent });
    expect(broken.status).toBe(401);
    expect(await broken.json()).toEqual({ error: expect.stringContaining("OAuth token could not be verified.") });
  });
});

describe("Basecamp 3", () => {
  const root = "https://3.basecampapi.com/1234567";

  test("pages grow and are linked by real addresses", async () => {
    const practice = await start();
    const { api } = await connect(practice);
    const pages: { id: number; created_at: string }[][] = [];
    let next: string | undefined = `${root}/projects.json`;
    while (next) {
      const answer = await api(next);
      expect(answer.headers.get("x-total-count")).toBe("108");
      pages.push((await answer.json()) as { id: number; created_at: string }[]);
      next = /^<(https:\/\/3\.basecampapi\.com\/.*)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
    }
    expect(pages.map((page) => page.length)).toEqual([15, 30, 50, 13]);
    const all = pages.flat();
    expect(all[0]?.id).toBe(2085958499);
    expect(new Set(all.map(({ id }) => id)).size).toBe(108);
    expect(all.map(({ created_at }) => created_at)).toEqual(
      all
        .map(({ created_at }) => created_at)
        .toSorted()
        .toReversed(),
    );
  });

  test("has profile, account and single projects, the documentation's sample too", async () => {
    const { read } = await connect(await start());
    expect(await read(`${root}/my/profile.json`)).toMatchObject({
      name: "Hana Mori",
      email_address: "hana@kumo.example",
    });
    expect(await read(`${root}/account.json`)).toMatchObject({ id: 1234567, active: true, frozen: false });
    expect(await read(`${root}/projects/2085958499.json`)).toMatchObject({ id: 2085958499, status: "active" });
    expect(await read(`${root}/projects/abcd1234.json`)).toMatchObject({ id: "abcd1234" });
  });

  test("404 gives a reason for a lapsed account only", async () => {
    const { api } = await connect(await start());
    const lapsed = await api("https://3.basecampapi.com/7777777/projects.json");
    expect([lapsed.status, lapsed.headers.get("reason")]).toEqual([404, "Account Inactive"]);
    for (const path of [
      "2345678/projects.json",
      "999999999/projects.json",
      "1/account.json",
      "1234567/projects/1.json",
    ]) {
      const answer = await api(`https://3.basecampapi.com/${path}`);
      expect([path, answer.status, answer.headers.get("reason")]).toEqual([path, 404, null]);
    }
  });

  test("429 names the seconds to wait", async () => {
    const practice = await start();
    const { api } = await connect(practice);
    await practice.fault({ service: "basecamp", at: "api", kind: "rate-limit", retryAfter: 7 });
    const answer = await api(`${root}/account.json`);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
  });
});

describe("Basecamp 2", () => {
  const root = "https://basecamp.com/999999999/api/v1";

  test("pages end with an empty array, and nothing links them", async () => {
    const { api } = await connect(await start());
    const pages = await Promise.all([1, 2, 3].map((page) => api(`${root}/projects.json?page=${page}`)));
    expect(pages.map((page) => page.headers.get("link"))).toEqual([null, null, null]);
    const lengths = await Promise.all(pages.map(async (page) => ((await page.json()) as unknown[]).length));
    expect(lengths).toEqual([50, 10, 0]);
  });

  test("has the person and single projects", async () => {
    const { read, api } = await connect(await start());
    expect(await read(`${root}/people/me.json`)).toMatchObject({ name: "Hana Mori", identity_id: 9007199254 });
    expect(await read(`${root}/projects/2085958499.json`)).toMatchObject({ id: 2085958499, archived: false });
    expect((await api("https://basecamp.com/1234567/api/v1/people/me.json")).status).toBe(404);
  });
});
