import type { AuthorizationServer, Client, ClientAuth } from "oauth4webapi";
import * as oauth from "oauth4webapi";
import type { Properties } from "../../shared/property.ts";
import { fillAddress, type ServiceDefinition } from "../../shared/service.ts";
import type { HttpAnswer, HttpRequest } from "../kit.ts";
import type { OAuthClient } from "./client.ts";

/** A service in the terms of oauth4webapi. */
export const serverOf = (service: ServiceDefinition, properties: Properties): AuthorizationServer => {
  const authorization = fillAddress(service.oauth.authorizationEndpoint, service, properties);
  return {
    issuer: service.oauth.issuer ?? new URL(authorization).origin,
    authorization_endpoint: authorization,
    token_endpoint: fillAddress(service.oauth.tokenEndpoint, service, properties),
  };
};

export const clientTerms = (client: OAuthClient): Client => ({ client_id: client.id });

/** The secret travels in the body: all services take that, not all take HTTP Basic (RFC 6749 section 2.3.1). */
export const clientAuthentication = (client: OAuthClient): ClientAuth =>
  client.secret ? oauth.ClientSecretPost(client.secret) : oauth.None();

/**
 * Runs a request of oauth4webapi through the engine's way out. `send` judges the answer itself and
 * throws for a bad one, so what comes back is a success, labelled as the JSON it is.
 */
export const fetchThrough =
  (send: (request: HttpRequest) => Promise<HttpAnswer>) =>
  async (
    url: string,
    options: { method: string; headers: Record<string, string>; body?: unknown },
  ): Promise<Response> => {
    const answer = await send({
      method: options.method === "POST" ? "POST" : "GET",
      url,
      headers: options.headers,
      ...(options.body === undefined || options.body === null ? {} : { body: String(options.body) }),
    });
    return new Response(answer.text, { status: 200, headers: { "content-type": "application/json" } });
  };
