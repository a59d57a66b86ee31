import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { composeEngine } from "../../bridge/compose.ts";
import type { Engine } from "../../engine/index.ts";
import { client, type OidcServer, startOidcServer } from "./oidc-server.ts";
import { scriptedBrowser } from "./scripted-browser.ts";

let home: string;
let server: OidcServer;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "keyferry-own-"));
  server = await startOidcServer({ pkceRequired: true, answer: () => "approve", direct: true });
});

afterEach(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

const oauthFile = () => ({
  id: "our-identity",
  name: "Our identity",
  auth: [
    {
      scheme: "OAuth",
      issuer: server.issuer,
      scopes: ["openid", "offline_access"],
      authorizationParameters: { prompt: "consent" },
    },
  ],
  apiBase: server.issuer,
  probe: { path: "/me", name: "sub" },
});

const withFile = async (file: unknown, name = "ours.json"): Promise<Engine> => {
  await mkdir(join(home, "services"), { recursive: true });
  await writeFile(join(home, "services", name), typeof file === "string" ? file : JSON.stringify(file));
  const callback = (url: string) => new URL(url).pathname === "/callback";
  const browser = scriptedBrowser(server, callback);
  const { engine } = await composeEngine(
    { KEYFERRY_HOME: home },
    { program: "command", openBrowser: async (url) => void browser.visit(url).catch(() => {}) },
  );
  return engine;
};

const person = { signal: new AbortController().signal, openBrowser: true, onWaiting: () => {}, onExchanging: () => {} };

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

describe("a service that nobody here knew", () => {
  it("connects to a real authorization server by discovery and PKCE, is tested, and renews", async () => {
    const engine = await withFile(oauthFile());
    const settings = join(home, "OAuthSettings.txt");
    const string = [
      "InitiateOAuth=GETANDREFRESH",
      `OAuthSettingsLocation=${settings}`,
      `OAuthClientId=${client.client_id}`,
      `OAuthClientSecret=${client.client_secret}`,
      `CallbackURL=http://127.0.0.1:${await freePort()}/callback`,
    ].join(";");
    const target = { service: "our-identity", connectionString: string };
    const document = await engine.connect(target, person);
    expect(document.Account).toBe("ada");

    const run = engine.test(target, person);
    let event = await run.next();
    while (!event.done) event = await run.next();
    expect(event.value.report.steps.map(({ status }) => status)).toEqual(Array(5).fill("passed"));

    const before = (await engine.token(target)).tokens.accessToken;
    const renewed = await engine.refresh(target, { force: true, takeOver: false });
    expect(renewed.Properties.OAuthAccessToken).not.toBe(before);
    expect(renewed.Grant.Generation).toBe(2);
    expect(await readFile(settings, "utf8")).toContain("BEGIN AGE ENCRYPTED FILE");
  });

  it("stands in the list of services with the properties its schemes need", async () => {
    const engine = await withFile({
      id: "two-ways",
      name: "Two ways",
      auth: [{ scheme: "APIToken", header: "X-Api-Key" }, { scheme: "Basic" }],
      apiBase: "https://api.example.com/v1",
      probe: { path: "/me", name: "name" },
    });
    const service = engine.service("two-ways");
    expect(service.authSchemes).toEqual(["APIToken", "Basic"]);
    await expect(engine.token({ service: "two-ways", connectionString: "APIToken=x" })).rejects.toMatchObject({
      code: "NO_ACCESS_TOKEN",
    });
    await expect(
      engine.request({ service: "two-ways", connectionString: "AuthScheme=Basic" }, { method: "GET", path: "/me" }),
    ).rejects.toMatchObject({
      code: "PROPERTY_MISSING",
      parameters: { names: "User, Password" },
    });
  });

  it.each([
    ["is not JSON", "{", /JSON/],
    [
      "lacks its probe",
      { ...{ id: "x-y", name: "X", auth: [{ scheme: "Basic" }], apiBase: "https://a.example" } },
      /probe/,
    ],
    [
      "sends credentials over plain http",
      {
        id: "x-y",
        name: "X",
        auth: [{ scheme: "Basic" }],
        apiBase: "http://a.example",
        probe: { path: "/", name: "n" },
      },
      /apiBase: must start with https/,
    ],
    [
      "has a key nobody knows",
      {
        id: "x-y",
        name: "X",
        auth: [{ scheme: "Basic" }],
        apiBase: "https://a.example",
        probe: { path: "/", name: "n" },
        colour: 1,
      },
      /colour/,
    ],
    [
      "takes the id of a built-in service",
      {
        id: "basecamp",
        name: "X",
        auth: [{ scheme: "Basic" }],
        apiBase: "https://a.example",
        probe: { path: "/", name: "n" },
      },
      /another service/,
    ],
  ])("is refused with its path and the reason where the file %s", async (_, file, reason) => {
    await expect(withFile(file)).rejects.toMatchObject({
      code: "SERVICE_FILE_INVALID",
      message: expect.stringMatching(reason),
      parameters: { path: join(home, "services", "ours.json") },
    });
  });
});
