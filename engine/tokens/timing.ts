import type { ServiceDefinition } from "../../shared/service.ts";
import type { TokenSet } from "../kit.ts";

const renewAheadMs = 15 * 60 * 1000;

/** When an access token lapses, in milliseconds since 1970; undefined where that cannot be told. */
export const expiryOf = (tokens: TokenSet): number | undefined =>
  tokens.expiresIn === undefined ? undefined : tokens.issuedAt + tokens.expiresIn * 1000;

/**
 * When a token is due for renewal: 15 minutes before it lapses, or at half its life if that is
 * later. A token that renews itself dies for good when it lapses, so it is due at half its life,
 * or once the service allows it. Undefined where its end cannot be told.
 */
export const renewalDueAt = (service: ServiceDefinition, tokens: TokenSet): number | undefined => {
  if (tokens.expiresIn === undefined) return undefined;
  const life = tokens.expiresIn * 1000;
  const expiry = tokens.issuedAt + life;
  if (service.oauth.renewal === "refresh-token") return expiry - Math.min(renewAheadMs, life / 2);
  const allowed = tokens.issuedAt + (service.oauth.minimumRenewalAge ?? 0) * 1000;
  const half = tokens.issuedAt + life / 2;
  return allowed < expiry ? Math.max(half, allowed) : half;
};

/** Whether an access token can be used as it is, without asking anybody. */
export const isFresh = (service: ServiceDefinition, tokens: TokenSet, now: number): boolean => {
  // What nothing can renew is good until it lapses.
  if (service.oauth.renewal === "refresh-token" && tokens.refreshToken === undefined) return isUsable(tokens, now);
  const due = renewalDueAt(service, tokens);
  // A clock that was set back makes tokens look issued in the future: nothing to conclude from that.
  return tokens.accessToken !== "" && due !== undefined && now < due;
};

/** Whether an access token is still worth presenting where its renewal failed. */
export const isUsable = (tokens: TokenSet, now: number): boolean => {
  const expiry = expiryOf(tokens);
  return tokens.accessToken !== "" && (expiry === undefined || now < expiry);
};
