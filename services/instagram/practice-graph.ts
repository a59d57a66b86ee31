import { issueAccess, json, type PracticeCall, type PracticeRoute, type Reply } from "../../practice/kit.ts";
import { mediaOf, personWith, profileOf } from "./practice-data.ts";
import {
  type GraphError,
  graphError,
  isError,
  listed,
  noSuchNode,
  picked,
  type Signed,
  signedIn,
  version,
} from "./practice-graph-answers.ts";

const host = "graph.instagram.com";
const day = 86_400;

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

const media = ofAccount((call, person, signed) =>
  listed(call, signed, { all: mediaOf(person), type: "IGMedia", size: 25 }),
);

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
