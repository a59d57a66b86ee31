import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../../practice/test-kit.ts";
import { practice as highrise } from "./practice.ts";

const agent = { "user-agent": "Keyferry tests (https://keyferry.example)" };
const root = "https://kumo.highrisehq.com";
const launchpad = "https://launchpad.37signals.com";
const redirect_uri = "http://localhost:33333/";

const start = () => practise({ practices: [highrise], auto: "approve" });

const authorize = (practice: Practised, app: string) =>
  get(
    `${practice.at(`${launchpad}/authorization/new`)}?${new URLSearchParams({ type: "web_server", client_id: app, redirect_uri })}`,
  );

const token = (practice: Practised, app: string, fields: Record<string, string>) =>
  postForm(
    practice.at(`${launchpad}/authorization/token`),
    { client_id: app, client_secret: `${app}-secret`, ...fields },
    agent,
  );

const connect = async (practice: Practised, app = "practice-highrise") => {
  const code = target(await authorize(practice, app)).searchParams.get("code") ?? "";
  const answer = await token(practice, app, { type: "web_server", redirect_uri, code });
  return (await answer.json()) as { access_token: string; refresh_token: string };
};

const bearer = (access: string) => ({ authorization: `Bearer ${access}`, ...agent });
const basic = (user: string, password = "X") => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

const read = (practice: Practised, path: string, headers: Record<string, string> = basic("practice-highrise-token")) =>
  get(practice.at(`${root}${path}`), headers);

describe("the API", () => {
  test("speaks XML: dashes, types, and the API token in clear", async () => {
    const practice = await start();
    const answer = await read(practice, "/me.xml");
    expect(answer.headers.get("content-type")).toContain("application/xml");
    const source = await answer.text();
    expect(source).toContain("<email-address>hana@kumo.example</email-address>");
    expect(source).toContain("<token>practice-highrise-token</token>");
    expect(source).toMatch(/<id type="integer">\d+<\/id>/);
    const account = await (await read(practice, "/account.xml")).text();
    expect(account).toContain("<subdomain>kumo</subdomain>");
    expect(account).toContain('<ssl_enabled type="boolean">true</ssl_enabled>');
    const users = await (await read(practice, "/users.xml")).text();
    expect(users).toContain('<users type="array">');
    expect(users).toContain("Ken &amp; Co");
  });

  test("takes the API token as a user name with any password, or a token of Launchpad", async () => {
    const practice = await start();
    expect((await read(practice, "/account.xml", basic("practice-highrise-token", ""))).status).toBe(200);
    const { access_token } = await connect(practice);
    for (const path of ["/me.xml", "/account.xml", "/users.xml"])
      expect((await read(practice, path, bearer(access_token))).status).toBe(200);
  });

  test("takes a person's own password for me.xml alone", async () => {
    const practice = await start();
    const own = basic("hana@kumo.example", "practice");
    expect((await read(practice, "/me.xml", own)).status).toBe(200);
    expect((await read(practice, "/account.xml", own)).status).toBe(401);
    expect((await read(practice, "/me.xml", basic("tom@harbour.example", "practice"))).status).toBe(401);
  });

  test.each([
    ["a wrong API token", basic("wrong"), "Unauthorized: the API token is not valid"],
    ["a wrong token", bearer("wrong"), "Unauthorized: OAuth token could not be verified"],
    ["none", {}, "Unauthorized: an API token or an OAuth token is required"],
  ])("says in the status line what is wrong with %s", async (_what, headers: Record<string, string>, reason) => {
    const answer = await read(await start(), "/me.xml", headers);
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([401, reason, ""]);
  });

  test("tells of lapsed tokens, and of people with no account", async () => {
    const practice = await start();
    const { access_token } = await connect(practice);
    practice.pass(1_209_600);
    expect((await read(practice, "/me.xml", bearer(access_token))).statusText).toContain("expired");
    await practice.set({ services: { highrise: { person: "tom" } } });
    const other = await connect(practice);
    expect((await read(practice, "/me.xml", bearer(other.access_token))).statusText).toContain("does not belong");
  });

  test("does not know other records and other accounts", async () => {
    const practice = await start();
    const record = await read(practice, "/people/1.xml");
    const account = await get(practice.at("https://other.highrisehq.com/me.xml"), basic("practice-highrise-token"));
    for (const answer of [record, account])
      expect([answer.status, answer.statusText, await answer.text()]).toEqual([
        404,
        "The record could not be found",
        "",
      ]);
  });

  test("sends everybody to http where it is told so", async () => {
    const practice = await start();
    await practice.set({ services: { highrise: { redirectToHttp: "on" } } });
    const answer = await read(practice, "/users.xml?page=2");
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      "http://kumo.highrisehq.com/users.xml?page=2",
    ]);
  });

  test("is busy with 503, where Launchpad is with 429", async () => {
    const practice = await start();
    await practice.fault({ service: "highrise", at: "api", kind: "rate-limit", retryAfter: 4 });
    const busy = await read(practice, "/me.xml");
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "4"]);
    await practice.fault({ service: "highrise", at: "token", kind: "rate-limit" });
    expect((await token(practice, "practice-highrise", { type: "refresh" })).status).toBe(429);
  });

  test("an API token may be replaced by a new one", async () => {
    const practice = await start();
    await practice.fault({ service: "highrise", at: "api", kind: "revoked-grant" });
    expect((await read(practice, "/me.xml")).status).toBe(401);
  });
});
