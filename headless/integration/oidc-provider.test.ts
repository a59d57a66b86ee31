import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createEngineFor, service } from "./oidc-engine.ts";
import { type Answer, client, issuer, type OidcServer, startOidcServer } from "./oidc-server.ts";
import { type Ended, type ScriptedBrowser, scriptedBrowser } from "./scripted-browser.ts";

/** The protocol core against an authorization server that nobody here wrote. */

let home: string;
let server: OidcServer;
let answer: Answer;
let callback: string;
const closing: (() => Promise<void>)[] = [];

const isCallback = (url: string) =>
  url.startsWith("http://127.0.0.1:") && new URL(url).pathname.startsWith("/callback");

const setUp = async (pkceRequired: boolean): Promise<void> => {
  home = await mkdtemp(join(tmpdir(), "keyferry-oidc-"));
  answer = "approve";
  // oidc-provider warns that what it keeps in memory is lost with the process. So it shall be.
  vi.spyOn(console, "warn").mockImplementation(() => {});
  server = await startOidcServer({ pkceRequired, answer: () => answer });
  callback = `http://127.0.0.1:${await freePort()}/callback`;
  closing.push(server.close, () => rm(home, { recursive: true, force: true }));
};

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const listenAnywhere = (): Promise<Server> =>
  new Promise((resolve) => {
    const taken: Server = createServer().listen({ host: "127.0.0.1", port: 0 }, () => resolve(taken));
  });
const portOf = (listening: Server): number => (listening.address() as AddressInfo).port;
const closeServer = (listening: Server): Promise<void> => new Promise((resolve) => listening.close(() => resolve()));

const freePort = async (): Promise<number> => {
  const taken = await listenAnywhere();
  const port = portOf(taken);
  await closeServer(taken);
  return port;
};

const settingsFile = (name = "OAuthSettings.txt") => join(home, name);

const stringOf = (values: Readonly<Record<string, string>>): string =>
  Object.entries({
    OAuthClientId: client.client_id,
    OAuthClientSecret: client.client_secret,
    CallbackURL: callback,
    OAuthSettingsLocation: settingsFile(),
    ...values,
  })
    .map(([name, value]) => `${name}="${value}"`)
    .join(";");

interface Journey {
  readonly browser?: ScriptedBrowser;
  readonly pkce?: boolean;
  readonly values?: Readonly<Record<string, string>>;
  readonly embedded?: boolean;
}

/** Connects through the scripted browser, and tells where that ended. */
const connect = async ({ browser, pkce = true, values = {}, embedded = false }: Journey = {}) => {
  const cancelling = new AbortController();
  let ended: Promise<Ended> | undefined;
  const engine = createEngineFor(server, home, {
    pkce,
    embeddedCallback: embedded ? callback : undefined,
    open: async (url) => {
      ended = (browser ?? scriptedBrowser(server, isCallback)).visit(url);
      // A page of the provider itself: nothing will come back, and a person gives up.
      if (!isCallback((await ended).url) && !/keyferry-signed-in$/.test((await ended).url)) cancelling.abort();
    },
  });
  const target = { service: service.id, connectionString: stringOf({ InitiateOAuth: "GETANDREFRESH", ...values }) };
  const connected = engine.connect(target, {
    signal: cancelling.signal,
    openBrowser: true,
    onWaiting: () => {},
    onExchanging: () => {},
  });
  const document = await connected.catch(async (error: unknown) =>
    Object.assign(error as Error, { ended: await ended }),
  );
  if (document instanceof Error) throw document;
  return { engine, document, ended: (await ended) as Ended };
};

const tokenOf = (engine: ReturnType<typeof createEngineFor>) => engine.token({ settings: settingsFile() });

describe("with PKCE required", () => {
  beforeEach(() => setUp(true));

  test("a person consents, and the connection knows who it is", async () => {
    const { engine, document, ended } = await connect();
    expect(document.Properties.OAuthAccessToken).toMatch(/^.{20,}$/);
    expect(document.Properties.OAuthRefreshToken).toMatch(/^.{20,}$/);
    expect(document.Properties.OAuthExpiresIn).toBe("3600");
    expect(document.Account).toBe("ada");
    expect(ended.text).toContain("You can close this tab");
    expect(ended.url).not.toContain("code=");

    const run = engine.test({ settings: settingsFile() }, never);
    const steps: unknown[] = [];
    for await (const event of run) if (event.type === "step") steps.push([event.step.id, event.step.status]);
    expect(steps).toEqual(["settings", "network", "token", "identity", "access"].map((id) => [id, "passed"]));
  });

  test("a server that wants PKCE refuses a client without it, and says so", async () => {
    await expect(connect({ pkce: false })).rejects.toMatchObject({ code: "SERVICE_REFUSED" });
  });

  test("an embedded app moves to another loopback port where its own is taken", async () => {
    const taken = await listenAnywhere();
    closing.push(() => closeServer(taken));
    callback = `http://127.0.0.1:${portOf(taken)}/callback`;
    const { document } = await connect({
      embedded: true,
      values: { OAuthClientId: "", OAuthClientSecret: "", CallbackURL: "" },
    });
    expect(document.Properties.CallbackURL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(document.Properties.CallbackURL).not.toBe(callback);
  });

  test.each([
    ["iss", "https://mallory.example", "ISSUER_MISMATCH"],
    ["state", "of-another-sign-in", "STATE_MISMATCH"],
    ["code", "guessed", "CODE_REFUSED"],
  ])("an answer with another %s is refused", async (name, value, code) => {
    const browser = scriptedBrowser(server, isCallback, (url) => url.searchParams.set(name, value));
    await expect(connect({ browser })).rejects.toMatchObject({ code });
    await expect(readFile(settingsFile())).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a person who says no is told so", async () => {
    answer = "deny";
    const error = connect();
    await expect(error).rejects.toMatchObject({
      code: "CONSENT_DENIED",
      message: expect.stringContaining("The person said no"),
    });
    await expect(error).rejects.toMatchObject({ ended: { text: expect.stringContaining("Access was not granted") } });
  });

  test("a wrong secret is the app's fault, not the code's", async () => {
    await expect(connect({ values: { OAuthClientSecret: "wrong" } })).rejects.toMatchObject({ code: "CLIENT_REFUSED" });
  });

  test("a callback that is not registered never comes back", async () => {
    callback = callback.replace("/callback", "/callback/elsewhere");
    await expect(connect()).rejects.toMatchObject({
      code: "CONSENT_CANCELLED",
      ended: { status: 400, text: expect.stringContaining("redirect_uri") },
    });
  });

  test("a renewal saves the rotated refresh token", async () => {
    const { engine, document: first } = await connect();
    const target = { settings: settingsFile() };
    const second = await engine.refresh(target, { force: true, takeOver: false });
    const third = await engine.refresh(target, { force: true, takeOver: false });
    const tokens = [first, second, third].map(({ Properties }) => Properties.OAuthRefreshToken);
    expect(new Set(tokens).size).toBe(3);
    expect(third.Grant.Generation).toBe(first.Grant.Generation + 2);
    expect((await engine.inspect(settingsFile())).Properties.OAuthRefreshToken).toBe(tokens[2]);
    expect((await tokenOf(engine)).tokens.accessToken).toBe(third.Properties.OAuthAccessToken);
  });

  test("a spent refresh token ends the grant, and the file stays as it is", async () => {
    const { engine } = await connect();
    const before = await readFile(settingsFile());
    await engine.refresh({ settings: settingsFile() }, { force: true, takeOver: false });
    await writeFile(settingsFile(), before);
    const again = engine.refresh({ settings: settingsFile() }, { force: true, takeOver: false });
    await expect(again).rejects.toMatchObject({ code: "GRANT_ENDED" });
    expect(await readFile(settingsFile())).toEqual(before);
  });
});

describe("with a code obtained elsewhere", () => {
  beforeEach(() => setUp(false));

  const codeFromElsewhere = async (): Promise<string> => {
    const url = new URL(service.oauth.authorizationEndpoint);
    const parameters = { response_type: "code", client_id: client.client_id, redirect_uri: callback, state: "mine" };
    const asked = { ...parameters, scope: "openid offline_access", prompt: "consent" };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const ended = await scriptedBrowser(server, isCallback).visitUntilCallback(url.href);
    expect(new URL(ended).searchParams.get("iss")).toBe(issuer);
    return new URL(ended).searchParams.get("code") ?? "";
  };
  const redeem = (values: Readonly<Record<string, string>>) =>
    createEngineFor(server, home, { pkce: false, embeddedCallback: undefined, open: async () => {} }).connect(
      { service: service.id, connectionString: stringOf({ InitiateOAuth: "REFRESH", ...values }) },
      never,
    );

  test("a code is exchanged once; the second time it is refused and the server ends the grant", async () => {
    const OAuthVerifier = await codeFromElsewhere();
    const document = await redeem({ OAuthVerifier });
    expect(document.Account).toBe("ada");
    // The saved values win: the code is not sent again.
    expect((await redeem({ OAuthVerifier })).Grant.Id).toBe(document.Grant.Id);

    const elsewhere = { OAuthVerifier, OAuthSettingsLocation: settingsFile("other.txt") };
    await expect(redeem(elsewhere)).rejects.toMatchObject({ code: "CODE_REFUSED" });
    const engine = createEngineFor(server, home, { pkce: false, embeddedCallback: undefined, open: async () => {} });
    const renewal = engine.refresh({ settings: settingsFile() }, { force: true, takeOver: false });
    await expect(renewal).rejects.toMatchObject({ code: "GRANT_ENDED" });
  });

  test("a code with another callback than it was made for is refused", async () => {
    const OAuthVerifier = await codeFromElsewhere();
    const CallbackURL = `${callback}/other`;
    await expect(redeem({ OAuthVerifier, CallbackURL })).rejects.toMatchObject({ code: "CODE_REFUSED" });
    await expect(readFile(settingsFile())).rejects.toMatchObject({ code: "ENOENT" });
  });
});

const never = {
  signal: new AbortController().signal,
  openBrowser: false,
  onWaiting: () => {},
  onExchanging: () => {},
};
