import { randomBytes } from "node:crypto";
import {
  bearerOf,
  issueAccess,
  json,
  type PracticeCall,
  type PracticeRoute,
  type Presented,
  present,
  type Reply,
} from "../../practice/kit.ts";
import { mediaOf, personWith, profileOf } from "./practice-data.ts";

const host = "graph.instagram.com";
const day = 86_400;

interface GraphError {
  readonly message: string;
  readonly code: number;
  readonly error_subcode?: number;
}

/** An error of the Graph API, which has HTTP status 400 even where a token has expired. */
export const graphError = ({ message, ...codes }: GraphError, headers: Readonly<Record<string, string>> = {}): Reply =>
  json(
    400,
    { error: { message, type: "OAuthException", ...codes, fbtrace_id: randomBytes(8).toString("base64url") } },
    headers,
  );

type Signed = Extract<Presented, { readonly ok: true }>;
type Refused = Extract<Presented, { readonly ok: false }>;

const reasons: Readonly<Record<Refused["why"], GraphError>> = {
  missing: { message: "An access token is required to request this resource.", code: 104 },
  unknown: { message: "Invalid OAuth access token - Cannot parse access token", code: 190 },
  ended: {
    message: "Error validating access token: The user has not authorized application.",
    code: 190,
    error_subcode: 458,
  },
  expired: {
    message: "Error validating access token: Session has expired.",
    code: 190,
    error_subcode: 463,
  },
};

const refusal = (refused: Refused, now: number): Reply => {
  const reason = reasons[refused.why];
  if (refused.why !== "expired") return graphError(reason);
  const [then, at] = [refused.expiredAt, now].map((time) => new Date(time).toUTCString());
  return graphError({
    ...reason,
    message: `Error validating access token: Session has expired on ${then}. The current time is ${at}.`,
  });
};

const presentedTo = (call: PracticeCall): Presented =>
  present(call, call.request.query.get("access_token") || bearerOf(call.request));

const signedIn = (call: PracticeCall, handle: (signed: Signed) => Reply): Reply => {
  const presented = presentedTo(call);
  return presented.ok ? handle(presented) : refusal(presented, call.now);
};

const longLived = (call: PracticeCall, { grant }: Signed): Reply => {
  const lifetime = call.seconds("accessTokenLifetime") ?? 0;
  const { value } = issueAccess(call, grant, lifetime, "long");
  return json(200, { access_token: value, token_type: "bearer", expires_in: lifetime });
};

const notThisToken: GraphError = {
  message:
    "Session key invalid. This could be because the session key has an incorrect format, or because the user has revoked this session",
  code: 452,
};

const wrongGrantType = (expected: string): Reply =>
  graphError({ message: `(#100) param grant_type must be one of {${expected.toUpperCase()}}`, code: 100 });

const exchange = (call: PracticeCall): Reply => {
  call.count("exchange");
  if (call.request.query.get("grant_type") !== "ig_exchange_token") return wrongGrantType("ig_exchange_token");
  return signedIn(call, (signed) => {
    const secret = call.app(signed.grant.app)?.OAuthClientSecret;
    if (call.request.query.get("client_secret") !== secret)
      return graphError({ message: "Error validating client secret.", code: 1 });
    return signed.token.sort === "short" ? longLived(call, signed) : graphError(notThisToken);
  });
};

/** Seconds; tokens that are made to live a short time may be renewed at once. */
const minimumAgeOf = (call: PracticeCall): number =>
  call.seconds("minimumAge") ?? ((call.seconds("accessTokenLifetime") ?? 0) < 2 * day ? 0 : day);

const refresh = (call: PracticeCall): Reply => {
  call.count("refresh");
  if (call.request.query.get("grant_type") !== "ig_refresh_token") return wrongGrantType("ig_refresh_token");
  return signedIn(call, (signed) => {
    if (signed.token.sort !== "long") return graphError(notThisToken);
    const tooYoung = call.now - signed.token.issuedAt < minimumAgeOf(call) * 1000;
    if (tooYoung) return graphError({ message: "(#10) The access token is too young to be refreshed.", code: 10 });
    return longLived(call, signed);
  });
};

const picked = (
  values: Readonly<Record<string, unknown>>,
  fields: string | null,
  node: string,
): object | GraphError => {
  const names = (fields ?? "id").split(",").map((name) => name.trim());
  const strange = names.find((name) => !Object.hasOwn(values, name));
  if (strange !== undefined)
    return { message: `(#100) Tried accessing nonexisting field (${strange}) on node type (${node})`, code: 100 };
  return Object.fromEntries([...names, "id"].map((name) => [name, values[name]]));
};

const isError = (value: object): value is GraphError => "message" in value && "code" in value;

const noSuchNode = (id: string): Reply =>
  graphError({
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    code: 100,
    error_subcode: 33,
  });

type Person = ReturnType<typeof personWith>;

/** An address of the account itself, by `me` or by either of its ids. */
const ofAccount =
  (handle: (call: PracticeCall, person: Person, signed: Signed) => Reply) =>
  (call: PracticeCall): Reply =>
    signedIn(call, (signed) => {
      const person = personWith(signed.person.id);
      const node = call.groups.node ?? "me";
      const isOwn = ["me", person.userId, String(person.appScopedId)].includes(node);
      return isOwn ? handle(call, person, signed) : noSuchNode(node);
    });

const profile = ofAccount((call, person) => {
  const profile = picked(profileOf(person), call.request.query.get("fields"), "IGUser");
  if (isError(profile)) return graphError(profile);
  const isWrapped = call.choice("profileShape") === "data" && (call.groups.node ?? "me") === "me";
  return json(200, isWrapped ? { data: [profile] } : profile);
});

const media = ofAccount((call, person, { token }) => {
  const { query } = call.request;
  const limit = Math.min(100, Math.max(1, Math.trunc(Number(query.get("limit") ?? 25)) || 25));
  const all = mediaOf(person);
  const start = all.findIndex((each) => each.id === query.get("after")) + 1;
  const items = all.slice(start, start + limit).map((each) => picked(each, query.get("fields"), "IGMedia"));
  const wrong = items.find(isError);
  if (wrong) return graphError(wrong);
  const last = all[start + limit - 1];
  const next = new URLSearchParams({
    ...Object.fromEntries(query),
    after: String(last?.id),
    access_token: token.value,
  });
  const hasMore = start + limit < all.length;
  return json(200, {
    data: items,
    paging: {
      cursors: { before: all[start]?.id, after: (last ?? all.at(-1))?.id },
      // As at the real service, the token stands in the address of the next page.
      ...(hasMore ? { next: `https://${host}${call.request.path}?${next}` } : {}),
    },
  });
});

const version = "^(?:/v\\d+\\.\\d+)?";

const route = (at: "token" | "api", path: string, handle: (call: PracticeCall) => Reply): PracticeRoute => ({
  at,
  method: "GET",
  host,
  path: new RegExp(`${version}${path}$`),
  handle,
});

/** What graph.instagram.com answers. */
export const graphRoutes: readonly PracticeRoute[] = [
  route("token", "/access_token", exchange),
  route("token", "/refresh_access_token", refresh),
  route("api", "/(?<node>me|\\d+)", profile),
  route("api", "/(?<node>me|\\d+)/media", media),
];
