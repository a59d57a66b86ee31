import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { checkPracticeOrigin, createEngine, type Engine, fileKeySource, nodeTransport } from "../engine/index.ts";
import { catalog } from "../services/catalog.ts";
import { loadDriver } from "../services/drivers.ts";
import { embeddedApps } from "./embedded-apps.ts";
import { loadOwnServices } from "./own-services/load.ts";
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
  const engine = createEngine(
    {
      clock: {
        now: Date.now,
        sleep: async (milliseconds, signal, { background = false } = {}) => {
          await sleep(milliseconds, undefined, { ...(signal ? { signal } : {}), ref: !background });
        },
      },
      browser: { open: overrides.openBrowser },
      transport: nodeTransport(),
      random: (length) => randomBytes(length).toString("base64url"),
      keys: fileKeySource({ identityPath: identity, passphrasePath: environment.KEYFERRY_PASSPHRASE_FILE }),
      paths: { home },
      shield: createShield(),
      embeddedApps: await embeddedApps(environment, practiceOrigin !== undefined),
      ...(practiceOrigin ? { practiceOrigin } : {}),
      version,
    },
    {
      catalog: [...catalog, ...own.map(({ definition }) => definition)],
      loadDriver: async (id) => own.find(({ definition }) => definition.id === id)?.driver ?? loadDriver(id),
    },
  );
  return { engine, home, identityPath: identity, practice: practiceOrigin !== undefined };
};
