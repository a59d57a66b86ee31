import type { PropertyDefinition } from "./property.ts";

const initiateOAuthValues = ["OFF", "REFRESH", "GETANDREFRESH"] as const;
export type InitiateOAuth = (typeof initiateOAuthValues)[number];

/** The properties every OAuth service has, whatever it is called. */
export const oauthProperties: readonly PropertyDefinition[] = [
  {
    name: "InitiateOAuth",
    kind: "choice",
    values: initiateOAuthValues,
    default: "OFF",
    group: "sign-in",
    help: {
      en: "GETANDREFRESH opens the browser for consent and renews from then on. REFRESH never opens a browser and renews what is saved. OFF uses OAuthAccessToken as given.",
      ja: "GETANDREFRESH はブラウザを開いて同意を取得し、以後は自動でリフレッシュします。REFRESH はブラウザを開かず、保存済みの値をリフレッシュします。OFF は指定された OAuthAccessToken をそのまま使います。",
    },
  },
  {
    name: "OAuthClientId",
    kind: "text",
    group: "app",
    help: {
      en: "The client id of your own OAuth app. Where it is not set, the embedded app signs in, if the service has one.",
      ja: "カスタム OAuth アプリのクライアント ID。指定しない場合は埋め込み OAuth アプリを使います。",
    },
  },
  {
    name: "OAuthClientSecret",
    kind: "text",
    secret: true,
    group: "app",
    help: {
      en: "The client secret of your own OAuth app.",
      ja: "カスタム OAuth アプリのクライアントシークレット。",
    },
  },
  {
    name: "CallbackURL",
    kind: "address",
    group: "app",
    help: {
      en: "The redirect address registered with your OAuth app, exactly as registered there.",
      ja: "OAuth アプリに登録したリダイレクト URI。登録した値と完全に一致させてください。",
    },
  },
  {
    name: "OAuthVerifier",
    kind: "text",
    secret: true,
    advanced: true,
    group: "tokens",
    help: {
      en: "The code from the redirect address, obtained on a machine with a browser. It is exchanged once.",
      ja: "ブラウザのある別のマシンで取得した、リダイレクト URI の code パラメータの値。一度だけ交換されます。",
    },
  },
  {
    name: "OAuthAccessToken",
    kind: "text",
    secret: true,
    advanced: true,
    group: "tokens",
    help: {
      en: "An access token you already have. Saved values win over it.",
      ja: "取得済みのアクセストークン。保存済みの値がある場合はそちらが優先されます。",
    },
  },
  {
    name: "OAuthExpiresIn",
    kind: "number",
    advanced: true,
    group: "tokens",
    example: "7200",
    help: {
      en: "Life of the given access token, in seconds from OAuthTokenTimestamp.",
      ja: "指定したアクセストークンの有効期間（OAuthTokenTimestamp からの秒数）。",
    },
  },
  {
    name: "OAuthTokenTimestamp",
    kind: "number",
    advanced: true,
    group: "tokens",
    example: "1764000000000",
    help: {
      en: "When the given access token was issued, in milliseconds since 1970.",
      ja: "指定したアクセストークンが発行された時刻（1970 年からのミリ秒）。",
    },
  },
  {
    name: "OAuthSettingsLocation",
    kind: "path",
    advanced: true,
    group: "storage",
    example: "/etc/keyferry/OAuthSettings.txt",
    help: {
      en: "The file that keeps the OAuth settings, encrypted. memory:// keeps them in this process alone.",
      ja: "OAuth 設定を暗号化して保存するファイル。memory:// を指定するとプロセス内にのみ保持します。",
    },
  },
];

/** For services whose answers bring a refresh token. */
export const refreshTokenProperty: PropertyDefinition = {
  name: "OAuthRefreshToken",
  kind: "text",
  secret: true,
  advanced: true,
  group: "tokens",
  help: {
    en: "A refresh token you already have. Saved values win over it.",
    ja: "取得済みのリフレッシュトークン。保存済みの値がある場合はそちらが優先されます。",
  },
};
