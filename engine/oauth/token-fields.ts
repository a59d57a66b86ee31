import { usableToken } from "./token-answers.ts";

/** Tokens as an answer brings them; `expiresIn` in seconds, `issuedAt` in milliseconds since 1970. */
interface AnsweredTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  readonly issuedAt: number;
}

/** Ten years. What claims to live longer says nothing, and would never be renewed. */
const longestLife = 315_360_000;

/**
 * The seconds a token lives by its `expires_in`: a number, or a text of one. Undefined where it is
 * missing or cannot be meant (zero, negative, not a number, beyond ten years): the service's
 * default then stands in, as a token whose end is wrong would be renewed always, or never.
 */
const lifeOf = (expiresIn: unknown): number | undefined => {
  const isDigits = typeof expiresIn === "string" && /^\s*\d{1,20}(\.\d{1,20})?\s*$/.test(expiresIn);
  const seconds = Math.floor(typeof expiresIn === "number" || isDigits ? Number(expiresIn) : 0);
  return seconds >= 1 && seconds <= longestLife ? seconds : undefined;
};

/**
 * The tokens in a token answer (RFC 6749 section 5.1), undefined where there is none to be used. Only
 * the access token must be right, as it stands in headers: whatever else is odd must not cost a
 * refresh token that the service has just replaced. `expiresIn` is the default where none is usable.
 */
export const tokensIn = (
  body: Readonly<Record<string, unknown>>,
  defaultExpiresIn: number,
  issuedAt: number,
): AnsweredTokens | undefined => {
  const { access_token: accessToken, refresh_token: refreshToken } = body;
  if (typeof accessToken !== "string" || !usableToken.test(accessToken)) return undefined;
  // A number is one that lost its quotes; digits beyond 2^53 come as a text already.
  const isToken = typeof refreshToken === "number" || (typeof refreshToken === "string" && refreshToken !== "");
  return {
    accessToken,
    ...(isToken ? { refreshToken: String(refreshToken) } : {}),
    expiresIn: lifeOf(body.expires_in) ?? defaultExpiresIn,
    issuedAt,
  };
};
