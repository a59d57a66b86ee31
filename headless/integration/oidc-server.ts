import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** The address the engine knows; the server itself is on loopback, behind what stands for a TLS proxy. */
export const issuer = "https://op.example";

export const client = {
  client_id: "keyferry-integration",
  client_secret: "an integration test's secret",
} as const;

/** The callback registered with the client; as a native app it may use any port (RFC 8252 section 7.3). */
const registeredCallback = "http://127.0.0.1/callback";

/** What the person at the browser does when asked for consent. */
export type Answer = "approve" | "deny";

export interface OidcServer {
  /** What the server calls itself. */
  readonly issuer: string;
  /** Where an address of the issuer really is. Other addresses stay. */
  readonly mapped: (url: string) => string;
  /** The headers a TLS proxy would add. */
  readonly forwarded: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

interface OidcOptions {
  readonly pkceRequired: boolean;
  readonly answer: () => Answer;
  /** No proxy in front: the server is its own issuer, at its loopback address. */
  readonly direct?: boolean;
}

const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": new URL(issuer).host };

/** Starts oidc-provider on a free loopback port, its login and consent answered at once. */
export const startOidcServer = async ({ pkceRequired, answer, direct = false }: OidcOptions): Promise<OidcServer> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: "127.0.0.1", port: 0 }, resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(direct ? origin : issuer, configuration(pkceRequired));
  provider.proxy = !direct;
  const handle = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const work = request.url?.startsWith("/interaction/")
      ? interact(provider, request, response, answer())
      : handle(request, response);
    work.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    issuer: direct ? origin : issuer,
    mapped: (url) => (!direct && new URL(url).origin === issuer ? origin + url.slice(issuer.length) : url),
    forwarded: direct ? {} : forwarded,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const configuration = (pkceRequired: boolean) => ({
  clients: [
    {
      ...client,
      application_type: "native",
      token_endpoint_auth_method: "client_secret_post",
      redirect_uris: [registeredCallback],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => pkceRequired },
  rotateRefreshToken: true,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
  findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  renderError: (context: { type: string; body: string }, out: Readonly<Record<string, string>>) => {
    context.type = "text/plain";
    context.body = `${out.error}: ${out.error_description}`;
  },
  cookies: { keys: [randomBytes(32).toString("base64url")] },
  jwks: { keys: [signingKey()] },
  ttl: {
    AccessToken: 3600,
    AuthorizationCode: 60,
    Grant: 86_400,
    IdToken: 600,
    Interaction: 600,
    RefreshToken: 86_400,
    Session: 600,
  },
});

const signingKey = () => ({
  ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }),
  use: "sig",
  alg: "RS256",
});

/** Logs the person in, or answers the question for consent. */
const interact = async (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> => {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === "login") {
    return provider.interactionFinished(request, response, { login: { accountId: "ada" } });
  }
  if (answer === "deny") {
    const refusal = { error: "access_denied", error_description: "The person said no" };
    return provider.interactionFinished(request, response, refusal);
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? "", clientId: params.client_id });
  grant.addOIDCScope(params.scope ?? "");
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
};
