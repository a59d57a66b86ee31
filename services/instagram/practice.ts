import {
  authorizeRoutes,
  issueAccess,
  json,
  type PracticeCall,
  type PracticeService,
  practiceAppsOf,
  type Reply,
  redeemCode,
} from "../../practice/kit.ts";
import { people, personWith, scopes } from "./practice-data.ts";
import { facebookApp, facebookRoutes } from "./practice-facebook.ts";
import { graphRoutes } from "./practice-graph.ts";
import { graphError } from "./practice-graph-answers.ts";
import { settings } from "./practice-settings.ts";

const tokenError = (message: string, status = 400, type = "OAuthException"): Reply =>
  json(status, { error_type: type, code: status, error_message: message });

const redirectMismatch =
  "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";

const codeErrors = {
  unknown: "Matching code was not found or was already used",
  used: "This authorization code has been used",
  expired: "This authorization code has expired",
  "other-app": "Matching code was not found or was already used",
  "other-redirect": redirectMismatch,
} as const;

/** The first token: odd in shape, silent about its hour. Only a form is read; neither JSON nor Basic authentication. */
const token = (call: PracticeCall): Reply => {
  call.count("code");
  const { form } = call.request;
  const app = call.app(form.get("client_id"));
  if (!app || app.OAuthClientSecret !== form.get("client_secret")) return tokenError("Invalid platform app");
  if (form.get("grant_type") !== "authorization_code") return tokenError("Invalid grant_type");
  const redeemed = redeemCode(call, {
    code: form.get("code"),
    app: app.OAuthClientId,
    redirectUri: form.get("redirect_uri"),
  });
  if (!redeemed.ok) return tokenError(codeErrors[redeemed.why]);
  const { grant } = redeemed;
  const answer = {
    access_token: issueAccess(call, grant, call.seconds("firstTokenLifetime") ?? 0, "short").value,
    user_id: personWith(grant.person).appScopedId,
    permissions: call.choice("permissions") === "array" ? grant.scopes : grant.scopes.join(","),
  };
  return json(200, call.choice("shape") === "data" ? { data: [answer] } : answer);
};

const scopesOf = (call: PracticeCall): readonly string[] =>
  (call.request.query.get("scope") ?? "").split(/[\s,]+/).filter((scope) => scope !== "");

/** What the person leaves ticked of what is asked. */
const allowedOf = (call: PracticeCall): readonly string[] => {
  const asked = scopesOf(call);
  return call.choice("consents") === "all" ? asked : asked.filter((scope) => scope === "instagram_business_basic");
};

const isScope = (scope: string): scope is keyof typeof scopes => Object.hasOwn(scopes, scope);

const refuses = (call: PracticeCall): string | undefined => {
  if (call.request.query.get("response_type") !== "code") return "Invalid Request: response_type must be code";
  const asked = scopesOf(call);
  const strange = asked.filter((scope) => !isScope(scope));
  if (strange.length > 0) return `Invalid Scopes: ${strange.join(", ")}`;
  return asked.includes("instagram_business_basic") ? undefined : "Invalid Scopes: instagram_business_basic is needed";
};

const authorization = (host: string) =>
  authorizeRoutes({
    host,
    path: /^\/oauth\/authorize\/?$/,
    denial: {
      error: "access_denied",
      error_reason: "user_denied",
      error_description: "The user denied your request",
    },
    tail: "#_",
    unknownApp: "Invalid Request: Request parameters are invalid: Invalid platform app",
    unknownRedirect: "Invalid Request: Request parameters are invalid: Invalid redirect_uri",
    refuses,
    scopesOf: allowedOf,
    asks: (asked) => asked.filter(isScope).map((scope) => scopes[scope]),
  });

/** Meta names no `Retry-After`; the share of the allowance used up stands in a header. */
const rateLimited = (call: PracticeCall): Reply =>
  call.request.host !== "api.instagram.com"
    ? graphError(
        { message: "(#4) Application request limit reached", code: 4 },
        { "x-app-usage": JSON.stringify({ call_count: 100, total_cputime: 25, total_time: 25 }) },
      )
    : tokenError("The maximum number of requests has been exceeded.", 429, "OAuthRateLimitException");

/** Two products which know nothing of each other's apps, codes and tokens. */
const productOf = (host: string): string => (host.endsWith(".facebook.com") ? "facebook" : "instagram");

/** Instagram with Instagram Login, and with Facebook Login. */
export const practice: PracticeService = {
  id: "instagram",
  name: "Instagram",
  apps: [
    ...practiceAppsOf("instagram", "https://localhost:33333/").map((app) => ({ ...app, realm: "instagram" })),
    facebookApp,
  ],
  samples: { OAuth: {} },
  people,
  prefixes: { access: "IGAA", refresh: "", code: "AQB" },
  settings,
  realmOf: ({ host }) => productOf(host),
  rateLimited,
  routes: [
    ...authorization("www.instagram.com"),
    ...authorization("api.instagram.com"),
    { at: "token", method: "POST", host: "api.instagram.com", path: /^\/oauth\/access_token\/?$/, handle: token },
    ...graphRoutes,
    ...facebookRoutes,
  ],
};
