import {
  authorizeRoutes,
  issueAccess,
  issueRefresh,
  json,
  lifetimes,
  type PracticeCall,
  type PracticeService,
  parameterOf,
  practiceAppsOf,
  type Reply,
  redeemCode,
  renew,
  rotations,
  text,
} from "../../practice/kit.ts";
import { apiRoutes, introduced, launchpad, oauthError } from "./practice-api.ts";
import { people } from "./practice-data.ts";

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
  const redirectUri = call.request.form.get("redirect_uri") ?? call.request.query.get("redirect_uri");
  const redeemed = redeemCode(call, { code: parameterOf(call.request, "code"), app, redirectUri });
  if (redeemed.ok) return tokenAnswer(call, redeemed.grant, issueRefresh(call, redeemed.grant).value);
  return oauthError(400, redeemed.why === "other-redirect" ? "redirect_uri_mismatch" : "invalid_grant");
};

const refreshGrant = (call: PracticeCall, app: string): Reply => {
  call.count("refresh");
  const renewed = renew(call, parameterOf(call.request, "refresh_token"), app);
  if (renewed.ok) return tokenAnswer(call, renewed.grant, renewed.refreshToken);
  return oauthError(400, renewed.why === "ended" ? "authorization_expired" : "invalid_grant");
};

const grants: Readonly<Record<string, (call: PracticeCall, app: string) => Reply>> = {
  web_server: codeGrant,
  refresh: refreshGrant,
};

const token = (call: PracticeCall): Reply => {
  const type = parameterOf(call.request, "type");
  const grant = type !== null && Object.hasOwn(grants, type) ? grants[type] : undefined;
  const shown = type === null ? "nil" : JSON.stringify(type);
  if (!grant) return oauthError(400, `Unsupported type: ${shown}. Expected web_server or refresh.`);
  const app = call.app(parameterOf(call.request, "client_id"));
  if (!app || app.OAuthClientSecret !== parameterOf(call.request, "client_secret"))
    return oauthError(401, "invalid_client");
  return grant(call, app.OAuthClientId);
};

/** 37signals Launchpad, Basecamp 3 and Basecamp 2. */
export const practice: PracticeService = {
  id: "basecamp",
  name: "Basecamp",
  apps: practiceAppsOf("basecamp", "http://localhost:33333"),
  people,
  prefixes: { access: "BAhbB0kiAbB7", refresh: "BAhbB0kiAbR7", code: "" },
  settings: {
    ...lifetimes(600, 1_209_600),
    rotation: { kind: "choice", default: "single-use", values: rotations },
  },
  rateLimited: (_call, retryAfter) => text(429, "Rate limit exceeded.", { "retry-after": String(retryAfter) }),
  routes: [
    ...authorizeRoutes({
      host: launchpad,
      path: /^\/authorization\/new$/,
      denial: { error: "access_denied" },
      unknownApp: "No application is registered with this client_id.",
      unknownRedirect: "Provided redirect_uri is not approved.",
      refuses: ({ request: { query } }) =>
        query.get("type") === "web_server" || query.get("response_type") === "code"
          ? undefined
          : "Unsupported type. Expected web_server.",
      scopesOf: () => [],
      asks: () => [
        {
          en: "Everything you can see and change in Basecamp. 37signals has no narrower permissions.",
          ja: "Basecamp で閲覧・変更できるすべての内容。37signals には、より狭い権限の区分がありません。",
        },
      ],
    }),
    { at: "token", method: "POST", host: launchpad, path: /^\/authorization\/token$/, handle: introduced(token) },
    ...apiRoutes,
  ],
};
