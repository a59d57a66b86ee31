import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createEngine, type Engine, fileKeySource, nodeTransport, type Services } from "../../engine/index.ts";
import { untranslated } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { client, issuer, type OidcServer } from "./oidc-server.ts";

type ServiceDriver = Awaited<ReturnType<Services["loadDriver"]>>;

/** A service made of nothing but standards. */
export const service: ServiceDefinition = {
  id: "standards",
  name: "Standards",
  summary: untranslated("OpenID Connect"),
  icon: "",
  authSchemes: ["OAuth"],
  properties: [],
  oauth: {
    authorizationEndpoint: `${issuer}/auth`,
    tokenEndpoint: `${issuer}/token`,
    // OpenID Connect Core section 11: offline access is given only where consent is asked for.
    authorizationParameters: { prompt: "consent" },
    scope: { default: ["openid", "offline_access"], separator: " " },
    pkce: true,
    renewal: "refresh-token",
    defaultExpiresIn: 3600,
    exampleCallbackURL: "http://127.0.0.1:33333/callback",
  },
  grant: { sharing: "single-owner", why: untranslated("Its refresh tokens are used once.") },
  sources: [],
};

const driver: ServiceDriver = {
  apiBase: () => issuer,
  identify: async (tools) => {
    const { sub } = (await tools.get("/me")) as { sub: string };
    return { identity: { name: sub }, discovered: {} };
  },
  checkAccess: async (_tools, { identity }) => ({ status: "passed", detail: untranslated(identity.name) }),
};

interface EngineOptions {
  readonly pkce: boolean;
  /** Set: the engine has an embedded app, for any loopback port. */
  readonly embeddedCallback: string | undefined;
  readonly open: (url: string) => Promise<void>;
}

/** An engine whose way out leads to the server on loopback; all else is as in the command. */
export const createEngineFor = (server: OidcServer, home: string, options: EngineOptions): Engine => {
  const { send } = nodeTransport();
  return createEngine(
    {
      clock: { now: Date.now, sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }) },
      browser: { open: options.open },
      transport: {
        send: (request, signal) => {
          const headers = { ...request.headers, ...server.forwarded };
          return send({ ...request, url: server.mapped(request.url), headers }, signal);
        },
        reach: async () => ({ dns: 0, connect: 0 }),
      },
      random: (length) => randomBytes(length).toString("base64url"),
      keys: fileKeySource({ identityPath: join(home, "identity.txt") }),
      paths: { home },
      shield: (work) => work(),
      embeddedApps: options.embeddedCallback
        ? {
            [service.id]: {
              OAuthClientId: client.client_id,
              OAuthClientSecret: client.client_secret,
              CallbackURL: options.embeddedCallback,
              anyLoopbackPort: true,
            },
          }
        : {},
      version: "0.0.0-test",
    },
    {
      catalog: [{ ...service, oauth: { ...service.oauth, pkce: options.pkce } }],
      loadDriver: async () => driver,
    },
  );
};
