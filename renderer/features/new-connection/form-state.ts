import type { ServiceInfo } from "../../../shared/contract.ts";
import type { KeyferryError } from "../../../shared/errors.ts";
import type { Properties, PropertyDefinition } from "../../../shared/property.ts";
import { authSchemeOf, checkValue, missingProperties, propertiesForScheme } from "../../../shared/property-check.ts";
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
export const initialForm = ({ definition, embeddedApp }: ServiceInfo): FormState => ({
  name: definition.name,
  app: embeddedApp ? "embedded" : "own",
  values: {
    ...Object.fromEntries(
      propertiesOf(definition)
        .filter((property) => property.kind === "choice")
        .map((property) => [property.name, presets[property.name] ?? property.default ?? ""]),
    ),
    CallbackURL: definition.oauth.exampleCallbackURL,
  },
});

/** The fields of the form, part by part, in the order they are shown. */
export interface FormParts {
  readonly service: readonly PropertyDefinition[];
  readonly app: readonly PropertyDefinition[];
  readonly signIn: readonly PropertyDefinition[];
  readonly advanced: readonly PropertyDefinition[];
}

/** Sorts the properties that play a part in the chosen scheme into the parts of the form. */
export const partsOf = ({ definition }: ServiceInfo, form: FormState): FormParts => {
  const properties = propertiesForScheme(definition, authSchemeOf(definition, form.values)).filter(
    (property) => property.name !== "AuthScheme" || definition.authSchemes.length > 1,
  );
  const plain = properties.filter((property) => !property.advanced);
  return {
    service: plain.filter((property) => property.group === "service"),
    app: plain.filter((property) => property.group === "app"),
    signIn: plain.filter((property) => property.group !== "service" && property.group !== "app"),
    advanced: properties.filter((property) => property.advanced),
  };
};

/** The properties that will be sent: those of the chosen scheme and app, without empty ones. */
export const propertiesToSend = (info: ServiceInfo, form: FormState): Properties => {
  const { service, app, signIn, advanced } = partsOf(info, form);
  const used = [...service, ...signIn, ...(form.app === "own" ? app : []), ...advanced];
  return Object.fromEntries(
    used
      .map((property) => [property.name, form.values[property.name]?.trim() ?? ""] as const)
      .filter(([, value]) => value !== ""),
  );
};

/** The names of the fields that must not stay empty. */
export const requiredNames = ({ definition }: ServiceInfo, form: FormState): ReadonlySet<string> => {
  const { app, ...others } = partsOf({ definition, embeddedApp: false }, form);
  const ownApp = form.app === "own" ? app.map(({ name }) => name) : [];
  return new Set([
    ...Object.values(others)
      .flat()
      .filter((property) => property.required && property.default === undefined)
      .map(({ name }) => name),
    ...ownApp.filter((name) => name !== "OAuthClientSecret" || !definition.oauth.pkce),
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

/** The form with the values of a connection string put into its fields. */
export const filledFrom = (form: FormState, properties: Properties): FormState => ({
  ...form,
  app: properties.OAuthClientId ? "own" : form.app,
  values: { ...form.values, ...properties },
});

/** The form with every secret taken out: what may be kept while the sign-in is under way. */
export const withoutSecrets = ({ definition }: ServiceInfo, form: FormState): FormState => {
  const secret = secretNamesOf(definition);
  return {
    ...form,
    values: Object.fromEntries(Object.entries(form.values).filter(([name]) => !secret.has(name))),
  };
};
