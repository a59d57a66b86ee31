import type { ServiceDefinition } from "../../shared/service.ts";
import type { TokenSet } from "../kit.ts";

/** When a token was issued (milliseconds since 1970) and how long it lives (seconds); no token in it. */
export type TokenTimes = Pick<TokenSet, "issuedAt" | "expiresIn">;

const renewAheadMs = 15 * 60 * 1000;

/** How far ahead of this machine's clock a token may be issued before that says something about the clock. */
const clockToleranceMs = 5 * 60 * 1000;

/** The last moment a date can name (ECMA-262, Time Values). */
const endOfTime = 8.64e15;

/** How long a token lives in milliseconds, never below 0; undefined where that cannot be told. */
const lifeOf = ({ issuedAt, expiresIn }: TokenTimes): number | undefined =>
  expiresIn !== undefined && !Number.isNaN(expiresIn) && Math.abs(issuedAt) <= endOfTime
    ? Math.min(Math.max(0, expiresIn * 1000), endOfTime - issuedAt)
    : undefined;

/** When an access token lapses, in milliseconds since 1970; undefined where that cannot be told. */
export const expiryOf = (tokens: TokenTimes): number | undefined => {
  const life = lifeOf(tokens);
  return life === undefined ? undefined : tokens.issuedAt + life;
};

/**
 * When a token is due for renewal: 15 minutes before it lapses, or at half its life if that is
 * later. A token that renews itself dies for good when it lapses, so it is due at half its life,
 * or once the service allows it. Undefined where its end cannot be told.
 */
export const renewalDueAt = (service: ServiceDefinition, tokens: TokenTimes): number | undefined => {
  const life = lifeOf(tokens);
  if (life === undefined) return undefined;
  const expiry = tokens.issuedAt + life;
  if (service.oauth.renewal === "refresh-token") return expiry - Math.min(renewAheadMs, life / 2);
  const allowed = renewableFrom(service, tokens);
  const half = tokens.issuedAt + life / 2;
  return allowed < expiry ? Math.max(half, allowed) : half;
};

/** Before this the service refuses to renew a token, however it is asked. */
export const renewableFrom = ({ oauth }: ServiceDefinition, { issuedAt }: TokenTimes): number =>
  issuedAt + (oauth.minimumRenewalAge ?? 0) * 1000;

/**
 * Whether a token looks issued in the future: the clock was set back since, or was ahead then. How
 * old the token is cannot be told from such a clock, so it is not to be taken as fresh.
 */
export const isFromTheFuture = ({ issuedAt }: TokenTimes, now: number): boolean => issuedAt - now > clockToleranceMs;

/** Whether an access token can be used as it is, without asking anybody. */
export const isFresh = (service: ServiceDefinition, tokens: TokenSet, now: number): boolean => {
  // What nothing can renew is good until it lapses.
  if (service.oauth.renewal === "refresh-token" && tokens.refreshToken === undefined) return isUsable(tokens, now);
  const due = renewalDueAt(service, tokens);
  return tokens.accessToken !== "" && due !== undefined && now < due && !isFromTheFuture(tokens, now);
};

/** Whether an access token is still worth presenting where its renewal failed. */
export const isUsable = (tokens: TokenSet, now: number): boolean => {
  const expiry = expiryOf(tokens);
  return tokens.accessToken !== "" && (expiry === undefined || now < expiry);
};
