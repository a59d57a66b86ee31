import type { Properties } from "../property.ts";
import { resolvePropertyName } from "../property-check.ts";
import { type ServiceDefinition, secretNamesOf } from "../service.ts";
import { tokenise } from "./tokenise.ts";

/**
 * Reads a connection string into properties under their proper names. Keys are matched without
 * regard to case; a key given twice counts as it was given last.
 *
 * Throws `CONNECTION_STRING_SYNTAX`, or `PROPERTY_UNKNOWN` with the nearest known name. Values are
 * not judged here: see `checkProperties`.
 */
export const parseConnectionString = (service: ServiceDefinition, text: string): Properties => {
  const secret = secretNamesOf(service);
  const properties: Record<string, string> = {};
  let before = "";
  for (const { key, value } of tokenise(text)) {
    before = resolvePropertyName(service, key, secret.has(before));
    properties[before] = value;
  }
  return properties;
};
