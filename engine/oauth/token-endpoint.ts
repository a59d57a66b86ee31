import * as oauth from "oauth4webapi";
import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { fillAddress, type ServiceDefinition } from "../../shared/service.ts";
import { isLoopbackHost } from "../addresses.ts";
import type { DriverTools, HttpAnswer, HttpRequest, ServiceDriver, TokenSet, TokenVerdict } from "../kit.ts";
import type { OAuthClient } from "./client.ts";
import { grantedScopes } from "./granted-scopes.ts";
import { clientAuthentication, clientTerms, fetchThrough, serverOf } from "./server.ts";
import { tokensIn } from "./token-fields.ts";
import { judgeTokenAnswer } from "./verdict.ts";

/** One side of a conversation with a token endpoint. */
export interface TokenEndpoint {
  readonly service: ServiceDefinition;
  readonly driver: ServiceDriver;
  readonly client: OAuthClient;
  readonly tools: DriverTools;
}

/**
 * Exchanges a code for tokens (RFC 6749 section 4.1.3), the driver's second hop included.
 * `answer` is what `judgeAuthorizationAnswer` returned, or a bare verifier code.
 * Throws `CODE_REFUSED`, `CLIENT_REFUSED`, `REDIRECT_REFUSED`, `SERVICE_REFUSED` or a passing error.
 */
export const exchangeCode = async (
  endpoint: TokenEndpoint,
  answer: URLSearchParams | { readonly code: string },
  codeVerifier?: string,
): Promise<TokenSet> => {
  const { service, client, driver, tools } = endpoint;
  const server = serverOf(service, tools.properties);
  const parameters =
    answer instanceof URLSearchParams
      ? answer
      : oauth.validateAuthResponse(
          server,
          clientTerms(client),
          new URLSearchParams({ code: answer.code.replace(/#_(?:=_)?$/, "") }),
          oauth.skipStateCheck,
        );
  const secrets = [client.secret, parameters.get("code") ?? undefined, codeVerifier];
  let granted: readonly string[] | undefined;
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    clientTerms(client),
    clientAuthentication(client),
    parameters,
    client.callbackURL,
    codeVerifier ?? oauth.nopkce,
    {
      additionalParameters: { ...service.oauth.codeParameters },
      ...onLoopback(server),
      [oauth.customFetch]: fetchThrough((request) =>
        sendAndJudge(endpoint, request, secrets, "CODE_REFUSED", (body) => {
          granted = grantedScopes(service, body);
        }),
      ),
    },
  );
  const tokens = await readTokens(endpoint, () =>
    oauth.processAuthorizationCodeResponse(server, clientTerms(client), response),
  );
  const lasting = driver.afterCodeExchange ? await driver.afterCodeExchange(tools, tokens) : tokens;
  return granted ? { ...lasting, grantedScopes: granted } : lasting;
};

/**
 * Gets tokens for a user name and a password (RFC 6749 section 4.3): no browser, but an app of the
 * person's own. Throws `SIGN_IN_REFUSED` for a wrong name or password.
 */
export const passwordGrant = async (
  endpoint: TokenEndpoint,
  { User, Password, Scope }: Properties,
): Promise<TokenSet> => {
  const { client, tools, service } = endpoint;
  const server = serverOf(service, tools.properties);
  const parameters = { username: User ?? "", password: Password ?? "", ...(Scope ? { scope: Scope } : {}) };
  const response = await oauth.genericTokenEndpointRequest(
    server,
    clientTerms(client),
    clientAuthentication(client),
    "password",
    parameters,
    {
      ...onLoopback(server),
      [oauth.customFetch]: fetchThrough((request) =>
        sendAndJudge(endpoint, request, [client.secret, Password], "SIGN_IN_REFUSED"),
      ),
    },
  );
  return readTokens(endpoint, () => oauth.processGenericTokenEndpointResponse(server, clientTerms(client), response));
};

/**
 * Renews tokens: RFC 6749 section 6, or the driver's own request. An answer without a refresh
 * token keeps the old one. Throws `GRANT_ENDED`, `CLIENT_REFUSED`, `SERVICE_REFUSED` or a passing error.
 */
export const renewTokens = async (endpoint: TokenEndpoint, tokens: TokenSet): Promise<TokenSet> => {
  const { service, client, driver, tools } = endpoint;
  const server = serverOf(service, tools.properties);
  const secrets = [client.secret, tokens.accessToken, tokens.refreshToken];
  const send = (request: HttpRequest) => sendAndJudge(endpoint, request, secrets, "GRANT_ENDED");
  if (driver.renewalRequest) {
    const answer = await send(driver.renewalRequest(tools, tokens));
    const response = new Response(answer.text, { headers: { "content-type": "application/json" } });
    return readTokens(endpoint, () => oauth.processRefreshTokenResponse(server, clientTerms(client), response));
  }
  if (tokens.refreshToken === undefined) {
    throw new KeyferryError("GRANT_ENDED", {
      service: service.name,
      detail: {
        en: "the access token lapsed and there is no refresh token",
        ja: "アクセストークンの期限が切れ、リフレッシュトークンがありません",
      },
    });
  }
  const response = await oauth.refreshTokenGrantRequest(
    server,
    clientTerms(client),
    clientAuthentication(client),
    tokens.refreshToken,
    {
      additionalParameters: { ...service.oauth.refreshParameters },
      ...onLoopback(server),
      [oauth.customFetch]: fetchThrough(send),
    },
  );
  const renewed = await readTokens(endpoint, () =>
    oauth.processRefreshTokenResponse(server, clientTerms(client), response),
  );
  return { refreshToken: tokens.refreshToken, ...renewed };
};

/** A person's own service under test may be http, on this very machine alone. */
const onLoopback = ({ token_endpoint = "" }: oauth.AuthorizationServer) =>
  token_endpoint.startsWith("http:") && isLoopbackHost(new URL(token_endpoint).hostname)
    ? { [oauth.allowInsecureRequests]: true }
    : {};

/** What `invalid_grant` means depends on what was presented. */
type EndedCode = "CODE_REFUSED" | "GRANT_ENDED" | "SIGN_IN_REFUSED";

const sendAndJudge = async (
  { service, driver, tools }: TokenEndpoint,
  request: HttpRequest,
  secrets: readonly (string | undefined)[],
  endedCode: EndedCode,
  onGranted: (body: Readonly<Record<string, unknown>>) => void = () => {},
): Promise<HttpAnswer> => {
  const answer = await tools.send(request);
  const verdict = judgeTokenAnswer({ service, driver, host: new URL(request.url).host, secrets }, answer);
  if (verdict.kind !== "granted") throw verdictError(service, verdict, endedCode);
  onGranted(verdict.body);
  return { ...answer, text: JSON.stringify(standardBody(service, verdict.body)) };
};

/**
 * The fields that are used, as RFC 6749 wants them. The others (an ID token, a scope) are judged by
 * nobody: a fault in one would cost a refresh token that the service has just replaced.
 */
const standardBody = (service: ServiceDefinition, body: Readonly<Record<string, unknown>>) => {
  const tokens = tokensIn(body, service.oauth.defaultExpiresIn, 0);
  return {
    access_token: tokens?.accessToken,
    token_type: "bearer",
    expires_in: tokens?.expiresIn,
    refresh_token: tokens?.refreshToken,
  };
};

const verdictError = (
  service: ServiceDefinition,
  verdict: Exclude<TokenVerdict, { kind: "granted" }>,
  endedCode: EndedCode,
): KeyferryError => {
  if (verdict.kind === "passing") return verdict.error;
  const code = {
    "grant-ended": endedCode,
    "client-refused": "CLIENT_REFUSED",
    "redirect-refused": "REDIRECT_REFUSED",
    refused: "SERVICE_REFUSED",
  } as const;
  return new KeyferryError(code[verdict.kind], { service: service.name, detail: verdict.detail });
};

const readTokens = async (
  { service, tools }: TokenEndpoint,
  process: () => Promise<oauth.TokenEndpointResponse>,
): Promise<TokenSet> => {
  const issuedAt = tools.now();
  try {
    const answer = await process();
    return {
      accessToken: answer.access_token,
      ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
      expiresIn: answer.expires_in ?? service.oauth.defaultExpiresIn,
      issuedAt,
    };
  } catch (error) {
    throw new KeyferryError(
      "ANSWER_UNREADABLE",
      {
        service: service.name,
        host: new URL(fillAddress(service.oauth.tokenEndpoint, service, tools.properties)).host,
        detail: { en: "its token fields are not usable", ja: "トークンの項目を読み取れません" },
      },
      { cause: error },
    );
  }
};
