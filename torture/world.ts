import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createEngine, type Engine, fileKeySource, nodeTransport } from "../engine/index.ts";
import { practiceApps, startPractice } from "../practice/index.ts";
import { catalog } from "../services/catalog.ts";
import { loadDriver } from "../services/drivers.ts";
import { practices } from "../services/practices.ts";

/** The service that is renewed: a single-use refresh token, and the family revoked when one is used twice. */
const service = "basecamp";

/** A provider that does not forgive, and a machine whose settings file is fought over. */
export interface World {
  readonly origin: string;
  readonly home: string;
  readonly settings: string;
  readonly engine: Engine;
  /** A person consents once more. */
  readonly connect: () => Promise<void>;
  /** How often the provider renewed, and how often it was shown a token that it had spent. */
  readonly counts: () => Promise<{ readonly renewals: number; readonly refusals: number }>;
  readonly set: (settings: Readonly<Record<string, string | number>>) => Promise<void>;
  readonly fault: (fault: object) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface MachineOptions {
  readonly home: string;
  readonly origin: string;
  readonly now?: () => number;
}

/** An engine on the machine that lives in `home`, with a clock of its own. */
export const createMachine = ({ home, origin, now = Date.now }: MachineOptions): Engine =>
  createEngine(
    {
      clock: {
        now,
        sleep: async (milliseconds, signal) => {
          await sleep(milliseconds, undefined, { ref: false, ...(signal ? { signal } : {}) });
        },
      },
      browser: {
        open: async (url) => {
          void fetch(url).then((page) => page.text());
        },
      },
      transport: nodeTransport(),
      random: (length) => randomBytes(length).toString("base64url"),
      keys: fileKeySource({ identityPath: join(home, "identity.txt") }),
      paths: { home },
      shield: (work) => work(),
      embeddedApps: Object.fromEntries(
        Object.entries(practiceApps(practices)).map(([id, app]) => [id, { ...app, anyLoopbackPort: true }]),
      ),
      practiceOrigin: origin,
      version: "0.0.0",
    },
    { catalog, loadDriver },
  );

/** Starts a provider and connects a machine to it. `now` is the clock of both. */
export const createWorld = async (now: () => number = Date.now): Promise<World> => {
  const provider = await startPractice({ practices, auto: "approve", now });
  const home = await mkdtemp(join(tmpdir(), "keyferry-torture-"));
  const settings = join(home, "OAuthSettings.txt");
  const engine = createMachine({ home, origin: provider.origin, now });
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${provider.control}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const world: World = {
    origin: provider.origin,
    home,
    settings,
    engine,
    connect: async () => {
      await rm(settings, { force: true });
      const connectionString = `InitiateOAuth=GETANDREFRESH;OAuthSettingsLocation=${settings}`;
      await engine.connect(
        { service, connectionString },
        { signal: AbortSignal.timeout(30_000), openBrowser: true, onWaiting: () => {}, onExchanging: () => {} },
      );
    },
    counts: async () => {
      const { counters } = (await control("GET", "state")) as {
        counters: Readonly<Record<string, Readonly<Record<string, number>>>>;
      };
      const { refresh = 0, refused = 0 } = counters[service] ?? {};
      return { renewals: refresh - refused, refusals: refused };
    },
    set: async (values) => {
      await control("PATCH", "settings", { services: { [service]: values } });
    },
    fault: async (fault) => {
      await control("POST", "faults", { service, ...fault });
    },
    close: async () => {
      await provider.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await world.set({ rotation: "revoke-family" });
  await world.connect();
  return world;
};
