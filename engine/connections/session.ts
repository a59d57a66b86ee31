import { join } from "node:path";
import type { InitiateOAuth } from "../../shared/oauth-properties.ts";
import type { AuthScheme, Properties } from "../../shared/property.ts";
import { authSchemeOf, checkProperties, propertyValue } from "../../shared/property-check.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { createHttp, type Http } from "../http.ts";
import type { DriverTools, ServiceDriver } from "../kit.ts";
import { clientOf } from "../oauth/client.ts";
import type { TokenEndpoint } from "../oauth/token-endpoint.ts";
import type { Ports } from "../ports.ts";
import { openStore } from "../settings/open-store.ts";
import type { OpenedSettings, SettingsStore } from "../settings/store.ts";
import { guardDriver } from "./guard-driver.ts";

/** A service with its driver loaded. */
export interface LoadedService {
  readonly definition: ServiceDefinition;
  readonly driver: ServiceDriver;
}

/** One connection while it is worked with: what was asked for, and where its settings are. */
export interface Session {
  readonly ports: Ports;
  readonly service: ServiceDefinition;
  readonly driver: ServiceDriver;
  readonly name: string;
  /** As given in the connection string or the form, checked. */
  readonly given: Properties;
  readonly mode: InitiateOAuth;
  readonly scheme: AuthScheme;
  readonly store: SettingsStore;
  readonly http: Http;
}

/** Checks the properties and opens the place of the settings; touches neither file nor network. */
export const openSession = (
  ports: Ports,
  { definition, driver }: LoadedService,
  properties: Properties,
  name = "",
  signal?: AbortSignal,
): Session => {
  const given = checkProperties(definition, properties);
  return {
    ports,
    service: definition,
    driver: guardDriver(definition, driver),
    name: name || definition.name,
    given,
    mode: (propertyValue(definition, given, "InitiateOAuth") ?? "OFF") as InitiateOAuth,
    scheme: authSchemeOf(definition, given),
    store: openStore(
      given.OAuthSettingsLocation ?? defaultLocation(ports, definition.id),
      ports.keys,
      join(ports.paths.home, "rescued"),
    ),
    http: createHttp(ports, definition, signal),
  };
};

const defaultLocation = (ports: Ports, serviceId: string): string =>
  join(ports.paths.home, serviceId, "OAuthSettings.txt");

/** What holds for a connection: what was given wins over what was saved, but never over saved tokens. */
export const effectiveProperties = (session: Session, saved: OpenedSettings | undefined): Properties => ({
  ...(saved && ofSameApp(session.given, saved.document.Properties)),
  ...session.given,
});

/** The secret and the callback of one OAuth app are never sent with the id of another. */
const ofSameApp = (given: Properties, saved: Properties): Properties => {
  if (given.OAuthClientId === undefined || given.OAuthClientId === saved.OAuthClientId) return saved;
  const { OAuthClientSecret: _, CallbackURL: __, ...others } = saved;
  return others;
};

/** Whether the connection has tokens at all, or only a name and a secret. */
export const hasTokens = ({ scheme }: Session): boolean => isTokenScheme(scheme);

/** Whether a scheme works with tokens that lapse and are renewed. */
export const isTokenScheme = (scheme: AuthScheme): boolean => scheme === "OAuth" || scheme === "OAuthPassword";

/** The token endpoint as seen from a session. Throws `EMBEDDED_APP_MISSING`. */
export const endpointOf = async (session: Session, properties: Properties): Promise<TokenEndpoint> => {
  const client = clientOf(session.service, properties, session.ports.embeddedApps);
  const app = { OAuthClientId: client.id, ...(client.secret ? { OAuthClientSecret: client.secret } : {}) };
  const tools = driverTools(session, { ...properties, ...app });
  const oauth = (await session.driver.oauth?.(tools)) ?? session.service.oauth;
  const service = { ...session.service, oauth };
  return { service, driver: session.driver, client, tools: { ...tools, service } };
};

export const driverTools = (session: Session, properties: Properties): DriverTools => ({
  service: session.service,
  properties,
  now: session.ports.clock.now,
  send: (request) => session.http.sendToken(request),
});
