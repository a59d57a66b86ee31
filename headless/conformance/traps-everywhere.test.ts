import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { catalog } from "../../services/catalog.ts";
import { formatConnectionString } from "../../shared/connection-string/format.ts";
import { parseConnectionString } from "../../shared/connection-string/parse.ts";
import { expectFailure, failureOf, sampleService } from "../../shared/test-kit.ts";
import { freePort, type Machine, person, quietOptions, string } from "../integration/test-kit.ts";
import { queryOf, setTrap, tested } from "./traps-kit.ts";

const app = { OAuthClientId: "own", OAuthClientSecret: "own-secret", CallbackURL: "http://localhost:33333/" };

/** What a browser is asked to open, with the least that each service needs. */
const asked = async (machine: Machine, service: string, properties: Record<string, string> = {}) => {
  const needed = service === "backlog" ? { ...app, Url: "https://kumo.backlog.com" } : app;
  const connectionString = string({ InitiateOAuth: "OFF", ...needed, ...properties });
  const { URL } = await machine.engine.call(service, "GetOAuthAuthorizationURL", connectionString, {}, quietOptions());
  return queryOf(URL);
};

test("27. Scopes are joined with commas at Meta; where there are none, no empty `scope` is sent", async () => {
  const { world, machine, sentTo } = await setTrap();
  for (const LoginType of ["Instagram", "Facebook"]) {
    const scope = (await asked(machine, "instagram", { LoginType })).get("scope");
    expect(scope).toMatch(/^[a-z_]+(?:,[a-z_]+)+$/);
  }
  for (const service of ["basecamp", "highrise", "backlog"])
    expect((await asked(machine, service)).has("scope"), service).toBe(false);
  await machine.connect("basecamp");
  world.pass(15 * 86_400);
  await machine.token("basecamp");
  const forms = (await sentTo("/authorization/token")).map(({ form }) => form);
  expect(forms).toHaveLength(2);
  for (const form of forms) expect(form).not.toHaveProperty("scope");
});

test("28. No service promises PKCE: `state`, a listener on loopback alone and a short wait protect instead", async () => {
  const { world, machine } = await setTrap();
  for (const { id } of catalog) {
    const [one, two] = [await asked(machine, id), await asked(machine, id)];
    expect(one.has("code_challenge"), id).toBe(false);
    expect(one.get("state"), id).toMatch(/^[\w-]{32,}$/);
    expect(one.get("state"), id).not.toBe(two.get("state"));
  }
  await world.fault({ service: "basecamp", at: "authorize", kind: "wrong-state" });
  expectFailure(await failureOf(() => machine.connect("basecamp")), "STATE_MISMATCH");
  expect(await world.count("basecamp", "code")).toBe(0);

  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  const [reached, waits]: [boolean[], number[]] = [[], []];
  await machine.connect(
    "basecamp",
    {},
    {
      openBrowser: false,
      onWaiting: async ({ url, callbackURL, expiresAt }) => {
        waits.push(expiresAt - world.now());
        const elsewhere = new URL(callbackURL);
        elsewhere.hostname = outside ?? "127.0.0.2";
        reached.push(
          await fetch(elsewhere).then(
            () => true,
            () => false,
          ),
        );
        await person(url);
      },
    },
  );
  expect([reached, waits]).toEqual([[false], [5 * 60_000]]);
});

test("29. `OAuthExpiresIn` counts seconds, `OAuthTokenTimestamp` milliseconds, and -1 is never", async () => {
  const { world, machine } = await setTrap();
  const { Properties } = await machine.connect("basecamp");
  expect(Properties).toMatchObject({ OAuthExpiresIn: "1209600", OAuthTokenTimestamp: String(world.now()) });

  const { OAuthAccessToken = "", OAuthRefreshToken = "" } = Properties;
  const given = { OAuthAccessToken, OAuthRefreshToken, OAuthExpiresIn: "3600" };
  const halfAnHourOld = { ...given, OAuthTokenTimestamp: String(world.now() - 1_800_000) };
  expect(await (await world.machine()).token("basecamp", halfAnHourOld)).toBe(OAuthAccessToken);
  expect(await world.count("basecamp", "refresh")).toBe(0);
  const lapsed = { ...given, OAuthTokenTimestamp: String(world.now() - 3_700_000) };
  expect(await (await world.machine()).token("basecamp", lapsed)).not.toBe(OAuthAccessToken);
  expect(await world.count("basecamp", "refresh")).toBe(1);

  const endless = { OAuthAccessToken, OAuthExpiresIn: "-1", OAuthTokenTimestamp: "1" };
  const other = await world.machine();
  expect(await other.token("basecamp", endless)).toBe(OAuthAccessToken);
  expect((await tested(other, "basecamp", endless)).ok).toBe(true);
});

test("30. Values with semicolons are quoted, so that they come back as they were", async () => {
  const written = formatConnectionString({ Space: "localhost;*.kumo.example", AccountId: "1" });
  expect(written).toBe('Space="localhost;*.kumo.example";AccountId=1');
  for (const Space of ["a;b", ";", 'a;"b"', "a;'b'", `a;"b";'c'`, '"', " a; "])
    expect(parseConnectionString(sampleService, formatConnectionString({ Space, AccountId: "1" }))).toEqual({
      Space,
      AccountId: "1",
    });

  const { world, machine } = await setTrap();
  const own = { ...app, OAuthClientSecret: `se;cr"et' =`, CallbackURL: `http://localhost:${await freePort()}/` };
  await world.control("POST", "apps", { service: "basecamp", ...own });
  const { Properties } = await machine.connect("basecamp", own);
  expect(Properties.OAuthClientSecret).toBe(own.OAuthClientSecret);
});
