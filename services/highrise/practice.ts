import {
  basicOf,
  bearerOf,
  isSecret,
  type PracticeCall,
  type PracticeRoute,
  type PracticeService,
  practiceAppsOf,
  present,
  type Reply,
  redirect,
  statusLine,
  xml,
} from "../../practice/kit.ts";
import { launchpad, launchpadLimited, launchpadRoutes, launchpadSettings } from "../launchpad-practice.ts";
import { account, apiToken, isMember, me, password, people, users } from "./practice-data.ts";

const kumo = "kumo.highrisehq.com";
const anybody = /^[a-z0-9-]+\.highrisehq\.com$/;

/** Highrise says in the status line what is wrong, and nothing in the body. */
const unauthorized = (why: string): Reply => statusLine(401, `Unauthorized: ${why}`);
const notFound = (): Reply => statusLine(404, "The record could not be found");

/** Why a request is not let in; undefined where it is. */
type Judge = (call: PracticeCall) => string | undefined;

const byBearer: Judge = (call) => {
  const presented = present(call, bearerOf(call.request));
  if (!presented.ok)
    return presented.why === "expired" ? "OAuth token expired (old age)" : "OAuth token could not be verified";
  return isMember(presented.person.id) ? undefined : "this person does not belong to the account";
};

/** The token stands where a user name would; the password is not looked at. */
const byApiToken: Judge = (call) => {
  const isToken = isSecret(basicOf(call.request)?.user, apiToken);
  return isToken && !call.takeFault("revoked-grant") ? undefined : "the API token is not valid";
};

const isPerson = (call: PracticeCall): boolean => {
  const basic = basicOf(call.request);
  return people.some(({ id, email }) => email === basic?.user && isMember(id)) && isSecret(basic?.password, password);
};

const byAny: Judge = (call) => {
  const { authorization } = call.request.headers;
  if (authorization === undefined) return "an API token or an OAuth token is required";
  return /^Bearer\s/i.test(authorization) ? byBearer(call) : byApiToken(call);
};

/** A person's own password opens `me.xml` alone, to read the API token out of it. */
const byPasswordToo: Judge = (call) => (isPerson(call) ? undefined : byAny(call));

const onHttps =
  (handle: (call: PracticeCall) => Reply) =>
  (call: PracticeCall): Reply =>
    call.choice("redirectToHttp") === "on"
      ? redirect(`http://${call.request.host}${call.request.path}`, Object.fromEntries(call.request.query))
      : handle(call);

const api = (path: RegExp, document: () => string, judge: Judge = byAny): PracticeRoute => ({
  at: "api",
  method: "GET",
  host: kumo,
  path,
  handle: onHttps((call) => {
    const why = judge(call);
    return why === undefined ? xml(200, document()) : unauthorized(why);
  }),
});

/** Highrise, behind 37signals Launchpad or with an API token. */
export const practice: PracticeService = {
  id: "highrise",
  name: "Highrise",
  apps: practiceAppsOf("highrise", "http://localhost:33333"),
  samples: { OAuth: {}, APIToken: { AccountId: "kumo", APIToken: "practice-highrise-token" } },
  people,
  prefixes: { access: "BAhbB0kiAbH7", refresh: "BAhbB0kiAbS7", code: "" },
  settings: {
    ...launchpadSettings,
    redirectToHttp: {
      kind: "choice",
      default: "off",
      values: ["off", "on"],
      about: {
        en: "Whether the API sends everybody on to plain http, as for an account without SSL.",
        ja: "SSL なしのアカウントのように、API がすべてのリクエストを http へリダイレクトするか。",
      },
    },
  },
  rateLimited: (call, retryAfter) =>
    call.request.host === launchpad
      ? launchpadLimited(call, retryAfter)
      : statusLine(503, "Service Unavailable", { "retry-after": String(retryAfter) }),
  routes: [
    ...launchpadRoutes("Highrise"),
    api(/^\/me\.xml$/, me, byPasswordToo),
    api(/^\/account\.xml$/, account),
    api(/^\/users\.xml$/, users),
    { at: "api", method: "GET", host: anybody, path: /^\//, handle: notFound },
  ],
};
