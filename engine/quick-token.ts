import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConnectionString } from "../shared/connection-string/parse.ts";
import type { Properties } from "../shared/property.ts";
import { checkProperties } from "../shared/property-check.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import { chooseSource, type Environment } from "./keys/choose-source.ts";
import { openToOthers } from "./keys/open-to-others.ts";
import { secretKeysIn } from "./keys/secret-keys.ts";
import { parseDocument } from "./settings/document.ts";
import { expandLocation } from "./settings/location.ts";
import { quickOpen } from "./settings/quick-open.ts";
import { isFresh } from "./tokens/timing.ts";
import { tokensFromProperties } from "./tokens/token-properties.ts";

/** What a quick look needs to know of its surroundings. */
export interface QuickSurroundings {
  readonly catalog: readonly ServiceDefinition[];
  readonly home: string;
  /** Says where the identity comes from; where it is not a file, the whole engine has its turn. */
  readonly environment: Environment;
}

/** A settings file, or a service and its connection string. */
export type QuickTarget =
  | { readonly settings: string }
  | { readonly service: string; readonly connectionString: string };

/**
 * A second, narrow door of the engine, for the call that scripts make most: the saved access token
 * where it is good and nothing is to be written, asked or claimed. In every other case, errors
 * included, it answers undefined, and the whole engine has its turn. Loads next to nothing.
 */
export const quickToken = (target: QuickTarget, surroundings: QuickSurroundings): string | undefined => {
  try {
    return lookUp(target, surroundings);
  } catch {
    return undefined;
  }
};

const lookUp = (target: QuickTarget, { catalog, home, environment }: QuickSurroundings): string | undefined => {
  const named = "service" in target ? catalog.find(({ id }) => id === target.service.toLowerCase()) : undefined;
  const given = "service" in target ? named && givenProperties(named, target.connectionString) : {};
  if (!given) return undefined;
  const location =
    "settings" in target
      ? target.settings
      : (given.OAuthSettingsLocation ?? join(home, named?.id ?? "", "OAuthSettings.txt"));
  if (location.startsWith("memory://")) return undefined;
  const path = expandLocation(location);
  const text = openWithAny(readFileSync(path, "utf8"), plainKeys(environment, home));
  if (text === undefined) return undefined;
  const { Service, Properties, Grant } = parseDocument(text, path);
  const service = named ?? catalog.find(({ id }) => id === Service);
  const tokens = tokensFromProperties(Properties);
  const unclaimed = Grant.Owner === null && Grant.HandedOver === undefined;
  if (service?.id !== Service || unclaimed || !tokens) return undefined;
  return isFresh(service, tokens, Date.now()) ? tokens.accessToken : undefined;
};

/** None where the identity is no plain file, or one that others can read: the whole engine tells of that. */
const plainKeys = (environment: Environment, home: string): readonly string[] => {
  const source = chooseSource(environment, home);
  if (source.kind !== "file" || openToOthers(source.path) !== undefined) return [];
  return secretKeysIn(readFileSync(source.path, "utf8"), source.path);
};

const openWithAny = (armoured: string, [key, ...others]: readonly string[]): string | undefined =>
  key === undefined ? undefined : (quickOpen(armoured, key) ?? openWithAny(armoured, others));

/** The properties, where they are ones whose saved token counts. */
const givenProperties = (service: ServiceDefinition, connectionString: string): Properties | undefined => {
  const properties = checkProperties(service, parseConnectionString(service, connectionString));
  return properties.InitiateOAuth === "REFRESH" || properties.InitiateOAuth === "GETANDREFRESH"
    ? properties
    : undefined;
};
