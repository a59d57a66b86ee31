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

/**
 * The tokens in properties, undefined where there is no access token and no refresh token. A token
 * whose time of issue is unknown has no `expiresIn`: its end cannot be told.
 */
export const tokensFromProperties = (properties: Properties): TokenSet | undefined => {
  const { OAuthAccessToken: accessToken, OAuthRefreshToken: refreshToken } = properties;
  if (!accessToken && !refreshToken) return undefined;
  const issuedAt = Number(properties.OAuthTokenTimestamp ?? Number.NaN);
  const expiresIn = Number(properties.OAuthExpiresIn ?? Number.NaN);
  const datable = Number.isFinite(issuedAt) && Number.isFinite(expiresIn) && expiresIn >= 0;
  return {
    accessToken: accessToken ?? "",
    ...(refreshToken ? { refreshToken } : {}),
    ...(datable ? { expiresIn } : {}),
    issuedAt: Number.isFinite(issuedAt) ? issuedAt : 0,
  };
};

/** Properties without any token. */
export const withoutTokens = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !(tokenNames as readonly string[]).includes(name)));
