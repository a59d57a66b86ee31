import { closest, distance } from "fastest-levenshtein";
import { KeyferryError } from "./errors.ts";
import { type Localised, untranslated } from "./localised.ts";
import { type AuthScheme, type Properties, type PropertyDefinition, secretMask } from "./property.ts";
import { shownName } from "./secret-shapes.ts";
import { propertiesOf, type ServiceDefinition } from "./service.ts";

/**
 * The proper spelling of a property name given in any case. Throws `PROPERTY_UNKNOWN`. Where a secret
 * stood before it (`afterSecret`), only what is nearly a known name is repeated: it may be the rest of
 * a secret with a semicolon in it.
 */
export const resolvePropertyName = (service: ServiceDefinition, name: string, afterSecret = false): string => {
  const names = propertiesOf(service).map((property) => property.name);
  const found = names.find((known) => known.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const nearest = nearestName(name, names);
  const shown = afterSecret && !isNearly(name, nearest) ? secretMask : shownName(name);
  throw new KeyferryError("PROPERTY_UNKNOWN", { service: service.name, id: service.id, name: shown, nearest });
};

const isNearly = (name: string, known: string): boolean =>
  distance(name.toLowerCase(), known.toLowerCase()) <= Math.ceil(known.length / 4);

const nearestName = (name: string, names: readonly string[]): string => {
  const lower = closest(
    name.toLowerCase(),
    names.map((known) => known.toLowerCase()),
  );
  return names.find((known) => known.toLowerCase() === lower) ?? "";
};

/** What is wrong with one property's value, or undefined. Pure, so forms can ask at every keystroke. */
export const checkValue = (property: PropertyDefinition, value: string): KeyferryError | undefined => {
  const allowed = allowedValues(property, value);
  return allowed === undefined
    ? undefined
    : new KeyferryError("PROPERTY_VALUE_INVALID", { name: property.name, allowed });
};

/** What would have been allowed, where the value is not. */
const allowedValues = (property: PropertyDefinition, value: string): Localised | undefined => {
  if (value === "") return undefined;
  if (property.kind === "choice" && property.values && !properChoice(property, value)) {
    return untranslated(property.values.join(", "));
  }
  if (property.kind === "number" && !/^-?\d{1,16}$/.test(value)) return { en: "a whole number", ja: "整数" };
  if (property.kind !== "address") return undefined;
  if (!isWebAddress(value)) {
    return { en: "an address that starts with http:// or https://", ja: "http:// または https:// で始まる URL" };
  }
  // Addresses are shown and kept in the clear.
  return holdsPassword(value)
    ? { en: "an address without a user name and a password in it", ja: "ユーザー名とパスワードを含まない URL" }
    : undefined;
};

const properChoice = (property: PropertyDefinition, value: string): string | undefined =>
  property.values?.find((allowed) => allowed.toLowerCase() === value.toLowerCase());

const isWebAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !/\s/.test(value);

const holdsPassword = (value: string): boolean => {
  const { username, password } = new URL(value);
  return username !== "" || password !== "";
};

/**
 * The scheme a connection uses: the one it names; else the one that alone has use for a property
 * that is set (an API key, a password); else the service's default.
 */
export const authSchemeOf = (service: ServiceDefinition, properties: Properties): AuthScheme => {
  const named = properties.AuthScheme?.toLowerCase();
  const found = service.authSchemes.find((scheme) => scheme.toLowerCase() === named);
  return found ?? impliedScheme(service, properties) ?? service.authSchemes[0];
};

const impliedScheme = (service: ServiceDefinition, properties: Properties): AuthScheme | undefined =>
  service.properties.find(({ name, secret, authSchemes }) => secret && authSchemes?.length === 1 && properties[name])
    ?.authSchemes?.[0];

/** The properties that play a part in a scheme. */
export const propertiesForScheme = (service: ServiceDefinition, scheme: AuthScheme): readonly PropertyDefinition[] =>
  propertiesOf(service).filter((property) => !property.authSchemes || property.authSchemes.includes(scheme));

/** The names of the properties that the scheme needs and that are not set. */
export const missingProperties = (service: ServiceDefinition, properties: Properties): readonly string[] => {
  const scheme = authSchemeOf(service, properties);
  return propertiesForScheme(service, scheme)
    .filter((property) => isRequired(property, scheme) && property.default === undefined && !properties[property.name])
    .map((property) => property.name);
};

/** Whether a scheme cannot work without the property. */
export const isRequired = ({ required }: PropertyDefinition, scheme: AuthScheme): boolean =>
  required === true || (required?.includes(scheme) ?? false);

/** Throws `PROPERTY_MISSING` with the names of all that the scheme needs and that are not set. */
export const checkComplete = (service: ServiceDefinition, properties: Properties): void => {
  const missing = missingProperties(service, properties);
  if (missing.length > 0) {
    throw new KeyferryError("PROPERTY_MISSING", { service: service.name, names: missing.join(", ") });
  }
};

/**
 * Judges every value and returns the properties with choices in their proper case and without
 * empty values. Throws `PROPERTY_VALUE_INVALID` for the first bad value. What is missing is another
 * question, as saved settings may have it: see `checkComplete`.
 */
export const checkProperties = (service: ServiceDefinition, properties: Properties): Properties => {
  const checked: Record<string, string> = {};
  for (const property of propertiesOf(service)) {
    const value = properties[property.name];
    if (value === undefined || value === "") continue;
    const wrong = checkValue(property, value);
    if (wrong) throw wrong;
    checked[property.name] = properChoice(property, value) ?? value;
  }
  return checked;
};

/** The value a property has in a connection, its default included. */
export const propertyValue = (service: ServiceDefinition, properties: Properties, name: string): string | undefined =>
  properties[name] ?? propertiesOf(service).find((property) => property.name === name)?.default;
