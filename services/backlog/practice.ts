import {
  authorizeRoutes,
  customAppOf,
  issueAccess,
  issueRefresh,
  json,
  lifetimes,
  type PracticeCall,
  type PracticeRoute,
  type PracticeService,
  type Reply,
  redeemCode,
  renew,
  rotation,
  text,
} from "../../practice/kit.ts";
import { apiRoutes, known, rateLimited } from "./practice-api.ts";
import { people } from "./practice-data.ts";

const spaces = /^[a-z0-9-]+\.(?:backlog\.com|backlog\.jp|backlogtool\.com)$/;

const oauthError = (status: number, error: string, description: string): Reply =>
  json(status, { error, error_description: description });

const badGrant = (): Reply => oauthError(400, "invalid_grant", "Grant is invalid.");

const tokenAnswer = (call: PracticeCall, grant: Parameters<typeof issueAccess>[1], refreshToken: string): Reply => {
  const lifetime = call.seconds("accessTokenLifetime") ?? 0;
  return json(200, {
    access_token: issueAccess(call, grant, lifetime).value,
    token_type: "Bearer",
    expires_in: lifetime,
    refresh_token: refreshToken,
  });
};

const codeGrant = (call: PracticeCall, app: string): Reply => {
  call.count("code");
  const { form } = call.request;
  const redeemed = redeemCode(call, { code: form.get("code"), app, redirectUri: form.get("redirect_uri") });
  return redeemed.ok ? tokenAnswer(call, redeemed.grant, issueRefresh(call, redeemed.grant).value) : badGrant();
};

const refreshGrant = (call: PracticeCall, app: string): Reply => {
  call.count("refresh");
  const renewed = renew(call, call.request.form.get("refresh_token"), app);
  return renewed.ok ? tokenAnswer(call, renewed.grant, renewed.refreshToken) : badGrant();
};

const grants: Readonly<Record<string, (call: PracticeCall, app: string) => Reply>> = {
  authorization_code: codeGrant,
  refresh_token: refreshGrant,
};

const token = (call: PracticeCall): Reply => {
  const { form } = call.request;
  const app = call.app(form.get("client_id"));
  if (!app || app.OAuthClientSecret !== form.get("client_secret"))
    return oauthError(401, "invalid_client", "Client authentication failed.");
  const type = form.get("grant_type") ?? "";
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
  return grant
    ? grant(call, app.OAuthClientId)
    : oauthError(400, "unsupported_grant_type", "Grant type is not supported.");
};

const noSuchSpace = (method: PracticeRoute["method"]): PracticeRoute => ({
  at: "api",
  method,
  host: spaces,
  path: /^\//,
  handle: ({ request: { host } }) => text(404, known.test(host) ? "Not Found" : "There is no such space."),
});

/** Backlog: two spaces with one name, and no app but the one a person registers. */
export const practice: PracticeService = {
  id: "backlog",
  name: "Backlog",
  apps: [customAppOf("backlog", "http://localhost:33333")],
  samples: {
    OAuth: { Url: "https://kumo.backlog.com" },
    APIToken: { Url: "https://kumo.backlog.com", ApiKey: "practice-backlog-key" },
  },
  people,
  prefixes: { access: "", refresh: "", code: "" },
  settings: {
    ...lifetimes(600, 3600),
    rotation,
    readsPerMinute: {
      kind: "count",
      default: 600,
      about: { en: "How many calls a person may make in a minute.", ja: "1 分間に呼び出せる回数（ユーザーごと）。" },
    },
    requireMfa: {
      kind: "choice",
      default: "off",
      values: ["off", "on"],
      about: {
        en: "Whether the space lets in only those with two-factor authentication, so that nobody here gets in.",
        ja: "スペースが二段階認証を必須とするか（on では全員が拒否されます）。",
      },
    },
    nulabAccount: {
      kind: "choice",
      default: "present",
      values: ["present", "null"],
      about: { en: "Whether people have a Nulab account.", ja: "ユーザーが Nulab アカウントを持つか。" },
    },
  },
  realmOf: ({ host }) => host,
  rateLimited,
  routes: [
    ...authorizeRoutes({
      host: known,
      path: /^\/OAuth2AccessRequest\.action$/,
      denial: { error: "access_denied" },
      unknownApp: "The client_id is not registered.",
      unknownRedirect: "The redirect_uri is not the one of the application.",
      refuses: ({ request: { query } }) =>
        query.get("response_type") === "code" ? undefined : "Unsupported response_type. Expected code.",
      scopesOf: () => [],
      asks: () => [
        {
          en: "Everything you can see and change in this space. Backlog has no narrower permissions.",
          ja: "このスペースで閲覧・変更できるすべての内容。Backlog には、より狭い権限の区分がありません。",
        },
      ],
    }),
    { at: "token", method: "POST", host: known, path: /^\/api\/v2\/oauth2\/token$/, handle: token },
    ...apiRoutes,
    noSuchSpace("GET"),
    noSuchSpace("POST"),
  ],
};
