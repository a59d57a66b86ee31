import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  checkPracticeOrigin,
  createEngine,
  type EmbeddedApps,
  type Engine,
  fileKeySource,
  nodeTransport,
  type Ports,
  type Services,
} from "../engine/index.ts";
import { catalog } from "../services/catalog.ts";
import { loadDriver } from "../services/drivers.ts";
import { embeddedApps } from "./embedded-apps.ts";
import { type LoadedOwnService, loadOwnServices } from "./own-services/load.ts";
import { homeFolder, identityPath } from "./paths.ts";
import { createShield } from "./shield.ts";
import { version } from "./version.ts";

/** An engine, and where it keeps things. */
export interface Composed {
  readonly engine: Engine;
  readonly home: string;
  readonly identityPath: string;
  readonly practice: boolean;
}

/** What a shell brings, and what it may decide instead of the environment. */
export interface Shell {
  /** Opens an address in the person's browser; rejects where there is none. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly practiceOrigin?: string;
  readonly home?: string;
}

/** Puts the engine together from Node, the environment and the services: the same for every shell. */
export const composeEngine = async (environment: NodeJS.ProcessEnv, overrides: Shell): Promise<Composed> => {
  const asked = overrides.practiceOrigin ?? environment.KEYFERRY_PRACTICE;
  const practiceOrigin = asked ? checkPracticeOrigin(asked) : undefined;
  const home = overrides.home ?? homeFolder(environment);
  const identity = identityPath(overrides.home ? {} : environment, home);
  const own = await loadOwnServices(
    home,
    catalog.map(({ id }) => id),
  );
  const ports = portsOf(environment, {
    openBrowser: overrides.openBrowser,
    home,
    identityPath: identity,
    embeddedApps: await embeddedApps(environment, practiceOrigin !== undefined),
    practiceOrigin,
  });
  return {
    engine: createEngine(ports, servicesOf(own)),
    home,
    identityPath: identity,
    practice: practiceOrigin !== undefined,
  };
};

/** What the effects of an engine are made from, beside Node. */
interface PortParts {
  readonly openBrowser: Shell["openBrowser"];
  readonly home: string;
  readonly identityPath: string;
  readonly embeddedApps: EmbeddedApps;
  readonly practiceOrigin: string | undefined;
}

/** The effects of an engine, from Node. */
export const portsOf = (
  environment: NodeJS.ProcessEnv,
  { openBrowser, home, identityPath: path, embeddedApps: apps, practiceOrigin }: PortParts,
): Ports => ({
  clock: {
    now: Date.now,
    sleep: async (milliseconds, signal, { background = false } = {}) => {
      await sleep(milliseconds, undefined, { ...(signal ? { signal } : {}), ref: !background });
    },
  },
  browser: { open: openBrowser },
  transport: nodeTransport(),
  random: (length) => randomBytes(length).toString("base64url"),
  keys: fileKeySource({ identityPath: path, passphrasePath: environment.KEYFERRY_PASSPHRASE_FILE }),
  paths: { home },
  shield: createShield(),
  embeddedApps: apps,
  ...(practiceOrigin ? { practiceOrigin } : {}),
  version,
});

/** The services of the product, and those of the person. */
export const servicesOf = (own: readonly LoadedOwnService[]): Services => ({
  catalog: [...catalog, ...own.map(({ definition }) => definition)],
  loadDriver: async (id) => own.find(({ definition }) => definition.id === id)?.driver ?? loadDriver(id),
});
