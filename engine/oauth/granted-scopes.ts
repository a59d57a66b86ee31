import type { Properties } from "../../shared/property.ts";
import { propertyValue } from "../../shared/property-check.ts";
import type { ServiceDefinition } from "../../shared/service.ts";

/** Scopes as a list: services write them with spaces (RFC 6749 section 3.3), commas, or as an array. */
const listOf = (value: unknown): readonly string[] | undefined => {
  const each = Array.isArray(value) ? value : typeof value === "string" ? value.split(/[\s,]+/) : undefined;
  return each?.filter((scope): scope is string => typeof scope === "string" && /^[\x21-\x7e]{1,200}$/.test(scope));
};

/**
 * The scopes that a token answer says were granted (RFC 6749 section 5.1); undefined where the service does
 * not tell, or means something else by that field.
 */
export const grantedScopes = (
  { oauth }: ServiceDefinition,
  body: Readonly<Record<string, unknown>>,
): readonly string[] | undefined => {
  const field = oauth.scope?.grantedIn;
  const granted = field && listOf(body[field]);
  return granted && granted.length > 0 ? granted : undefined;
};

/** The scopes that were asked for and not granted. None where it is not known what was granted. */
export const missingScopes = (
  service: ServiceDefinition,
  properties: Properties,
  granted: readonly string[] | undefined,
): readonly string[] => {
  if (!granted || !service.oauth.scope) return [];
  const asked = (propertyValue(service, properties, "Scope") ?? "").split(service.oauth.scope.separator);
  return asked.map((scope) => scope.trim()).filter((scope) => scope !== "" && !granted.includes(scope));
};
