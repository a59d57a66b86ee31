import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { EmbeddedApps } from "../ports.ts";

/** The OAuth app a connection uses: the embedded one, or one of the person's own. */
export interface OAuthClient {
  readonly id: string;
  readonly secret?: string;
  readonly callbackURL: string;
  /** Any port of the loopback callback will do (RFC 8252 section 7.3). */
  readonly anyLoopbackPort: boolean;
  readonly embedded: boolean;
}

/**
 * The OAuth app that the properties name, else the embedded one of the service.
 * Throws `EMBEDDED_APP_MISSING` where there is neither.
 */
export const clientOf = (
  service: ServiceDefinition,
  properties: Properties,
  embeddedApps: EmbeddedApps,
): OAuthClient => {
  const app = embeddedApps[service.id];
  if (properties.OAuthClientId && properties.OAuthClientId !== app?.OAuthClientId) {
    return {
      id: properties.OAuthClientId,
      ...(properties.OAuthClientSecret ? { secret: properties.OAuthClientSecret } : {}),
      callbackURL: properties.CallbackURL ?? service.oauth.exampleCallbackURL,
      anyLoopbackPort: false,
      embedded: false,
    };
  }
  if (!app) throw new KeyferryError("EMBEDDED_APP_MISSING", { service: service.name });
  return {
    id: app.OAuthClientId,
    ...(app.OAuthClientSecret ? { secret: app.OAuthClientSecret } : {}),
    callbackURL: properties.CallbackURL ?? app.CallbackURL,
    anyLoopbackPort: app.anyLoopbackPort === true && properties.CallbackURL === undefined,
    embedded: true,
  };
};
