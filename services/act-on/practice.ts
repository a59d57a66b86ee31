import {
  authorizeRoutes,
  bearerOf,
  isSecret,
  issueAccess,
  issueRefresh,
  json,
  lifetimes,
  openGrant,
  type PracticeCall,
  type PracticeRoute,
  type PracticeService,
  parameterOf,
  practiceAppsOf,
  present,
  type Reply,
  redeemCode,
  renew,
  text,
} from "../../practice/kit.ts";
import { accountOf, listsOf, password, people, personBy, personWith } from "./practice-data.ts";

const hosts = /^(?:api|api-eu|restapi)\.actonsoftware\.com$/;
const hour = 3_600_000;

const oauthError = (status: number, error: string, description: string): Reply =>
  json(status, { error, error_description: description });

const tooManyLogins = (): Reply => oauthError(429, "access_denied", "Too many authentication requests");

/** The gateway before the API writes its codes as text. */
const gatewayError = (status: number, message: string, more = ""): Reply =>
  json(status, { httpCode: String(status), httpMessage: message, moreInformation: more });

const notFound = (): Reply => gatewayError(404, "Not Found", "No resources match requested URI");

type Grant = Parameters<typeof issueAccess>[1];

/** Ends the refresh tokens this app held for this person, whichever machine has them and whatever grant they are of. */
const endEarlier = (call: PracticeCall, { app, person, realm }: Grant): void =>
  call.ledger.spendRefresh((grant) => grant.app === app && grant.person === person && grant.realm === realm);

const tokenAnswer = (call: PracticeCall, grant: Grant): Reply => {
  endEarlier(call, grant);
  const lifetime = call.seconds("accessTokenLifetime") ?? 0;
  return json(200, {
    access_token: issueAccess(call, grant, lifetime).value,
    refresh_token: issueRefresh(call, grant).value,
    token_type: "Bearer",
    expires_in: lifetime,
    scope: "offline-access",
  });
};

/** A login counts for an hour, whatever app it was made with. */
const mayLogIn = (call: PracticeCall, person: string): boolean =>
  call.ledger.grants.filter(
    (grant) => grant.person === person && grant.realm === call.realm && grant.createdAt > call.now - hour,
  ).length < call.amount("loginsPerHour");

const codeGrant = (call: PracticeCall, app: string): Reply => {
  call.count("code");
  const { form } = call.request;
  const code = form.get("code");
  const person = call.ledger.code(code ?? "")?.person;
  if (person !== undefined && !mayLogIn(call, person)) return tooManyLogins();
  const redeemed = redeemCode(call, { code, app, redirectUri: form.get("redirect_uri") });
  return redeemed.ok
    ? tokenAnswer(call, redeemed.grant)
    : oauthError(403, "invalid_grant", "Unknown or invalid authorization code.");
};

const passwordGrant = (call: PracticeCall, app: string): Reply => {
  call.count("password");
  const { form } = call.request;
  const person = personBy(form.get("username"));
  if (person && !mayLogIn(call, person.id)) return tooManyLogins();
  return person && isSecret(form.get("password"), password)
    ? tokenAnswer(call, openGrant(call, { app, person: person.id, scopes: [] }))
    : oauthError(403, "invalid_grant", "Wrong email or password.");
};

const refreshGrant = (call: PracticeCall, app: string): Reply => {
  call.count("refresh");
  const renewed = renew(call, call.request.form.get("refresh_token"), app);
  return renewed.ok
    ? tokenAnswer(call, renewed.grant)
    : oauthError(403, "invalid_grant", "Unknown or invalid refresh token.");
};

const grants: Readonly<Record<string, (call: PracticeCall, app: string) => Reply>> = {
  authorization_code: codeGrant,
  password: passwordGrant,
  refresh_token: refreshGrant,
};

/** Only `grant_type` may stand in the query; the rest is read from a form. */
const token = (call: PracticeCall): Reply => {
  const { form } = call.request;
  const app = call.app(form.get("client_id"));
  if (!app || app.OAuthClientSecret !== form.get("client_secret"))
    return oauthError(401, "access_denied", "Unauthorized");
  const type = parameterOf(call.request, "grant_type") ?? "";
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
  return grant
    ? grant(call, app.OAuthClientId)
    : oauthError(400, "unsupported_grant_type", `Unsupported grant_type: ${type}`);
};

type Person = ReturnType<typeof personWith>;

const api = (path: RegExp, handle: (call: PracticeCall, person: Person) => Reply): PracticeRoute => ({
  at: "api",
  method: "GET",
  host: hosts,
  path,
  handle: (call) => {
    const presented = present(call, bearerOf(call.request));
    if (!presented.ok) return gatewayError(401, "Unauthorized");
    return call.choice("publicApi") === "on"
      ? handle(call, personWith(presented.person.id))
      : text(403, "PUBLIC_API_FEATURE_NOT_ENABLED");
  },
});

const account = (call: PracticeCall, person: Person): Reply =>
  call.choice("accountCall") === "present" ? json(200, accountOf(person)) : notFound();

const numberIn = (call: PracticeCall, name: string, otherwise: number): number => {
  const value = Math.trunc(Number(call.request.query.get(name) ?? otherwise));
  return value >= 0 ? value : otherwise;
};

const list = (call: PracticeCall, person: Person): Reply => {
  const type = call.request.query.get("listingtype");
  if (type === null) return json(400, { errorCode: 10054, message: "The parameter listingtype is missing." });
  const all = /^contact_?list$/i.test(type) ? listsOf(person) : [];
  const [offset, count] = [numberIn(call, "offset", 0), numberIn(call, "count", 100)];
  const result = all.slice(offset, offset + count);
  return json(200, { offset, count: result.length, totalCount: all.length, result });
};

const refuses = ({ request: { query } }: PracticeCall): string | undefined => {
  if (query.has("client_secret")) return "A client_secret must never be in the address of a browser.";
  if (query.get("response_type") !== "code") return "Unsupported response_type. Expected code.";
  return query.get("scope") === "PRODUCTION" ? undefined : "Invalid scope. Expected PRODUCTION.";
};

/** Act-On, at its hosts of today, of Europe and of old; what one gives out is not good at another. */
export const practice: PracticeService = {
  id: "act-on",
  name: "Act-On",
  apps: practiceAppsOf("act-on", "http://localhost:80"),
  samples: { OAuth: {}, OAuthPassword: { User: "hana@kumo.example", Password: "practice" } },
  people,
  prefixes: { access: "", refresh: "", code: "" },
  settings: {
    ...lifetimes(600, 3600),
    refreshTokenLifetime: {
      kind: "seconds",
      default: 2_592_000,
      about: { en: "How long a refresh token is good.", ja: "リフレッシュトークンの有効期間。" },
    },
    loginsPerHour: {
      kind: "count",
      default: 5,
      about: {
        en: "How often a person may sign in within an hour, by code or password. Renewals do not count.",
        ja: "1 時間にログインできる回数（認可コードとパスワード）。リフレッシュは数えない。",
      },
    },
    publicApi: {
      kind: "choice",
      default: "on",
      values: ["on", "off"],
      about: { en: "Whether the account may use the API.", ja: "アカウントで API が有効か。" },
    },
    accountCall: {
      kind: "choice",
      default: "present",
      values: ["present", "absent"],
      about: {
        en: "Whether /api/1/account still exists.",
        ja: "/api/1/account がまだ存在するか。",
      },
    },
  },
  realmOf: ({ host }) => host,
  // No source tells of a Retry-After.
  rateLimited: ({ at }) => (at === "api" ? gatewayError(429, "Too Many Requests") : tooManyLogins()),
  routes: [
    ...authorizeRoutes({
      host: hosts,
      path: /^\/authorize$/,
      denial: { error: "access_denied" },
      unknownApp: "Unknown client_id.",
      unknownRedirect: "The redirect_uri is not the one Act-On Support has stored.",
      refuses,
      scopesOf: () => [],
      asks: () => [
        {
          en: "Everything you can see and change in Act-On.",
          ja: "Act-On で閲覧・変更できるすべての内容。",
        },
      ],
    }),
    { at: "token", method: "POST", host: hosts, path: /^\/token$/, handle: token },
    api(/^\/api\/1\/account$/, account),
    api(/^\/api\/1\/list$/, list),
    { at: "api", method: "GET", host: hosts, path: /^\/(?!token$)/, handle: notFound },
  ],
};
