import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Decides who may talk to the served screens. */
export interface Access {
  /** Goes into the address; good once. */
  readonly token: string;
  /** Whether a request may go on, and what to answer where it may not. */
  readonly judge: (request: IncomingMessage, url: URL) => Verdict;
}

type Verdict =
  | { readonly kind: "allowed" }
  /** The token of the address was good: set the cookie and lead to the clean address. */
  | { readonly kind: "admitted"; readonly cookie: string }
  | { readonly kind: "refused"; readonly status: number; readonly reason: Refusal };

type Refusal = "foreign-host" | "foreign-origin" | "not-admitted" | "token-used";

/**
 * A one-time token in the address becomes a session cookie. Every request must name this very host
 * (against DNS rebinding), and one from a page must come from its own pages (against other sites).
 */
export const createAccess = (port: () => number): Access => {
  const token = randomBytes(32).toString("base64url");
  const session = randomBytes(32).toString("base64url");
  let spent = false;
  const admitted = (request: IncomingMessage) => sameSecret(cookieValue(request, cookieName(port())) ?? "", session);
  const judge = (request: IncomingMessage, url: URL): Verdict => {
    if (request.headers.host !== `127.0.0.1:${port()}`) return refused(421, "foreign-host");
    if (!comesFromHere(request, `http://127.0.0.1:${port()}`)) return refused(403, "foreign-origin");
    if (admitted(request)) return { kind: "allowed" };
    const offered = request.method === "GET" && url.pathname === "/" ? url.searchParams.get("token") : null;
    if (offered === null || !sameSecret(offered, token)) return refused(403, "not-admitted");
    if (spent) return refused(403, "token-used");
    spent = true;
    return { kind: "admitted", cookie: `${cookieName(port())}=${session}; Path=/; HttpOnly; SameSite=Strict` };
  };
  return { token, judge };
};

/** A page names its origin in every call; only what a person opens by hand comes without one. */
const comesFromHere = (request: IncomingMessage, own: string): boolean =>
  request.headers.origin === undefined
    ? request.method === "GET" || request.method === "HEAD"
    : request.headers.origin === own;

/** Cookies do not know ports: each server has a name of its own. */
const cookieName = (port: number): string => `keyferry-${port}`;

const refused = (status: number, reason: Refusal): Verdict => ({ kind: "refused", status, reason });

const cookieValue = (request: IncomingMessage, name: string): string | undefined =>
  request.headers.cookie
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const sameSecret = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};
