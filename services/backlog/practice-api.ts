import {
  bearerOf,
  isSecret,
  json,
  type PracticeCall,
  type PracticeRoute,
  present,
  type Reply,
  text,
} from "../../practice/kit.ts";
import { myselfOf, people, personWith, projectsOf, spaceOf, spaces } from "./practice-data.ts";

type Space = (typeof spaces)[string];
type Person = ReturnType<typeof personWith>;

/** The two spaces that are played. */
export const known = /^kumo\.backlog\.(?:com|jp)$/;

const apiError = (status: number, code: number, message: string): Reply =>
  json(status, { errors: [{ message, code, moreInfo: "" }] });

const minute = 60_000;

/** How many calls each person made in the minute that runs, by what has given out their tokens. */
const calls = new WeakMap<PracticeCall["ledger"], Map<string, number>>();

interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

const endOfMinute = (now: number): number => (Math.floor(now / minute) + 1) * 60;

const headersOf = ({ limit, remaining, reset }: Allowance) => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(Math.max(0, remaining)),
  "x-ratelimit-reset": String(reset),
});

const withAllowance = (reply: Reply, allowance: Allowance): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headersOf(allowance) },
});

/** Counts one call; `remaining` is below zero where there was one too many. */
const spend = (call: PracticeCall, person: string): Allowance => {
  const [limit, reset] = [call.amount("readsPerMinute"), endOfMinute(call.now)];
  const counts = calls.get(call.ledger) ?? new Map<string, number>();
  const key = `${call.realm} ${person} ${reset}`;
  const used = (counts.get(key) ?? 0) + 1;
  const isOfNow = ([each]: readonly [string, number]) => each.endsWith(` ${reset}`);
  calls.set(call.ledger, new Map([...counts].filter(isOfNow)).set(key, used));
  return { limit, remaining: limit - used, reset };
};

const tooMany = (allowance: Allowance): Reply =>
  withAllowance(apiError(429, 13, "You have reached the rate limit."), { ...allowance, remaining: 0 });

/** What Backlog says when there were too many requests: how long is in its own header, in epoch seconds. */
export const rateLimited = (call: PracticeCall, retryAfter: number): Reply =>
  tooMany({
    limit: call.amount("readsPerMinute"),
    remaining: 0,
    reset: Math.ceil(call.now / 1000) + retryAfter,
  });

/** A bad token is told in a header; nothing in the body can be parsed. */
const badToken = (description: string): Reply =>
  text(401, "Unauthorized", {
    "www-authenticate": `Bearer error="invalid_token", error_description="${description}"`,
  });

const badKey = (): Reply => apiError(401, 11, "Authentication failure.");

const isReply = (value: Person | Reply): value is Reply => "status" in value;

const personBehind = (call: PracticeCall, space: Space): Person | Reply => {
  const key = call.request.query.get("apiKey");
  const bearer = bearerOf(call.request);
  if (key !== null && bearer !== null) return apiError(400, 7, "Send either an API key or an access token, not both.");
  if (bearer === null) return isSecret(key, space.apiKey) && !call.takeFault("revoked-grant") ? people[0] : badKey();
  const presented = present(call, bearer);
  if (presented.ok) return personWith(presented.person.id);
  return badToken(presented.why === "expired" ? "The access token expired" : "The access token is invalid");
};

type Handle = (call: PracticeCall, person: Person, space: Space, allowance: Allowance) => Reply;

const judged = (call: PracticeCall, space: Space, handle: Handle): Reply => {
  const person = personBehind(call, space);
  const allowance = spend(call, isReply(person) ? "nobody" : person.id);
  if (isReply(person)) return withAllowance(person, allowance);
  if (allowance.remaining < 0) return tooMany(allowance);
  if (call.choice("requireMfa") === "on")
    return withAllowance(apiError(401, 12, "Two-factor authentication is required in this space."), allowance);
  return withAllowance(handle(call, person, space, allowance), allowance);
};

const api = (path: string, handle: Handle): PracticeRoute => ({
  at: "api",
  method: "GET",
  host: known,
  path: new RegExp(`^/api/v2/${path}$`),
  handle: (call) => {
    const space = spaces[call.request.host];
    return space ? judged(call, space, handle) : text(404, "");
  },
});

const projects: Handle = (call, person, space) => {
  const asked = call.request.query.get("archived");
  const all = projectsOf(person, space);
  return json(200, asked === null ? all : all.filter(({ archived }) => String(archived) === asked));
};

const rateLimit: Handle = (_call, _person, _space, { reset, ...read }) => {
  const untouched = (limit: number) => ({ limit, remaining: limit, reset });
  return json(200, {
    rateLimit: { read: { ...read, reset }, update: untouched(150), search: untouched(150), icon: untouched(60) },
  });
};

const noResource: Handle = () => apiError(404, 6, "Undefined resource.");

/** What both schemes are answered with. */
export const apiRoutes: readonly PracticeRoute[] = [
  api("users/myself", (call, person, space) =>
    json(200, myselfOf(person, space, call.choice("nulabAccount") === "present")),
  ),
  api("space", (call, _person, space) => json(200, spaceOf(space, call.request.host))),
  api("projects", projects),
  api("rateLimit", rateLimit),
  api("(?!oauth2/token$).+", noResource),
];
