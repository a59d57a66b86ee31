import { randomBytes } from "node:crypto";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CatalogStorage,
  checkPracticeOrigin,
  createEngine,
  type EmbeddedApps,
  type Engine,
  type KeySource,
  keySource,
  nodeTransport,
  type Ports,
  type Services,
  type Wrapper,
} from "../engine/index.ts";
import { catalog } from "../services/catalog.ts";
import { loadDriver } from "../services/drivers.ts";
import type { Program } from "../shared/history.ts";
import type { Localised } from "../shared/localised.ts";
import { embeddedApps } from "./embedded-apps.ts";
import { type LoadedOwnService, loadOwnServices } from "./own-services/load.ts";
import { homeFolder } from "./paths.ts";
import { createShield } from "./shield.ts";
import { version } from "./version.ts";

export type { CatalogFile, CatalogStorage, Wrapper, WrapperState } from "../engine/index.ts";
export { fileReason, presentCatalog, stampOf } from "../engine/index.ts";

/** An engine, and where it keeps things. */
export interface Composed {
  readonly engine: Engine;
  readonly home: string;
  readonly keys: KeySource;
  readonly practice: boolean;
}

/** What a shell brings, and what it may decide instead of the environment. */
export interface Shell {
  /** Opens an address in the person's browser; rejects where there is none. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly practiceOrigin?: string;
  /** A home that the environment does not name, with an identity of its own. */
  readonly home?: string;
  /** The operating system's keychain, where the shell can reach one. */
  readonly keychain?: Wrapper;
  /** There is a person at hand who decides how a key is kept that no keychain can keep. */
  readonly personDecides?: boolean;
  /** Where the list of connections is kept, in place of a file of the engine's own. */
  readonly catalog?: (home: string) => CatalogStorage;
  /** Which part of the product the shell is. */
  readonly program: Program;
  /** Tells a person of what is weaker than it needs to be. */
  readonly onWarning?: (warning: Localised) => void;
}

/** Puts the engine together from Node, the environment and the services: the same for every shell. */
export const composeEngine = async (environment: NodeJS.ProcessEnv, overrides: Shell): Promise<Composed> => {
  const asked = overrides.practiceOrigin ?? environment.KEYFERRY_PRACTICE;
  const practiceOrigin = asked ? checkPracticeOrigin(asked) : undefined;
  const home = overrides.home ?? homeFolder(environment);
  const { KEYFERRY_PASSPHRASE_FILE } = environment;
  const keys = keySource({
    environment: overrides.home ? { KEYFERRY_PASSPHRASE_FILE } : environment,
    home,
    keychain: overrides.keychain,
    personDecides: overrides.personDecides,
    onWarning: overrides.onWarning,
  });
  const own = await loadOwnServices(
    home,
    catalog.map(({ id }) => id),
  );
  const ports = portsOf({
    openBrowser: overrides.openBrowser,
    home,
    keys,
    embeddedApps: await embeddedApps(environment, practiceOrigin !== undefined),
    practiceOrigin,
    catalog: overrides.catalog?.(home),
    program: overrides.program,
  });
  return { engine: createEngine(ports, servicesOf(own)), home, keys, practice: practiceOrigin !== undefined };
};

/** What the effects of an engine are made from, beside Node. */
interface PortParts {
  readonly openBrowser: Shell["openBrowser"];
  readonly home: string;
  readonly keys: KeySource;
  readonly embeddedApps: EmbeddedApps;
  readonly practiceOrigin: string | undefined;
  readonly catalog?: CatalogStorage | undefined;
  readonly program?: Program | undefined;
}

/** Whether an address leads out of this machine. */
const hasNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

/** The effects of an engine, from Node. */
export const portsOf = ({
  openBrowser,
  home,
  keys,
  embeddedApps: apps,
  practiceOrigin,
  catalog: list,
  program,
}: PortParts): Ports => ({
  clock: {
    now: Date.now,
    sleep: async (milliseconds, signal, { background = false } = {}) => {
      await sleep(milliseconds, undefined, { ...(signal ? { signal } : {}), ref: !background });
    },
  },
  browser: { open: openBrowser },
  transport: nodeTransport(),
  // A practice provider is on this machine.
  ...(practiceOrigin ? {} : { hasNetwork }),
  random: (length) => randomBytes(length).toString("base64url"),
  keys,
  paths: { home },
  shield: createShield(),
  embeddedApps: apps,
  ...(practiceOrigin ? { practiceOrigin } : {}),
  ...(list ? { catalog: list } : {}),
  version,
  ...(program ? { program } : {}),
});

/** The services of the product, and those of the person. */
export const servicesOf = (own: readonly LoadedOwnService[]): Services => ({
  catalog: [...catalog, ...own.map(({ definition }) => definition)],
  loadDriver: async (id) => own.find(({ definition }) => definition.id === id)?.driver ?? loadDriver(id),
});
