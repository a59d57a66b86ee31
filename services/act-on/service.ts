import type { ServiceDefinition } from "../../shared/service.ts";

export const service: ServiceDefinition = {
  id: "act-on",
  name: "Act-On",
  summary: { en: "Marketing lists, messages and forms", ja: "マーケティング オートメーションのリストとメール配信" },
  icon: "M3 10v4h3l9 5V5L6 10H3Zm15-1.500a5 5 0 0 1 0 7M7 14.500 8.500 20H11l-1.200-4",
  authSchemes: ["OAuth", "OAuthPassword"],
  properties: [
    {
      name: "ApiHost",
      kind: "choice",
      values: ["api.actonsoftware.com", "api-eu.actonsoftware.com", "restapi.actonsoftware.com"],
      default: "api.actonsoftware.com",
      group: "service",
      advanced: true,
      help: {
        en: "Where the account is: api-eu for Europe. restapi is the older address, which still answers.",
        ja: "アカウントのあるホスト。ヨーロッパの場合は api-eu を指定します。restapi は従来のアドレスです。",
      },
    },
    {
      name: "User",
      kind: "text",
      group: "sign-in",
      authSchemes: ["OAuthPassword"],
      required: true,
      example: "hana@example.com",
      help: {
        en: "The user name or e-mail address you sign in to Act-On with. It decides the account.",
        ja: "Act-On へのサインインに使用するユーザー名またはメールアドレス。これによりアカウントが決まります。",
      },
    },
    {
      name: "Password",
      kind: "text",
      secret: true,
      group: "sign-in",
      authSchemes: ["OAuthPassword"],
      required: true,
      help: {
        en: "The password that goes with User. Act-On allows five sign-ins an hour.",
        ja: "User のパスワード。Act-On のサインインは 1 時間に 5 回までです。",
      },
    },
  ],
  oauth: {
    authorizationEndpoint: "https://{ApiHost}/authorize",
    tokenEndpoint: "https://{ApiHost}/token",
    scope: { default: ["PRODUCTION"], separator: " " },
    pkce: false,
    renewal: "refresh-token",
    defaultExpiresIn: 3600,
    // "About 30 days", counted anew by each renewal, which brings a new refresh token (OAuth overview, FAQ).
    grantIdleLife: 2_592_000,
    exampleCallbackURL: "http://localhost:80",
  },
  grant: {
    sharing: "one-per-login",
    why: {
      en: "A refresh token is good for one use, and any new sign-in with the same app and user ends it, on whatever machine.",
      ja: "リフレッシュトークンは一度しか使えず、同じアプリとユーザーで（別のマシンからでも）新たにサインインすると失効します。",
    },
    source: "https://developer.act-on.com/documentation/faq/",
    withdrawal: {
      en: "Press Reconnect, or run `keyferry connect` again: a new sign-in with the same app and user ends what the other machine has.",
      ja: "「再接続」を押すか、もう一度 `keyferry connect` を実行します。同じアプリとユーザーで新たにサインインすると、別のマシンの許可は失効します。",
    },
  },
  sources: [
    "https://developer.act-on.com/documentation/oauth/",
    "https://developer.act-on.com/documentation/faq/",
    "https://developer.act-on.com/reference/grant-type-code",
    "https://developer.act-on.com/reference/grant-type-password",
    "https://developer.act-on.com/reference/grant-type-refresh",
  ],
};
