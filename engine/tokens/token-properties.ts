import type { Properties } from "../../shared/property.ts";
import type { TokenSet } from "../kit.ts";

const tokenNames = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthExpiresIn", "OAuthTokenTimestamp"] as const;

/** Tokens under the names of connection properties. */
export const tokensToProperties = (tokens: TokenSet): Properties => ({
  OAuthAccessToken: tokens.accessToken,
  ...(tokens.refreshToken === undefined ? {} : { OAuthRefreshToken: tokens.refreshToken }),
  ...(tokens.expiresIn === undefined ? {} : { OAuthExpiresIn: String(tokens.expiresIn) }),
  OAuthTokenTimestamp: String(tokens.issuedAt),
});

/** No token lives longer, in seconds, and none was issued later, in milliseconds since 1970: dates end in 275760. */
const longestLife = 1e10;
const latestIssue = 8.64e15 - longestLife * 1000;

/**
 * The tokens in properties, undefined where there is no access token and no refresh token. A token
 * whose time of issue is unknown has no `expiresIn`: its end cannot be told.
 */
export const tokensFromProperties = (properties: Properties): TokenSet | undefined => {
  const { OAuthAccessToken: accessToken, OAuthRefreshToken: refreshToken } = properties;
  if (!accessToken && !refreshToken) return undefined;
  const issuedAt = Number(properties.OAuthTokenTimestamp ?? Number.NaN);
  const expiresIn = Number(properties.OAuthExpiresIn ?? Number.NaN);
  const issueKnown = Math.abs(issuedAt) <= latestIssue;
  const datable = issueKnown && Number.isFinite(expiresIn) && expiresIn >= 0;
  return {
    accessToken: accessToken ?? "",
    ...(refreshToken ? { refreshToken } : {}),
    ...(datable ? { expiresIn: Math.min(expiresIn, longestLife) } : {}),
    issuedAt: issueKnown ? issuedAt : 0,
  };
};

/** Properties without any token. */
export const withoutTokens = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !(tokenNames as readonly string[]).includes(name)));
