import type { Properties } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";

/** What is a place, a state or a result of one sign-in, and not of the next. */
const ofOneSignIn: ReadonlySet<string> = new Set([
  "OAuthSettingsLocation",
  "OAuthVerifier",
  "OAuthAccessToken",
  "OAuthRefreshToken",
  "OAuthExpiresIn",
  "OAuthTokenTimestamp",
]);

const ofTheApp: readonly string[] = ["OAuthClientId", "OAuthClientSecret", "CallbackURL"];

/**
 * What a further connection of the same kind is made with: what was entered for the first one, what
 * its sign-in found out, and its OAuth app where that is not the embedded one, secret included.
 */
export const propertiesLike = (
  service: Pick<ServiceDefinition, "properties">,
  entered: Properties,
  saved: Properties,
  embeddedAppId: string | undefined,
): Properties => {
  const own = service.properties.map(({ name }) => name);
  const app = saved.OAuthClientId !== undefined && saved.OAuthClientId !== embeddedAppId ? ofTheApp : [];
  const carried = [...own, ...app].flatMap((name): readonly (readonly [string, string])[] => {
    const value = saved[name];
    return value === undefined ? [] : [[name, value]];
  });
  const all: Properties = { ...Object.fromEntries(carried), ...entered, InitiateOAuth: "GETANDREFRESH" };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !ofOneSignIn.has(name)));
};
