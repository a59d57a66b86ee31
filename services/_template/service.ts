import type { ServiceDefinition } from "../../shared/service.ts";

/**
 * All that is known about the service without running code. Copy the folder, rename it to the id,
 * and replace what is below by what the service's own documentation says; when a page does not say
 * it, write that into README.md instead of guessing here.
 */
export const service: ServiceDefinition = {
  // The name of the folder, in lower case: `keyferry connect example`.
  id: "example",
  // As the service writes itself. Lists are sorted by it.
  name: "Example",
  // What people do there, in a few words.
  summary: { en: "What people keep at Example", ja: "Example で管理するもの" },
  // One path on a 24×24 grid, drawn as a line in the current colour.
  icon: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12h8M12 8v8",
  // The first one is the default. Others: `OAuthPassword` (RFC 6749 section 4.3), `Basic`.
  authSchemes: ["OAuth", "APIToken"],
  // The service's own properties. AuthScheme, InitiateOAuth, OAuthClientId and the like come by themselves.
  properties: [
    {
      name: "Workspace",
      // `choice` needs `values`; `address` is checked to be http or https; `number` is whole.
      kind: "text",
      // The part of the form: what the connection is about, or how it signs in.
      group: "service",
      // For all schemes; or a list of those that cannot do without.
      required: ["APIToken"],
      example: "kumo",
      help: {
        en: "The first part of the address in the browser. Left empty, OAuth uses the only workspace.",
        ja: "ブラウザで開いたときの URL の先頭部分。空欄の場合、OAuth では唯一のワークスペースを使います。",
      },
    },
    {
      name: "ApiKey",
      kind: "text",
      // Never shown, logged or put into an error. Set alone, it implies the one scheme that uses it.
      secret: true,
      group: "sign-in",
      authSchemes: ["APIToken"],
      required: true,
      help: {
        en: "An API key, from Settings, then API.",
        ja: "API キー。「設定」の「API」で登録します。",
      },
    },
  ],
  oauth: {
    // `{Workspace}` would be replaced by the value of the property. What a template cannot say, the driver's `oauth` can.
    authorizationEndpoint: "https://example.com/oauth/authorize",
    tokenEndpoint: "https://example.com/oauth/token",
    // Only where the service wants more than RFC 6749: authorizationParameters, codeParameters, refreshParameters.
    // Leave `scope` out where the service has none: an empty one is not sent.
    scope: { default: ["read"], separator: " ", grantedIn: "scope" },
    // Only where the documentation says so (RFC 7636).
    pkce: true,
    renewal: "refresh-token",
    // Seconds, for answers that do not say.
    defaultExpiresIn: 3600,
    // Seconds, only where the documentation says so: how long a grant lives without being renewed
    // (`grantIdleLife`), and from consent however often it is (`grantMaximumLife`).
    // What people register with an app of their own: letter by letter, the slash at the end included.
    exampleCallbackURL: "http://localhost:33333",
  },
  grant: {
    // `copyable` only where a page says that a refresh token may be used again; `one-per-login` where
    // a new sign-in ends the earlier ones; when in doubt, `single-owner`.
    sharing: "single-owner",
    why: {
      en: "Example does not say whether a refresh token may be used twice, so one machine renews it.",
      ja: "Example はリフレッシュトークンを繰り返し使えるか明記していないため、1 台のマシンだけがリフレッシュします。",
    },
    source: "https://example.com/docs/oauth",
    // How a person ends the grant for a machine that was lost, and what else that ends; only where the
    // documentation says so.
    withdrawal: {
      en: "Whoever signed in removes the app in the settings of their account, under “Apps”.",
      ja: "サインインした人がアカウント設定の「アプリ」でアプリを削除します。",
    },
  },
  // Pages that prove the facts above.
  sources: ["https://example.com/docs/oauth"],
};
