import type { ServiceInfo } from "../../../shared/contract.ts";
import { authSchemeOf, missingProperties } from "../../../shared/property-check.ts";

/**
 * Whether the practice tour can go to a service: to one that asks for nothing before its consent, whose token is
 * renewed, and where a second sign-in harms nothing.
 */
export const suitsTour = ({ definition, embeddedApp }: ServiceInfo): boolean =>
  embeddedApp &&
  authSchemeOf(definition, {}) === "OAuth" &&
  missingProperties(definition, {}).length === 0 &&
  definition.oauth.renewal === "refresh-token" &&
  definition.grant.sharing !== "one-per-login";
