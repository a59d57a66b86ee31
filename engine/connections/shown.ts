import { type Properties, secretMask } from "../../shared/property.ts";
import { propertiesOf, type ServiceDefinition, secretNamesOf } from "../../shared/service.ts";
import { masked } from "../redact.ts";
import type { SettingsDocument } from "../settings/document.ts";

/** The names of the properties whose values may be shown: those a service defines, and not as secret. */
export const openNamesOf = (service: ServiceDefinition): ReadonlySet<string> =>
  new Set(propertiesOf(service).flatMap(({ name, secret }) => (secret ? [] : [name])));

/**
 * Properties for people: secret ones, and those of names unknown here, show as `••••`; where a secret
 * stands within another value, it is masked there too.
 */
export const shownProperties = (service: ServiceDefinition | undefined, properties: Properties): Properties => {
  const open = service ? openNamesOf(service) : new Set<string>();
  const secrets = secretValuesOf(service, properties);
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, open.has(name) ? masked(value, secrets) : secretMask]),
  );
};

/** What must not be shown of properties; without a service nothing is known to be harmless. */
export const secretValuesOf = (service: ServiceDefinition | undefined, properties: Properties): readonly string[] => {
  const secret = service ? secretNamesOf(service) : undefined;
  const known = service ? new Set(propertiesOf(service).map(({ name }) => name)) : undefined;
  return Object.entries(properties).flatMap(([name, value]) =>
    value !== "" && (secret?.has(name) || !known?.has(name)) ? [value] : [],
  );
};

const knownMembers: ReadonlySet<string> = new Set([
  "Format",
  "Service",
  "Name",
  "Account",
  "ConsentedAt",
  "Properties",
  "Grant",
  "Recipients",
]);

/** A settings document for people: its secrets, and what this version does not know, show as `••••`. */
export const shownDocument = (
  service: ServiceDefinition | undefined,
  { Properties, Grant, ...members }: SettingsDocument,
): Readonly<Record<string, unknown>> => {
  const { Id, Generation, Owner, HandedOver } = Grant;
  const secrets = secretValuesOf(service, Properties);
  const shown = Object.entries(members).map(([name, value]) => [
    name,
    !knownMembers.has(name) ? secretMask : typeof value === "string" ? masked(value, secrets) : value,
  ]);
  return {
    ...Object.fromEntries(shown),
    Properties: shownProperties(service, Properties),
    Grant: { Id, Generation, Owner, ...(HandedOver ? { HandedOver } : {}) },
  };
};
