import { formatMasked } from "../../../shared/connection-string/format.ts";
import type { ServiceInfo } from "../../../shared/contract.ts";
import type { KeyferryError } from "../../../shared/errors.ts";
import { type AuthScheme, type Properties, type PropertyDefinition, secretMask } from "../../../shared/property.ts";
import {
  authSchemeOf,
  checkValue,
  isRequired,
  missingProperties,
  propertiesForScheme,
} from "../../../shared/property-check.ts";
import { propertiesOf, secretNamesOf } from "../../../shared/service.ts";

/** Which OAuth app signs in: the one the product brings, or one a person registered. */
export type AppChoice = "embedded" | "own";

/** All that a person has entered so far. */
export interface FormState {
  readonly name: string;
  readonly app: AppChoice;
  readonly values: Properties;
}

/** What is wrong with a field: a bad value, or none where one is needed. */
export type FieldProblem = { readonly kind: "missing" } | { readonly kind: "invalid"; readonly error: KeyferryError };

/** The values a form starts with where a property's own default is not what people come here for. */
const presets: Properties = { InitiateOAuth: "GETANDREFRESH" };

/** The form before anything is entered. */
export const initialForm = ({ definition }: ServiceInfo): FormState => ({
  name: definition.name,
  app: "embedded",
  values: {
    ...Object.fromEntries(
      propertiesOf(definition)
        .filter((property) => property.kind === "choice")
        .map((property) => [property.name, presets[property.name] ?? property.default ?? ""]),
    ),
    CallbackURL: definition.oauth.exampleCallbackURL,
  },
});

/** The scheme that is chosen now. */
export const schemeOf = ({ definition }: ServiceInfo, form: FormState): AuthScheme =>
  authSchemeOf(definition, form.values);

/** Why a person cannot choose which OAuth app signs in: it has to be one of their own. Undefined where they can. */
export const whyOwnApp = (info: ServiceInfo, form: FormState): "password" | "service" | "installation" | undefined => {
  if (info.definition.oauth.customAppOnly) return "service";
  if (schemeOf(info, form) === "OAuthPassword") return "password";
  return info.embeddedApp ? undefined : "installation";
};

/** The app that signs in: the chosen one, where there is a choice. */
export const appOf = (info: ServiceInfo, form: FormState): AppChoice => (whyOwnApp(info, form) ? "own" : form.app);

/** The fields of the form, part by part, in the order they are shown. */
export interface FormParts {
  /** `AuthScheme`, where the service has more than one. */
  readonly scheme: readonly PropertyDefinition[];
  readonly service: readonly PropertyDefinition[];
  readonly app: readonly PropertyDefinition[];
  readonly signIn: readonly PropertyDefinition[];
  readonly advanced: readonly PropertyDefinition[];
}

/** Sorts the properties that play a part in the chosen scheme into the parts of the form. */
export const partsOf = (info: ServiceInfo, form: FormState): FormParts => {
  const { definition } = info;
  const all = propertiesForScheme(definition, schemeOf(info, form));
  const properties = all.filter((property) => property.name !== "AuthScheme");
  const plain = properties.filter((property) => !property.advanced);
  return {
    scheme: definition.authSchemes.length > 1 ? all.filter((property) => property.name === "AuthScheme") : [],
    service: plain.filter((property) => property.group === "service"),
    app: plain.filter((property) => property.group === "app"),
    signIn: plain.filter((property) => property.group !== "service" && property.group !== "app"),
    advanced: properties.filter((property) => property.advanced),
  };
};

/** Whether something was entered under Advanced that a person should see. */
export const advancedIsUsed = (parts: FormParts, form: FormState): boolean =>
  parts.advanced.some(({ name, default: standard }) => (form.values[name] || standard) !== standard);

/** The properties that will be sent: those of the chosen scheme and app, without empty ones. */
export const propertiesToSend = (info: ServiceInfo, form: FormState): Properties => {
  const { service, scheme, app, signIn, advanced } = partsOf(info, form);
  const used = [...service, ...scheme, ...signIn, ...(appOf(info, form) === "own" ? app : []), ...advanced];
  return Object.fromEntries(
    used
      .map((property) => [property.name, form.values[property.name]?.trim() ?? ""] as const)
      .filter(([, value]) => value !== ""),
  );
};

/** The names of the fields that must not stay empty. */
export const requiredNames = (info: ServiceInfo, form: FormState): ReadonlySet<string> => {
  const { app, ...others } = partsOf(info, form);
  const scheme = schemeOf(info, form);
  const ownApp = appOf(info, form) === "own" ? app.map(({ name }) => name) : [];
  return new Set([
    ...Object.values(others)
      .flat()
      .filter((property) => isRequired(property, scheme) && property.default === undefined)
      .map(({ name }) => name),
    ...ownApp.filter((name) => name !== "OAuthClientSecret" || !info.definition.oauth.pkce),
  ]);
};

/** Everything that is wrong with the form now, by the name of the field. */
export const problemsOf = (info: ServiceInfo, form: FormState): ReadonlyMap<string, FieldProblem> => {
  const sent = propertiesToSend(info, form);
  const missing = new Set([
    ...missingProperties(info.definition, sent),
    ...[...requiredNames(info, form)].filter((name) => sent[name] === undefined),
  ]);
  return new Map(
    propertiesOf(info.definition).flatMap((property): [string, FieldProblem][] => {
      if (missing.has(property.name)) return [[property.name, { kind: "missing" }]];
      const error = checkValue(property, sent[property.name] ?? "");
      return error ? [[property.name, { kind: "invalid", error }]] : [];
    }),
  );
};

/**
 * The form with another scheme chosen. What a choice is where nobody chose may differ without OAuth (Basic at
 * Basecamp is for V2 alone), so there it is left to the service.
 */
export const withScheme = ({ definition }: ServiceInfo, form: FormState, scheme: string): FormState => {
  const byOAuth = scheme === "OAuth" || scheme === "OAuthPassword";
  const choices = definition.properties.flatMap(({ name, kind, default: standard }) => {
    if (kind !== "choice" || standard === undefined) return [];
    if (byOAuth) return [[name, form.values[name] || standard]];
    return form.values[name] === standard ? [[name, ""]] : [];
  });
  return { ...form, values: { ...form.values, ...Object.fromEntries(choices), AuthScheme: scheme } };
};

/** The form with the values of a connection string put into its fields, and the scheme they are for. */
export const filledFrom = (info: ServiceInfo, form: FormState, properties: Properties): FormState => {
  const scheme = schemeFor(info, form, properties);
  const start = scheme === form.values.AuthScheme ? form : withScheme(info, form, scheme);
  return {
    ...start,
    app: properties.OAuthClientId ? "own" : form.app,
    values: { ...start.values, ...properties, AuthScheme: scheme },
  };
};

/**
 * The form that a whole connection string stands for: what it does not name is as in an empty form. A secret
 * that it shows as `••••` stays what was entered.
 */
export const followingString = (info: ServiceInfo, form: FormState, properties: Properties): FormState => {
  const empty = initialForm(info);
  const { AuthScheme } = form.values;
  const entered = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, value === secretMask ? (form.values[name] ?? "") : value]),
  );
  const bare = { ...form, values: empty.values };
  const sameScheme = AuthScheme === undefined || AuthScheme === empty.values.AuthScheme;
  return filledFrom(info, sameScheme ? bare : withScheme(info, bare, AuthScheme), entered);
};

/** The connection string that a form stands for, its secrets shown as `••••`. */
export const stringOf = (info: ServiceInfo, form: FormState): string =>
  formatMasked(propertiesToSend(info, form), secretNamesOf(info.definition));

/** A name for a new connection that none of these has: the service's, and where it is taken, with a number. */
export const freeName = (service: string, taken: readonly string[]): string => {
  const used = new Set(taken);
  let name = service;
  for (let number = 2; used.has(name); number++) name = `${service} ${number}`;
  return name;
};

/** The scheme a connection string names or implies; the chosen one while that has a use for all of it. */
const schemeFor = (info: ServiceInfo, form: FormState, properties: Properties): string => {
  const named = properties.AuthScheme;
  const known = info.definition.authSchemes.some((scheme) => scheme.toLowerCase() === named?.toLowerCase());
  if (named && !known) return named;
  const chosen = schemeOf(info, form);
  const used = new Set(propertiesForScheme(info.definition, chosen).map(({ name }) => name));
  const suits = !named && Object.keys(properties).every((name) => used.has(name));
  return suits ? chosen : authSchemeOf(info.definition, properties);
};

/** The form with every secret taken out: what may be kept while the sign-in is under way. */
export const withoutSecrets = ({ definition }: ServiceInfo, form: FormState): FormState => {
  const secret = secretNamesOf(definition);
  return {
    ...form,
    values: Object.fromEntries(Object.entries(form.values).filter(([name]) => !secret.has(name))),
  };
};
