import { expect } from "vitest";
import type { Properties } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { quietOptions, string } from "../integration/test-kit.ts";
import type { WayIn } from "./way-in.ts";

/** One line of the table: something every service has, or a reason why it does not. */
export interface Row {
  readonly title: string;
  /** Why the service does not have it; undefined where it does. */
  readonly not?: (service: ServiceDefinition) => string | undefined;
  readonly prove: (way: WayIn) => Promise<void>;
}

const has = (scheme: ServiceDefinition["authSchemes"][number]) => (service: ServiceDefinition) =>
  service.authSchemes.includes(scheme) ? undefined : `no ${scheme}`;

const renewsByRefreshToken = ({ oauth }: ServiceDefinition) =>
  oauth.renewal === "refresh-token" ? undefined : "the access token renews itself";

const targetOf = ({ service }: WayIn, properties: Properties) => ({
  service: service.id,
  connectionString: string(properties),
});

/** Runs the staged test and expects every step to pass. */
const passes = async (way: WayIn, properties: Properties): Promise<void> => {
  const run = way.machine.engine.test(targetOf(way, properties), quietOptions());
  let event = await run.next();
  while (!event.done) event = await run.next();
  expect(
    event.value.report.steps.map(({ id, status, detail }) => [id, status, status === "failed" ? detail.en : ""]),
  ).toEqual(["settings", "network", "token", "identity", "access"].map((id) => [id, "passed", ""]));
};

const connect = async (way: WayIn, properties: Properties): Promise<void> => {
  await way.machine.connect(way.service.id, { InitiateOAuth: "GETANDREFRESH", ...properties });
};

/** The web application's way: the address, consent anywhere, the code. */
const codeOf = async (way: WayIn, properties: Properties): Promise<string> => {
  const { engine } = way.machine;
  const { URL: address = "", State } = await engine.call(
    way.service.id,
    "GetOAuthAuthorizationURL",
    string({ InitiateOAuth: "OFF", ...properties }),
    { AuthMode: "WEB", CallbackURL: properties.CallbackURL ?? "" },
    quietOptions(),
  );
  const back = new URL(
    (await fetch(address, { redirect: "manual" })).headers.get("location") ?? "http://nowhere.invalid",
  );
  expect(back.searchParams.get("state")).toBe(State);
  return back.searchParams.get("code") ?? "";
};

const tokensByProcedure = async (way: WayIn, properties: Properties) =>
  way.machine.engine.call(
    way.service.id,
    "GetOAuthAccessToken",
    string({ InitiateOAuth: "OFF", ...properties }),
    { AuthMode: "WEB", Verifier: await codeOf(way, properties), CallbackURL: properties.CallbackURL ?? "" },
    quietOptions(),
  );

/** Long enough for every token to be due, and short enough for none that renews itself to be dead. */
const untilDue = ({ oauth }: ServiceDefinition): number =>
  oauth.renewal === "refresh-token" ? oauth.defaultExpiresIn + 60 : 40 * 86_400;

const renewsAfter = async (way: WayIn, properties: Properties): Promise<void> => {
  const use = { ...properties, InitiateOAuth: "REFRESH" };
  const before = await way.machine.token(way.service.id, use);
  way.world.pass(untilDue(way.service));
  const after = await way.machine.token(way.service.id, use);
  expect(after).not.toBe(before);
  await passes(way, use);
};

/** Every row of what a service's connection has; the suite tries each on each service. */
export const rows: readonly Row[] = [
  {
    title: "embedded OAuth app",
    not: ({ oauth }) => (oauth.customAppOnly ? "custom app only" : undefined),
    prove: async (way) => {
      const properties = { InitiateOAuth: "GETANDREFRESH", ...(await way.sample("OAuth", "embedded")) };
      await connect(way, properties);
      await passes(way, properties);
    },
  },
  {
    title: "custom OAuth app, through browser and listener (GETANDREFRESH)",
    prove: async (way) => {
      const properties = { InitiateOAuth: "GETANDREFRESH", ...(await way.sample("OAuth")) };
      await connect(way, properties);
      expect(way.machine.opened).toHaveLength(1);
      await passes(way, properties);
    },
  },
  {
    title: "a missing custom app is told before anything is asked",
    not: ({ oauth }) => (oauth.customAppOnly ? undefined : "has an embedded app"),
    prove: async (way) => {
      const properties = await way.sample("OAuth", "embedded");
      await expect(connect(way, properties)).rejects.toMatchObject({ code: "PROPERTY_MISSING" });
      expect(way.machine.opened).toHaveLength(0);
    },
  },
  {
    title: "password grant (OAuthPassword)",
    not: has("OAuthPassword"),
    prove: async (way) => {
      const properties = { InitiateOAuth: "GETANDREFRESH", ...(await way.sample("OAuthPassword")) };
      await connect(way, properties);
      expect(way.machine.opened).toHaveLength(0);
      await passes(way, properties);
    },
  },
  {
    title: "Basic",
    not: has("Basic"),
    prove: async (way) => passes(way, await way.sample("Basic")),
  },
  {
    title: "API token",
    not: has("APIToken"),
    prove: async (way) => passes(way, await way.sample("APIToken")),
  },
  {
    title: "web application: GetOAuthAuthorizationURL, then GetOAuthAccessToken with Verifier",
    prove: async (way) => {
      const result = await tokensByProcedure(way, await way.sample("OAuth"));
      expect(result.OAuthAccessToken).toBeTruthy();
      expect(Number(result.ExpiresIn)).toBeGreaterThan(0);
      expect(result.OAuthRefreshToken === undefined).toBe(way.service.oauth.renewal === "access-token");
      await expect(way.machine.bytes(way.service.id)).rejects.toThrow("ENOENT");
    },
  },
  {
    title: "automatic refresh: REFRESH with OAuthAccessToken and OAuthRefreshToken, then from the saved settings",
    prove: async (way) => {
      const properties = await way.sample("OAuth");
      const { OAuthAccessToken = "", OAuthRefreshToken, ExpiresIn = "" } = await tokensByProcedure(way, properties);
      const first = {
        ...properties,
        InitiateOAuth: "REFRESH",
        OAuthAccessToken,
        OAuthExpiresIn: ExpiresIn,
        OAuthTokenTimestamp: String(way.world.now()),
        ...(OAuthRefreshToken ? { OAuthRefreshToken } : {}),
      };
      expect(await way.machine.token(way.service.id, first)).toBe(OAuthAccessToken);
      await renewsAfter(way, properties);
    },
  },
  {
    title: "manual refresh: RefreshOAuthAccessToken",
    prove: async (way) => {
      const properties = await way.sample("OAuth");
      const first = await tokensByProcedure(way, properties);
      way.world.pass(untilDue(way.service));
      const renewed = await way.machine.engine.call(
        way.service.id,
        "RefreshOAuthAccessToken",
        string({ InitiateOAuth: "OFF", ...properties }),
        { oauthrefreshtoken: first.OAuthRefreshToken ?? first.OAuthAccessToken ?? "" },
        quietOptions(),
      );
      expect(renewed.OAuthAccessToken).not.toBe(first.OAuthAccessToken);
      await passes(way, { ...properties, InitiateOAuth: "OFF", OAuthAccessToken: renewed.OAuthAccessToken ?? "" });
    },
  },
  {
    title: "headless 1: the authorization URL elsewhere, OAuthVerifier there",
    prove: async (way) => {
      const properties = await way.sample("OAuth");
      const code = await codeOf(way, properties);
      await passes(way, { ...properties, InitiateOAuth: "REFRESH", OAuthVerifier: code });
      expect(way.machine.opened).toHaveLength(0);
      await renewsAfter(way, properties);
    },
  },
  {
    title: "headless 2: the settings file carried over, renewing itself there",
    prove: async (way) => {
      const properties = await way.sample("OAuth");
      await connect(way, properties);
      const server = await way.world.machine();
      const settings = server.settings(way.service.id);
      const recipient = await server.engine.recipient();
      const exported = await way.machine.engine.export(
        { settings: way.machine.settings(way.service.id) },
        { to: { recipients: [recipient] }, deliver: (file) => server.receive(way.service.id, file) },
      );
      expect(exported.connectionString).toContain("InitiateOAuth=REFRESH");
      await renewsAfter({ ...way, machine: server }, { ...practicalOnly(properties), OAuthSettingsLocation: settings });
    },
  },
  {
    title: "a renewal without a refresh token in its answer keeps the old one",
    not: renewsByRefreshToken,
    prove: async (way) => {
      const properties = await way.sample("OAuth");
      await connect(way, properties);
      const before = await way.machine.engine.inspect(way.machine.settings(way.service.id));
      way.world.pass(untilDue(way.service));
      await way.machine.token(way.service.id, properties);
      const after = await way.machine.engine.inspect(way.machine.settings(way.service.id));
      expect(before.Properties.OAuthRefreshToken).toBeTruthy();
      expect(after.Properties.OAuthRefreshToken).toBeTruthy();
      expect(after.Grant.Generation).toBe(before.Grant.Generation + 1);
    },
  },
  {
    title: "own properties are learnt at the first sign-in and kept",
    prove: async (way) => {
      await connect(way, await way.sample("OAuth"));
      const document = await way.machine.engine.inspect(way.machine.settings(way.service.id));
      expect(document.Account).toBeTruthy();
      for (const { name, default: standard } of way.service.properties) {
        if (standard !== undefined) expect(document.Properties[name], name).toBeTruthy();
      }
    },
  },
];

/** On the server nothing but the file and the service's own properties is given. */
const practicalOnly = ({
  OAuthClientId: _,
  OAuthClientSecret: __,
  CallbackURL: ___,
  ...properties
}: Properties): Properties => properties;
