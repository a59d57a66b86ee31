import { arch, homedir, release, type } from "node:os";
import { basename } from "node:path";
import {
  checkPracticeOrigin,
  type Diagnosis,
  diagnose,
  type EmbeddedApps,
  type KeySource,
  keySource,
  type OwnServiceFacts,
} from "../engine/index.ts";
import { catalog } from "../services/catalog.ts";
import { keyStrengths } from "../shared/key-storage.ts";
import type { Localised } from "../shared/localised.ts";
import { shownName } from "../shared/secret-shapes.ts";
import { portsOf, servicesOf } from "./compose.ts";
import { embeddedApps } from "./embedded-apps.ts";
import { type TriedOwnService, tryOwnServices } from "./own-services/load.ts";
import { homeFolder } from "./paths.ts";
import { version } from "./version.ts";

/** What a person may ask a diagnosis for. */
export interface DiagnoseOptions {
  readonly settings: readonly string[];
  readonly offline: boolean;
}

/**
 * A diagnosis of this installation. Puts the engine's parts together one by one, since what keeps the
 * whole from being put together (a service file, an app file) is what is looked for.
 */
export const diagnoseInstallation = async (
  environment: NodeJS.ProcessEnv,
  { settings, offline }: DiagnoseOptions,
): Promise<Diagnosis> => {
  const home = homeFolder(environment);
  const practiceOrigin = practiceOriginIn(environment);
  const taken = catalog.map(({ id }) => id);
  const tried = await tryOwnServices(home, taken);
  const ports = portsOf({
    openBrowser: async () => {},
    home,
    keys: keysIn(environment, home),
    embeddedApps: await embeddedApps(environment, practiceOrigin !== undefined).catch((): EmbeddedApps => ({})),
    practiceOrigin,
  });
  const own = tried.flatMap((each) => ("service" in each ? [each.service] : []));
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return diagnose(ports, servicesOf(own), {
    settings,
    offline,
    environment,
    userHome: homedir(),
    program: {
      version,
      node: process.version,
      system: `${type()} ${release()}`,
      architecture: arch(),
      locale,
      timeZone,
    },
    ownServices: tried.map(ownServiceFacts),
  });
};

/** Where the environment names no usable source of keys, every question for one is answered with why. */
const keysIn = (environment: NodeJS.ProcessEnv, home: string): KeySource => {
  try {
    return keySource({ environment, home });
  } catch (error) {
    const refuse = () => Promise.reject(error);
    const storage = async () => ({ kind: "file", label: "?", strength: keyStrengths.file }) as const;
    return { identity: refuse, identities: refuse, ensureIdentity: refuse, passphrase: refuse, storage };
  }
};

const practiceOriginIn = ({ KEYFERRY_PRACTICE: asked }: NodeJS.ProcessEnv): string | undefined => {
  try {
    return asked ? checkPracticeOrigin(asked) : undefined;
  } catch {
    return undefined;
  }
};

const ownServiceFacts = (tried: TriedOwnService): OwnServiceFacts => {
  const file = basename(tried.path);
  if ("service" in tried) return { file: shownFile(file), id: tried.service.definition.id };
  const { code, message, remedy } = tried.error.toData();
  const words = (text: Localised): Localised => ({
    en: shownWords(text.en, tried.path),
    ja: shownWords(text.ja, tried.path),
  });
  return { file: shownFile(file), problem: { code, message: words(message), remedy: words(remedy) } };
};

const shownFile = (name: string): string => `${shownName(name.replace(/\.json$/, ""))}.json`;

/** The validator repeats keys of the file in quotes; those that look like names stay. */
const shownWords = (text: string, path: string): string =>
  text
    .replaceAll(path, `services/${shownFile(basename(path))}`)
    .replace(/"([^"]*)"/g, (_, word: string) => `"${shownName(word)}"`);
