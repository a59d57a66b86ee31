import {
  authorizeRoutes,
  bearerOf,
  issueAccess,
  issueRefresh,
  json,
  lifetimes,
  type PracticeCall,
  type PracticeService,
  practiceAppsOf,
  present,
  type Reply,
  redeemCode,
  renew,
  rotation,
} from "../../practice/kit.ts";

const host = "example.com";

const refused = (error: string): Reply => json(400, { error });

type Grant = Parameters<typeof issueAccess>[1];

const tokens = (call: PracticeCall, grant: Grant, refreshToken: string): Reply => {
  const lifetime = call.seconds("accessTokenLifetime") ?? 0;
  return json(200, {
    access_token: issueAccess(call, grant, lifetime).value,
    token_type: "Bearer",
    expires_in: lifetime,
    refresh_token: refreshToken,
  });
};

// Answer as the service does, its odd words included: the practice must not be kinder than the service.
const token = (call: PracticeCall): Reply => {
  const { form } = call.request;
  const app = call.app(form.get("client_id"));
  if (!app || app.OAuthClientSecret !== form.get("client_secret")) return refused("invalid_client");
  if (form.get("grant_type") === "refresh_token") {
    const renewed = renew(call, form.get("refresh_token"), app.OAuthClientId);
    return renewed.ok ? tokens(call, renewed.grant, renewed.refreshToken) : refused("invalid_grant");
  }
  const redeemed = redeemCode(call, {
    code: form.get("code"),
    app: app.OAuthClientId,
    redirectUri: form.get("redirect_uri"),
  });
  return redeemed.ok
    ? tokens(call, redeemed.grant, issueRefresh(call, redeemed.grant).value)
    : refused("invalid_grant");
};

/** The only key that is good here. */
const practiceKey = "practice-example-key";

// Both ways in, as the driver sends them: `Authorization: Key …`, or a bearer token.
const signedIn =
  (handle: (person: { readonly name: string; readonly email: string }) => Reply) =>
  (call: PracticeCall): Reply => {
    if (call.request.headers.authorization === `Key ${practiceKey}`) return handle(call.service.people[0]);
    const presented = present(call, bearerOf(call.request));
    return presented.ok ? handle(presented.person) : json(401, { message: "The token is not valid." });
  };

/** The service as it is played on this machine. Nothing here is shared with the driver it is tested against. */
export const practice: PracticeService = {
  id: "example",
  name: "Example",
  // An embedded app for any loopback port, and a custom one for exactly this address.
  apps: practiceAppsOf("example", "http://localhost:33333"),
  // What each way in needs here: the conformance suite connects with them.
  samples: { OAuth: { Workspace: "kumo" }, APIToken: { Workspace: "kumo", ApiKey: practiceKey } },
  // Made up, at domains that can belong to nobody (RFC 2606). The first one is signed in by default.
  people: [
    {
      id: "hana",
      name: "Hana Mori",
      email: "hana@kumo.example",
      note: { en: "One workspace.", ja: "ワークスペースを 1 つ所有。" },
    },
  ],
  // What tokens of the service begin with, where it is known.
  prefixes: { access: "", refresh: "", code: "" },
  // Seconds a code and an access token live, and whatever else a person may want to try.
  settings: { ...lifetimes(600, 3600), rotation },
  rateLimited: (_call, retryAfter) => json(429, {}, { "retry-after": String(retryAfter) }),
  routes: [
    ...authorizeRoutes({
      host,
      path: /^\/oauth\/authorize$/,
      denial: { error: "access_denied" },
      unknownApp: "Unknown client_id.",
      unknownRedirect: "The redirect_uri is not registered.",
      refuses: ({ request: { query } }) =>
        query.get("response_type") === "code" ? undefined : "Unsupported response_type.",
      scopesOf: ({ request: { query } }) => (query.get("scope") ?? "").split(" ").filter(Boolean),
      asks: () => [{ en: "Everything you can see.", ja: "閲覧できるすべての内容。" }],
    }),
    { at: "token", method: "POST", host, path: /^\/oauth\/token$/, handle: token },
    {
      at: "api",
      method: "GET",
      host: /^[a-z]+\.example\.com$/,
      path: /^\/v1\/me$/,
      handle: signedIn(({ name, email }) => json(200, { name, email, workspace: "kumo" })),
    },
    {
      at: "api",
      method: "GET",
      host: /^[a-z]+\.example\.com$/,
      path: /^\/v1\/projects$/,
      handle: signedIn(() => json(200, [{ id: 1, name: "Website relaunch" }])),
    },
  ],
};
