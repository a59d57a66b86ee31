import { randomBytes } from "node:crypto";
import { bearerOf, json, type PracticeCall, type Presented, present, type Reply } from "../../practice/kit.ts";

/** What the Graph API says is wrong. */
export interface GraphError {
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

export type Signed = Extract<Presented, { readonly ok: true }>;
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

/** The token of a request, which the Graph APIs also take from the address. */
const tokenOf = ({ request }: PracticeCall): string | null => request.query.get("access_token") || bearerOf(request);

/** Answers those with a good token, and says to the others what is wrong with theirs. */
export const signedIn = (call: PracticeCall, handle: (signed: Signed) => Reply, token = tokenOf(call)): Reply => {
  const presented = present(call, token);
  return presented.ok ? handle(presented) : refusal(presented, call.now);
};

/** The fields that are asked for, those in braces with what is asked inside. */
const fieldsIn = (fields: string): readonly { readonly name: string; readonly inner: string | undefined }[] =>
  [...fields.matchAll(/([^,{}]+)(?:\{([^}]*)\})?/g)].map(([, name = "", inner]) => ({ name: name.trim(), inner }));

/** A value inside another, of which a part may be asked for. */
export interface Node {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "values" in value;

const shownOf = (value: unknown, inner: string | undefined): unknown =>
  isNode(value) ? picked(value.values, inner ?? null, value.type) : value;

/** The values that are asked for, and the id, which always comes; what is undefined is left out. */
export const picked = (
  values: Readonly<Record<string, unknown>>,
  fields: string | null,
  type: string,
): object | GraphError => {
  const asked = fieldsIn(fields ?? "id");
  const strange = asked.find(({ name }) => !Object.hasOwn(values, name));
  if (strange)
    return { message: `(#100) Tried accessing nonexisting field (${strange.name}) on node type (${type})`, code: 100 };
  const found = asked.map(({ name, inner }) => [name, shownOf(values[name], inner)] as const);
  const wrong = found.map(([, value]) => value).find(isError);
  return wrong ?? Object.fromEntries([...found, ["id", values.id]]);
};

/** Whether something is an error instead of what was asked for. */
export const isError = (value: unknown): value is GraphError =>
  typeof value === "object" && value !== null && "message" in value && "code" in value;

/** What is answered for an id nobody has, or that this person may not see. */
export const noSuchNode = (id: string): Reply =>
  graphError({
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    code: 100,
    error_subcode: 33,
  });

interface Listing {
  readonly all: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly type: string;
  /** How many a page has unless it is asked for another number. */
  readonly size: number;
  /** How many it has at most, whatever it is asked for; 100 unless said. */
  readonly most?: number;
}

/** One page of a list, with the address of the next. */
export const listed = (call: PracticeCall, { token }: Signed, { all, type, size, most = 100 }: Listing): Reply => {
  const { query, host, path } = call.request;
  const limit = Math.min(most, Math.max(1, Math.trunc(Number(query.get("limit") ?? size)) || size));
  const start = all.findIndex((each) => each.id === query.get("after")) + 1;
  const items = all.slice(start, start + limit).map((each) => picked(each, query.get("fields"), type));
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
      ...(hasMore ? { next: `https://${host}${path}?${next}` } : {}),
    },
  });
};

/** What a path at either Graph API may begin with. */
export const version = "^(?:/v\\d+\\.\\d+)?";
