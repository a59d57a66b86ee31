import * as oauth from "oauth4webapi";
import { KeyferryError } from "../../shared/errors.ts";
import { untranslated } from "../../shared/localised.ts";
import type { Properties } from "../../shared/property.ts";
import { propertyValue } from "../../shared/property-check.ts";
import { fillAddress, type ServiceDefinition } from "../../shared/service.ts";
import { presentable } from "../redact.ts";
import type { OAuthClient } from "./client.ts";
import { clientTerms, serverOf } from "./server.ts";

/** What must be remembered between sending a person off and judging what comes back. */
export interface AuthorizationRequest {
  /** The service's real address; mapped to a practice provider when it is opened. */
  readonly url: string;
  readonly state: string;
  readonly callbackURL: string;
  /** PKCE (RFC 7636), where the service takes it. */
  readonly codeVerifier?: string;
}

/** Builds the address a person consents at (RFC 6749 section 4.1.1). */
export const authorizationRequest = async (
  service: ServiceDefinition,
  client: OAuthClient,
  properties: Properties,
  random: (length: number) => string,
  state = random(32),
): Promise<AuthorizationRequest> => {
  const url = new URL(fillAddress(service.oauth.authorizationEndpoint, service, properties));
  const scope = propertyValue(service, properties, "Scope");
  const parameters: Record<string, string> = {
    response_type: "code",
    client_id: client.id,
    redirect_uri: client.callbackURL,
    state,
    ...(scope ? { scope } : {}),
    ...service.oauth.authorizationParameters,
  };
  const codeVerifier = service.oauth.pkce ? random(32) : undefined;
  if (codeVerifier !== undefined) {
    parameters.code_challenge = await oauth.calculatePKCECodeChallenge(codeVerifier);
    parameters.code_challenge_method = "S256";
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, state, callbackURL: client.callbackURL, ...(codeVerifier ? { codeVerifier } : {}) };
};

/**
 * Judges what came back to the callback (RFC 6749 section 4.1.2, RFC 9207).
 * Throws `STATE_MISMATCH`, `ISSUER_MISMATCH`, `CONSENT_DENIED`, `SERVICE_REFUSED` or `ADDRESS_WITHOUT_CODE`.
 */
export const judgeAuthorizationAnswer = (
  service: ServiceDefinition,
  client: OAuthClient,
  request: AuthorizationRequest,
  properties: Properties,
  answer: URLSearchParams,
): URLSearchParams => {
  const server = serverOf(service, properties);
  const issuer = answer.get("iss");
  if (issuer !== null && issuer !== server.issuer) {
    throw new KeyferryError("ISSUER_MISMATCH", { service: service.name, issuer: presentable(issuer) });
  }
  let judged: URLSearchParams;
  try {
    judged = oauth.validateAuthResponse(server, clientTerms(client), answer, request.state);
  } catch (error) {
    throw authorizationError(service, error);
  }
  // No parameter may be given twice (RFC 6749 section 3.1): nobody knows which one the service meant.
  if (answer.getAll("code").length > 1) throw new KeyferryError("STATE_MISMATCH");
  // `error=` and `code=` are neither an error nor a code.
  if (!judged.get("code")) throw new KeyferryError("ADDRESS_WITHOUT_CODE");
  return judged;
};

const authorizationError = (service: ServiceDefinition, error: unknown): KeyferryError => {
  if (error instanceof oauth.AuthorizationResponseError) {
    const words = presentable(error.error_description ?? "");
    if (error.error === "access_denied") {
      return new KeyferryError("CONSENT_DENIED", {
        service: service.name,
        detail: words ? { en: ` (${words})`, ja: `（${words}）` } : untranslated(""),
      });
    }
    const detail = [presentable(error.error), words].filter(Boolean).join(": ");
    return new KeyferryError("SERVICE_REFUSED", { service: service.name, detail });
  }
  return new KeyferryError("STATE_MISMATCH");
};
