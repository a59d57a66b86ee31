import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, target } from "../practice/test-kit.ts";
import { practice as basecamp } from "./basecamp/practice.ts";
import { practice as highrise } from "./highrise/practice.ts";

const agent = { "user-agent": "Keyferry tests (https://keyferry.example)" };
const root = "https://kumo.highrisehq.com";
const launchpad = "https://launchpad.37signals.com";
const redirect_uri = "http://localhost:33333/";

const start = () => practise({ practices: [basecamp, highrise], auto: "approve" });

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

describe("Launchpad", () => {
  test("lists the accounts of all products, whichever app asks", async () => {
    const practice = await start();
    for (const app of ["practice-highrise", "practice-basecamp"]) {
      const { access_token } = await connect(practice, app);
      const answer = await get(practice.at(`${launchpad}/authorization.json`), bearer(access_token));
      expect(await answer.json()).toMatchObject({
        identity: { first_name: "Hana" },
        accounts: [{ product: "bc3" }, { product: "bcx" }, { product: "highrise", href: root }],
      });
    }
  });

  test("knows by the app, the code and the token whose request it is", async () => {
    const practice = await start();
    await practice.set({ services: { highrise: { person: "tom", accessTokenLifetime: 60 } } });
    const [mine, other] = [await connect(practice), await connect(practice, "practice-basecamp")];
    const whoIs = async (access: string) =>
      (await get(practice.at(`${launchpad}/authorization.json`), bearer(access))).json();
    expect(await whoIs(mine.access_token)).toMatchObject({ identity: { first_name: "Tom" } });
    expect(await whoIs(other.access_token)).toMatchObject({ identity: { first_name: "Hana" } });
    const renewed = await token(practice, "practice-highrise", { type: "refresh", refresh_token: mine.refresh_token });
    expect(await renewed.json()).toMatchObject({ expires_in: 60 });
    const { counters, grants } = await practice.state();
    expect(grants).toEqual({ basecamp: 1, highrise: 1 });
    expect(counters).toEqual({
      basecamp: { authorize: 1, token: 1, code: 1, api: 1 },
      highrise: { authorize: 1, token: 2, code: 1, refresh: 1, api: 1 },
    });
  });

  test("a grant without its app is still refused by the service that gave it", async () => {
    const practice = await start();
    const { refresh_token } = await connect(practice);
    expect((await token(practice, "nobody", { type: "refresh", refresh_token })).status).toBe(401);
    expect((await practice.state()).counters.highrise).toMatchObject({ token: 2 });
  });

  test("apps of one product cannot use what another was given", async () => {
    const practice = await start();
    const { refresh_token, access_token } = await connect(practice, "practice-basecamp");
    const fields = { type: "refresh", refresh_token };
    expect(await (await token(practice, "practice-highrise", fields)).json()).toEqual({ error: "invalid_grant" });
    expect((await get(practice.at(`${root}/me.xml`), bearer(access_token))).status).toBe(401);
  });

  test("faults and ends stay with one service", async () => {
    const practice = await start();
    const { access_token } = await connect(practice, "practice-basecamp");
    await practice.fault({ service: "highrise", at: "authorize", kind: "deny" });
    expect(target(await authorize(practice, "practice-basecamp")).searchParams.get("error")).toBeNull();
    expect(target(await authorize(practice, "practice-highrise")).searchParams.get("error")).toBe("access_denied");
    await practice.send("POST", "revoke", { service: "highrise" });
    expect((await get(practice.at(`${launchpad}/authorization.json`), bearer(access_token))).status).toBe(200);
  });

  test("the consent page names the product", async () => {
    const practice = await practise({ practices: [basecamp, highrise] });
    const source = await (await authorize(practice, "practice-highrise")).text();
    expect(source).toContain("Everything you can see and change in Highrise.");
    expect(source).toContain("has no Highrise account");
  });
});
