import {
  authorizeRoutes,
  issueAccess,
  json,
  type OAuthApp,
  type PracticeCall,
  type PracticeRoute,
  parameterOf,
  type Reply,
  redeemCode,
} from "../../practice/kit.ts";
import { facebookScopes, mediaOf, people, personWith, profileOf } from "./practice-data.ts";
import {
  type GraphError,
  graphError,
  isError,
  listed,
  type Node,
  noSuchNode,
  picked,
  type Signed,
  signedIn,
  version,
} from "./practice-graph-answers.ts";

const graph = "graph.facebook.com";

/** The one app Facebook knows. Facebook wants https, and its address exactly. */
export const facebookApp: OAuthApp = {
  OAuthClientId: "practice-instagram-facebook",
  OAuthClientSecret: "practice-instagram-facebook-secret",
  CallbackURL: "https://localhost:33333/",
  realm: "facebook",
};

const wrongApp: GraphError = {
  message: "Error validating application. Cannot get application info due to a system error.",
  code: 101,
};

const codeErrors: Readonly<Record<Extract<ReturnType<typeof redeemCode>, { ok: false }>["why"], GraphError>> = {
  unknown: { message: "Invalid verification code format.", code: 100 },
  used: { message: "This authorization code has been used.", code: 100, error_subcode: 36009 },
  expired: { message: "This authorization code has expired.", code: 100, error_subcode: 36007 },
  "other-app": { message: "Invalid verification code format.", code: 100 },
  "other-redirect": {
    message:
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
    code: 100,
    error_subcode: 36008,
  },
};

type Grant = Signed["grant"];

const tokenAnswer = (call: PracticeCall, grant: Grant, lifetime: number, sort: "short" | "long"): Reply => {
  const isSilent = sort === "short" && call.choice("facebookExpiresIn") === "absent";
  return json(200, {
    access_token: issueAccess(call, grant, lifetime, sort, "EAA").value,
    token_type: "bearer",
    ...(isSilent ? {} : { expires_in: lifetime }),
  });
};

const byCode = (call: PracticeCall, app: string): Reply => {
  call.count("code");
  const { request } = call;
  const code = parameterOf(request, "code");
  const redeemed = redeemCode(call, { code, app, redirectUri: parameterOf(request, "redirect_uri") });
  return redeemed.ok
    ? tokenAnswer(call, redeemed.grant, call.seconds("facebookFirstLifetime") ?? 0, "short")
    : graphError(codeErrors[redeemed.why]);
};

/** Any token that is still good brings a new one, a long-lived one as well: that is how it is renewed. */
const byToken = (call: PracticeCall, app: string): Reply => {
  call.count("exchange");
  const exchanged = (signed: Signed): Reply =>
    signed.grant.app === app
      ? tokenAnswer(call, signed.grant, call.seconds("facebookLifetime") ?? 0, "long")
      : graphError({ message: "Error validating access token: it is of another app.", code: 190 });
  return signedIn(call, exchanged, parameterOf(call.request, "fb_exchange_token"));
};

const token = (call: PracticeCall): Reply => {
  const { request } = call;
  const app = call.app(parameterOf(request, "client_id"));
  if (!app) return graphError(wrongApp);
  if (app.OAuthClientSecret !== parameterOf(request, "client_secret"))
    return graphError({ message: "Error validating client secret.", code: 1 });
  return parameterOf(request, "grant_type") === "fb_exchange_token"
    ? byToken(call, app.OAuthClientId)
    : byCode(call, app.OAuthClientId);
};

const may = ({ grant }: Signed, scope: keyof typeof facebookScopes): boolean => grant.scopes.includes(scope);

const me = (call: PracticeCall, { person: { id, name } }: Signed): Reply => {
  const { facebook } = personWith(id);
  const profile = picked({ id: facebook.id, name }, call.request.query.get("fields") ?? "id,name", "User");
  return isError(profile) ? graphError(profile) : json(200, profile);
};

/** An Instagram account as Facebook tells of it: its id is the one everybody sees. */
const accountOf = (id: string): Node => {
  const person = personWith(id);
  const { user_id, account_type: _accountType, ...values } = profileOf(person);
  return { type: "IGUser", values: { ...values, id: user_id } };
};

/** Three Pages need two answers whatever the limit, so that whoever reads one alone misses an account. */
const pages = (call: PracticeCall, signed: Signed): Reply => {
  const managed = may(signed, "pages_show_list") ? personWith(signed.person.id).facebook.pages : [];
  const all = managed.map(({ linked, ...page }) => ({
    ...page,
    instagram_business_account: linked && may(signed, "instagram_basic") ? accountOf(linked) : undefined,
  }));
  return listed(call, signed, { all, type: "Page", size: 2, most: 2 });
};

/** The person whose Instagram account has this id, where it is linked to a Page of the one who asks. */
const ownerOf = (id: string, { person }: Signed) => {
  const { facebook } = personWith(person.id);
  return people.find((each) => each.userId === id && facebook.pages.some(({ linked }) => linked === each.id));
};

type Owner = NonNullable<ReturnType<typeof ownerOf>>;

const ofAccount =
  (handle: (call: PracticeCall, owner: Owner, signed: Signed) => Reply) =>
  (call: PracticeCall, signed: Signed): Reply => {
    const node = call.groups.node ?? "";
    const owner = ownerOf(node, signed);
    if (!owner) return noSuchNode(node);
    return may(signed, "instagram_basic")
      ? handle(call, owner, signed)
      : graphError({ message: "(#10) Application does not have permission for this action", code: 10 });
  };

const account = ofAccount((call, owner) => {
  const { type, values } = accountOf(owner.id);
  const shown = picked(values, call.request.query.get("fields"), type);
  return isError(shown) ? graphError(shown) : json(200, shown);
});

const media = ofAccount((call, owner, signed) =>
  listed(call, signed, { all: mediaOf(owner), type: "IGMedia", size: 25 }),
);

const scopesOf = (call: PracticeCall): readonly string[] =>
  (call.request.query.get("scope") ?? "").split(",").filter((scope) => scope !== "");

const isScope = (scope: string): scope is keyof typeof facebookScopes => Object.hasOwn(facebookScopes, scope);

const refuses = (call: PracticeCall): string | undefined => {
  if ((call.request.query.get("response_type") ?? "code") !== "code") return "Invalid response_type: code is expected.";
  const strange = scopesOf(call).filter((scope) => !isScope(scope));
  return strange.length > 0 ? `Invalid Scopes: ${strange.join(", ")}` : undefined;
};

const tokenRoute = (method: PracticeRoute["method"]): PracticeRoute => ({
  at: "token",
  method,
  host: graph,
  path: new RegExp(`${version}/oauth/access_token$`),
  handle: token,
});

const api = (path: string, handle: (call: PracticeCall, signed: Signed) => Reply): PracticeRoute => ({
  at: "api",
  method: "GET",
  host: graph,
  path: new RegExp(`${version}${path}$`),
  handle: (call) => signedIn(call, (signed) => handle(call, signed)),
});

/** What Facebook answers for Instagram with Facebook Login. */
export const facebookRoutes: readonly PracticeRoute[] = [
  ...authorizeRoutes({
    host: "www.facebook.com",
    path: /^(?:\/v\d+\.\d+)?\/dialog\/oauth\/?$/,
    denial: {
      error: "access_denied",
      error_code: "200",
      error_description: "Permissions error",
      error_reason: "user_denied",
    },
    tail: "#_=_",
    unknownApp: "Invalid App ID: The provided app ID does not look like a valid app ID.",
    unknownRedirect: "URL Blocked: This redirect failed because the redirect URI is not white-listed.",
    refuses,
    scopesOf,
    asks: (asked) => asked.filter(isScope).map((scope) => facebookScopes[scope]),
  }),
  tokenRoute("GET"),
  tokenRoute("POST"),
  api("/me", me),
  api("/me/accounts", pages),
  api("/(?<node>\\d+)", account),
  api("/(?<node>\\d+)/media", media),
];
