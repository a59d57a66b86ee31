import type { Localised } from "./localised.ts";
import { oauthProperties, refreshTokenProperty } from "./oauth-properties.ts";
import type { AuthScheme, Properties, PropertyDefinition } from "./property.ts";

/**
 * What happens to a grant when two machines hold it.
 * - `copyable`: each copy may be renewed without harming the others.
 * - `single-owner`: renewing one copy may end the others.
 * - `one-per-login`: any new login ends all earlier grants.
 */
export type GrantSharing = "copyable" | "single-owner" | "one-per-login";

/** The OAuth half of a service, as data (RFC 6749 names). */
export interface OAuthDefinition {
  /** Addresses may hold properties: `{Url}` is replaced by the value of `Url`, its default included. */
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** What the service calls itself (RFC 8414, RFC 9207); the origin of the authorization endpoint where absent. */
  readonly issuer?: string;
  /** The service takes no app but one of the person's own. */
  readonly customAppOnly?: true;
  /** Sent beside the standard parameters of each request. */
  readonly authorizationParameters?: Readonly<Record<string, string>>;
  readonly codeParameters?: Readonly<Record<string, string>>;
  readonly refreshParameters?: Readonly<Record<string, string>>;
  /** Absent: the service has no scopes, and none is sent. */
  readonly scope?: {
    readonly default: readonly string[];
    readonly separator: " " | ",";
    /** The field of a token answer that tells what was granted. Absent: none does, or it means something else. */
    readonly grantedIn?: "scope" | "permissions";
  };
  /** Whether the service takes PKCE (RFC 7636). */
  readonly pkce: boolean;
  /** `refresh-token`: RFC 6749 section 6. `access-token`: the access token renews itself while it is good. */
  readonly renewal: "refresh-token" | "access-token";
  /** Seconds a token lives where the answer does not say. */
  readonly defaultExpiresIn: number;
  /** Seconds before which the service refuses to renew a fresh token. */
  readonly minimumRenewalAge?: number;
  /**
   * Seconds a grant lives without being renewed, where a refresh token has a life of its own. Absent: the
   * service does not say. What an access token that renews itself has to live stands in its own `expires_in`.
   */
  readonly grantIdleLife?: number;
  /** Seconds from consent to the end of a grant, however often it is renewed. Absent: the service does not say. */
  readonly grantMaximumLife?: number;
  /** The redirect address proposed for a custom app. */
  readonly exampleCallbackURL: string;
}

/** All that is known about a service without running code. */
export interface ServiceDefinition {
  readonly id: string;
  readonly name: string;
  readonly summary: Localised;
  /** A 24×24 SVG, one path, drawn in the current colour. */
  readonly icon: string;
  readonly authSchemes: readonly [AuthScheme, ...AuthScheme[]];
  /** The service's own properties; the ones every OAuth service has are added by `propertiesOf`. */
  readonly properties: readonly PropertyDefinition[];
  readonly oauth: OAuthDefinition;
  readonly grant: {
    readonly sharing: GrantSharing;
    /** The service's own reason for it. */
    readonly why: Localised;
    /** The page where the reason can be read, or where it would stand. */
    readonly source?: string;
    /** How a person ends the grant for a machine that was lost, and what else that ends. Absent: the service does not say. */
    readonly withdrawal?: Localised;
  };
  /** Pages that prove the facts above. */
  readonly sources: readonly string[];
}

/** An address of a definition with the values of its properties filled in, slashes at their ends cut. */
export const fillAddress = (template: string, service: ServiceDefinition, properties: Properties): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = properties[name] ?? propertiesOf(service).find((property) => property.name === name)?.default ?? "";
    return value.replace(/\/+$/, "");
  });

const propertiesByService = new WeakMap<ServiceDefinition, readonly PropertyDefinition[]>();

/** Every property a connection of this service can have, in the order forms show them. */
export const propertiesOf = (service: ServiceDefinition): readonly PropertyDefinition[] => {
  const known = propertiesByService.get(service) ?? allPropertiesOf(service);
  propertiesByService.set(service, known);
  return known;
};

const allPropertiesOf = (service: ServiceDefinition): readonly PropertyDefinition[] => [
  ...service.properties,
  {
    name: "AuthScheme",
    kind: "choice",
    values: service.authSchemes,
    default: service.authSchemes[0],
    group: "sign-in",
    help: { en: "How the connection proves who it is.", ja: "認証に使用する方式。" },
  },
  ...oauthProperties.map((property) => forService(service, property)),
  ...(service.oauth.renewal === "refresh-token" ? [refreshTokenProperty] : []),
  ...(service.oauth.scope ? [scopeProperty(service.oauth.scope.default.join(service.oauth.scope.separator))] : []),
];

const oauthSchemes: readonly AuthScheme[] = ["OAuth", "OAuthPassword"];

/** A property every OAuth service has, as this one uses it. */
const forService = ({ authSchemes, oauth }: ServiceDefinition, property: PropertyDefinition): PropertyDefinition => {
  const own = authSchemes.every((scheme) => oauthSchemes.includes(scheme))
    ? property
    : { ...property, ...(property.group === "storage" ? {} : { authSchemes: oauthSchemes }) };
  if (property.name === "CallbackURL") return { ...own, example: oauth.exampleCallbackURL };
  const needed = requiredApp(authSchemes, oauth);
  return property.group === "app" && needed.length > 0 ? { ...own, required: needed } : own;
};

/** The schemes that cannot do with an embedded app: a password grant never can. */
const requiredApp = (schemes: readonly AuthScheme[], { customAppOnly }: OAuthDefinition): readonly AuthScheme[] =>
  schemes.filter((scheme) => scheme === "OAuthPassword" || (scheme === "OAuth" && customAppOnly === true));

const scopeProperty = (standard: string): PropertyDefinition => ({
  name: "Scope",
  kind: "text",
  default: standard,
  group: "app",
  advanced: true,
  help: { en: "What the connection asks permission for.", ja: "接続が要求する権限（スコープ）。" },
});

/** The names of the properties whose values must never be shown. */
export const secretNamesOf = (service: ServiceDefinition): ReadonlySet<string> =>
  new Set(
    propertiesOf(service)
      .filter((property) => property.secret)
      .map((property) => property.name),
  );
