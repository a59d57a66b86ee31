import { expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { freePort, person, quietOptions, string } from "../integration/test-kit.ts";
import { hearing, queryOf, setTrap, type Trap, tested } from "./traps-kit.ts";

const days = 86_400;

/** A Meta app of the person's own; its callback is one that can be listened on, so that tests need not paste. */
const facebookApp = async ({ world }: Trap) => {
  const app = {
    OAuthClientId: "own-meta-app",
    OAuthClientSecret: "secret-of-own-meta-app",
    CallbackURL: `http://localhost:${await freePort()}/`,
  };
  await world.control("POST", "apps", { service: "instagram", ...app });
  return { ...app, LoginType: "Facebook" };
};

test("20. Instagram's token answer has neither type, life nor refresh token, and may be wrapped in `data[]`", async () => {
  for (const [shape, permissions] of [
    ["flat", "string"],
    ["data", "array"],
  ]) {
    const { machine, set } = await setTrap();
    await set("instagram", { shape, profileShape: shape, permissions });
    const { Properties } = await machine.connect("instagram");
    expect(Properties).not.toHaveProperty("OAuthRefreshToken");
    expect(await tested(machine, "instagram")).toMatchObject({ ok: true });
  }
});

test("21. Instagram needs a second hop, or the connection dies within the hour", async () => {
  const { world, machine, sentTo } = await setTrap();
  const { Properties } = await machine.connect("instagram");
  const hops = await sentTo("/access_token");
  expect(hops.map(({ method, address }) => `${method} ${new URL(address).host}`)).toEqual([
    "POST api.instagram.com",
    "GET graph.instagram.com",
  ]);
  const second = queryOf(hops[1]?.address);
  expect([second.get("grant_type"), second.get("client_secret")]).toEqual(["ig_exchange_token", "••••"]);
  expect(Properties.OAuthExpiresIn).toBe("5183944");
  world.pass(2 * 3600);
  expect(await tested(machine, "instagram")).toMatchObject({ ok: true });
  expect(await machine.token("instagram")).toBe(Properties.OAuthAccessToken);
});

test("22. An Instagram token renews itself: before it lapses, and not when it is young", async () => {
  const { world, machine, sentTo } = await setTrap();
  const { OAuthAccessToken: first = "" } = (await machine.connect("instagram")).Properties;
  world.pass(23 * 3600);
  expect(await machine.token("instagram")).toBe(first);
  expect(await world.count("instagram", "refresh")).toBe(0);
  const target = { service: "instagram", connectionString: "InitiateOAuth=REFRESH" };
  const early = await failureOf(() => machine.engine.refresh(target, { force: true, takeOver: false }));
  expectFailure(early, "SERVICE_REFUSED", [first]);
  expect(await machine.token("instagram")).toBe(first);
  expect(await tested(machine, "instagram")).toMatchObject({ ok: true });

  world.pass(30 * days);
  const second = await machine.token("instagram");
  expect(second).not.toBe(first);
  const query = queryOf((await sentTo("/refresh_access_token")).at(-1)?.address);
  expect([query.get("grant_type"), query.has("client_secret")]).toEqual(["ig_refresh_token", false]);

  world.pass(61 * days);
  expectFailure(await failureOf(() => machine.token("instagram")), "GRANT_ENDED", [second]);
});

test("23. Ids of 17 digits keep them all, and of several ids the right one is taken", async () => {
  const trap = await setTrap();
  const bare = (text: string) =>
    text.replaceAll("17841405793187218", "17841405793187219").replace(/:"(\d{16,})"/g, ":$1");
  const machine = await hearing(trap.world, ({ url }, { text }) =>
    /\/me\b/.test(url) ? { text: bare(text) } : undefined,
  );
  await trap.set("instagram", { person: "tom" });
  const byInstagram = await machine.connect("instagram");
  expect(byInstagram.Properties.BusinessAccountId).toBe("17841405793187219");

  const OAuthSettingsLocation = `${machine.home}/facebook.txt`;
  const byFacebook = await machine.connect("instagram", { ...(await facebookApp(trap)), OAuthSettingsLocation });
  expect(byFacebook.Properties.BusinessAccountId).toBe("17841405793187219");
});

test("24. Each of the two ids of a Meta app is good at one place alone", async () => {
  const { machine } = await setTrap();
  const exchange = (app: string, LoginType: string) =>
    machine.engine.call(
      "instagram",
      "GetOAuthAccessToken",
      string({
        InitiateOAuth: "OFF",
        LoginType,
        OAuthClientId: app,
        OAuthClientSecret: `${app}-secret`,
        CallbackURL: "https://localhost:33333/",
      }),
      { AuthMode: "WEB", Verifier: "some-code" },
      quietOptions(),
    );
  const meta = await failureOf(() => exchange("practice-instagram-facebook", "Instagram"));
  expectFailure(meta, "CLIENT_REFUSED");
  expect(meta.message).toContain("Invalid platform app (a Meta app id is for LoginType=Facebook)");
  const instagram = await failureOf(() => exchange("practice-custom-instagram", "Facebook"));
  expectFailure(instagram, "CLIENT_REFUSED");
  expect(instagram.message).toContain("an Instagram app id is for LoginType=Instagram");
});

test("25. Instagram says 400 and code 190 where others say 401", async () => {
  const { world } = await setTrap();
  const lapsed = JSON.stringify({ error: { message: "Session has expired.", type: "OAuthException", code: 190 } });
  let refusals = 0;
  const machine = await hearing(world, ({ url }) =>
    url.includes("/me?") && refusals-- > 0 ? { status: 400, text: lapsed } : undefined,
  );
  await machine.connect("instagram");
  const target = { service: "instagram", connectionString: "InitiateOAuth=REFRESH" };
  for (const [round, use] of [
    () => tested(machine, "instagram").then(({ ok }) => (ok ? 200 : 0)),
    () => machine.engine.request(target, { method: "GET", path: "/me?fields=id" }).then(({ status }) => status),
  ].entries()) {
    world.pass(2 * days);
    refusals = 1;
    expect(await use()).toBe(200);
    expect(await world.count("instagram", "refresh")).toBe(round + 1);
  }
  await world.control("POST", "expire", { service: "instagram" });
  const { failure } = await tested(machine, "instagram");
  expect(failure?.code).toBe("GRANT_ENDED");
});

test("26. Meta hangs `#_` on the address, and takes one callback exactly: https, slash included", async () => {
  const { world, machine } = await setTrap();
  const app = {
    OAuthClientId: "practice-custom-instagram",
    OAuthClientSecret: "practice-custom-instagram-secret",
    CallbackURL: "https://localhost:33333/",
  };
  let [asked, ended, listening] = ["", "", true];
  await machine.connect("instagram", app, {
    openBrowser: false,
    onWaiting: async (attempt) => {
      asked = attempt.url;
      listening = attempt.listening;
      ended = (await fetch(attempt.url, { redirect: "manual" })).headers.get("location") ?? "";
      attempt.paste(ended);
    },
  });
  expect([listening, queryOf(asked).get("redirect_uri")]).toEqual([false, app.CallbackURL]);
  expect(ended).toMatch(/^https:\/\/localhost:33333\/\?code=.*#_$/);
  expect(await tested(machine, "instagram")).toMatchObject({ ok: true });

  const CallbackURL = "https://localhost:33333";
  const slashless = await machine.engine.call(
    "instagram",
    "GetOAuthAuthorizationURL",
    string({ ...app, CallbackURL }),
    {},
    quietOptions(),
  );
  expect(queryOf(slashless.URL).get("redirect_uri")).toBe(CallbackURL);
  expect(await person(slashless.URL ?? "")).toContain("Invalid redirect_uri");

  // A code that was cut out of the address by hand has the tail too, which at Facebook is another one.
  for (const [LoginType, tail, id] of [
    ["Instagram", "#_", "practice-custom-instagram"],
    ["Facebook", "#_=_", "practice-instagram-facebook"],
  ] as const) {
    const own = { ...app, OAuthClientId: id, OAuthClientSecret: `${id}-secret`, LoginType };
    const call = (procedure: string, inputs: Record<string, string>) =>
      machine.engine.call("instagram", procedure, string({ InitiateOAuth: "OFF", ...own }), inputs, quietOptions());
    const { URL: address = "" } = await call("GetOAuthAuthorizationURL", { AuthMode: "WEB" });
    const back = (await fetch(address, { redirect: "manual" })).headers.get("location") ?? "";
    expect(back.endsWith(tail)).toBe(true);
    const Verifier = `${queryOf(back).get("code")}${tail}`;
    expect((await call("GetOAuthAccessToken", { AuthMode: "WEB", Verifier })).OAuthAccessToken, tail).toBeTruthy();
  }
  expect(await world.count("instagram", "code")).toBe(3);
});
