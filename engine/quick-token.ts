import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConnectionString } from "../shared/connection-string/parse.ts";
import type { Properties } from "../shared/property.ts";
import { checkProperties } from "../shared/property-check.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import { parseDocument } from "./settings/document.ts";
import { expandLocation } from "./settings/location.ts";
import { quickOpen } from "./settings/quick-open.ts";
import { secretKeyIn } from "./settings/secret-key.ts";
import { isFresh } from "./tokens/timing.ts";
import { tokensFromProperties } from "./tokens/token-properties.ts";

/** What a quick look needs to know of its surroundings. */
export interface QuickSurroundings {
  readonly catalog: readonly ServiceDefinition[];
  readonly home: string;
  readonly identityPath: string;
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

const lookUp = (target: QuickTarget, { catalog, home, identityPath }: QuickSurroundings): string | undefined => {
  const named = "service" in target ? catalog.find(({ id }) => id === target.service.toLowerCase()) : undefined;
  const given = "service" in target ? named && givenProperties(named, target.connectionString) : {};
  if (!given) return undefined;
  const location =
    "settings" in target
      ? target.settings
      : (given.OAuthSettingsLocation ?? join(home, named?.id ?? "", "OAuthSettings.txt"));
  if (location.startsWith("memory://")) return undefined;
  const path = expandLocation(location);
  const identity = secretKeyIn(readFileSync(identityPath, "utf8"), identityPath);
  const text = quickOpen(readFileSync(path, "utf8"), identity);
  if (text === undefined) return undefined;
  const { Service, Properties, Grant } = parseDocument(text, path);
  const service = named ?? catalog.find(({ id }) => id === Service);
  const tokens = tokensFromProperties(Properties);
  const unclaimed = Grant.Owner === null && Grant.HandedOver === undefined;
  if (service?.id !== Service || unclaimed || !tokens) return undefined;
  return isFresh(service, tokens, Date.now()) ? tokens.accessToken : undefined;
};

/** The properties, where they are ones whose saved token counts. */
const givenProperties = (service: ServiceDefinition, connectionString: string): Properties | undefined => {
  const properties = checkProperties(service, parseConnectionString(service, connectionString));
  return properties.InitiateOAuth === "REFRESH" || properties.InitiateOAuth === "GETANDREFRESH"
    ? properties
    : undefined;
};
