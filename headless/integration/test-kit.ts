import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import {
  type Clock,
  type ConnectOptions,
  createEngine,
  type EmbeddedApps,
  type Engine,
  fileKeySource,
  nodeTransport,
  type Ports,
} from "../../engine/index.ts";
import { practiceApps, startPractice } from "../../practice/index.ts";
import { catalog } from "../../services/catalog.ts";
import { loadDriver } from "../../services/drivers.ts";
import { practices } from "../../services/practices.ts";
import { formatConnectionString } from "../../shared/connection-string/format.ts";
import type { Properties } from "../../shared/property.ts";

/** A folder for one test, removed after it. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A person with a browser: opens the address and goes where it leads. */
export const person = (address: string): Promise<string> => fetch(address).then((page) => page.text());

interface State {
  readonly grants: Readonly<Record<string, number>>;
  readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface MachineOptions {
  readonly passphrasePath?: string;
  /** What opening the browser does; the default is a person who consents. */
  readonly open?: (url: string) => Promise<unknown>;
  readonly sleep?: Clock["sleep"];
  readonly ports?: Partial<Ports>;
}

/** One machine: its home, its engine, and the addresses its browser was asked to open. */
export interface Machine {
  readonly home: string;
  readonly engine: Engine;
  readonly opened: readonly string[];
  /** Connects as `keyferry connect` does. */
  readonly connect: (
    service: string,
    properties?: Properties,
    options?: Partial<ConnectOptions>,
  ) => ReturnType<Engine["connect"]>;
  readonly token: (service: string, properties?: Properties) => Promise<string>;
  /** Where the settings of a service stand when a connection string names no place. */
  readonly settings: (service: string) => string;
  readonly bytes: (service: string) => Promise<string>;
  /** Takes a file that was carried over, to where the settings of a service stand. */
  readonly receive: (service: string, file: string) => Promise<void>;
}

/** Everything one test needs: a practice provider, a clock that stands still until told, and machines. */
export interface TestWorld {
  readonly origin: string;
  readonly apps: EmbeddedApps;
  readonly pass: (seconds: number) => void;
  readonly now: () => number;
  readonly control: (method: string, path: string, body?: unknown) => Promise<void>;
  readonly fault: (fault: object) => Promise<void>;
  /** How often the service was asked to renew, to exchange a code, and so on. */
  readonly count: (service: string, what: string) => Promise<number>;
  readonly machine: (options?: MachineOptions) => Promise<Machine>;
}

const restless: Clock["sleep"] = (milliseconds, signal) =>
  wait(milliseconds > 60_000 ? milliseconds : 1, undefined, { ref: false, ...(signal ? { signal } : {}) });

export const string = (properties: Properties): string => formatConnectionString(properties);

export const quietOptions = (over: Partial<ConnectOptions> = {}): ConnectOptions => ({
  signal: new AbortController().signal,
  openBrowser: true,
  onWaiting: () => {},
  onExchanging: () => {},
  ...over,
});

export const createWorld = async (auto: "approve" | "deny" = "approve"): Promise<TestWorld> => {
  let time = Date.UTC(2026, 10, 22);
  const provider = await startPractice({ practices, auto, now: () => time });
  onTestFinished(() => provider.close());
  const control = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await fetch(`${provider.control}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  };
  const apps: EmbeddedApps = Object.fromEntries(
    await Promise.all(
      Object.entries(practiceApps(practices)).map(async ([id, app]) => [
        id,
        { ...app, CallbackURL: `http://localhost:${await freePort()}/`, anyLoopbackPort: true },
      ]),
    ),
  );
  const world = { origin: provider.origin, apps, now: () => time };
  return {
    ...world,
    pass: (seconds) => {
      time += seconds * 1000;
    },
    control,
    fault: (fault) => control("POST", "faults", fault),
    count: async (service, what) => {
      const state = (await (await fetch(`${provider.control}state`)).json()) as State;
      return state.counters[service]?.[what] ?? 0;
    },
    machine: (options) => createMachine(world, options),
  };
};

const createMachine = async (
  { origin, apps, now }: Pick<TestWorld, "origin" | "apps" | "now">,
  { passphrasePath, open = person, sleep = restless, ports = {} }: MachineOptions = {},
): Promise<Machine> => {
  const home = await temporaryFolder();
  const opened: string[] = [];
  const engine = createEngine(
    {
      clock: { now, sleep },
      browser: {
        open: async (url) => {
          opened.push(url);
          open(url).catch(() => {});
        },
      },
      transport: nodeTransport(),
      random: (length) => randomBytes(length).toString("base64url"),
      keys: fileKeySource({ identityPath: join(home, "identity.txt"), passphrasePath }),
      paths: { home },
      shield: (work) => work(),
      embeddedApps: apps,
      practiceOrigin: origin,
      version: "0.0.0",
      ...ports,
    },
    { catalog, loadDriver },
  );
  const settings = (service: string) => join(home, service, "OAuthSettings.txt");
  return {
    home,
    engine,
    opened,
    settings,
    bytes: (service) => readFile(settings(service), "utf8"),
    receive: async (service, file) => {
      await mkdir(join(home, service), { recursive: true });
      await writeFile(settings(service), file, { mode: 0o600 });
    },
    connect: (service, properties = {}, options = {}) =>
      engine.connect(
        { service, connectionString: string({ InitiateOAuth: "GETANDREFRESH", ...properties }) },
        quietOptions(options),
      ),
    token: async (service, properties = {}) =>
      (await engine.token({ service, connectionString: string({ InitiateOAuth: "REFRESH", ...properties }) })).tokens
        .accessToken,
  };
};

/** A code that a person consented to by hand, as `GetOAuthAuthorizationURL` on another machine leads to. */
export const codeByHand = async (world: TestWorld, service: string, callbackURL: string): Promise<string> => {
  const definition = catalog.find(({ id }) => id === service);
  const app = world.apps[service];
  if (!definition || !app) throw new Error(`no ${service}`);
  const url = new URL(definition.oauth.authorizationEndpoint.replace("https:/", world.origin));
  const { scope } = definition.oauth;
  const parameters = {
    response_type: "code",
    client_id: app.OAuthClientId,
    redirect_uri: callbackURL,
    state: "by-hand",
    ...definition.oauth.authorizationParameters,
    ...(scope ? { scope: scope.default.join(scope.separator) } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const answer = await fetch(url, { redirect: "manual" });
  const code = new URL(answer.headers.get("location") ?? "http://none").searchParams.get("code");
  if (!code) throw new Error(`no code: ${answer.status} ${await answer.text()}`);
  return code;
};
