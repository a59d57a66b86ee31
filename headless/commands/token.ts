import { compose } from "../compose.ts";
import { readTarget, type TargetWords } from "../input.ts";
import { type Output, tellNotClaimed } from "../output.ts";
import { personAtHand } from "../person.ts";

/** `keyferry token`: the access token alone, refreshed if it must be. */
export const token = async (words: TargetWords, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const { tokens, notClaimed } = await engine.token(await readTarget(words), personAtHand(output));
  if (notClaimed) tellNotClaimed(notClaimed, output);
  const expiry =
    tokens.expiresIn === undefined
      ? {}
      : { ExpiresAt: new Date(tokens.issuedAt + tokens.expiresIn * 1000).toISOString() };
  output.result(tokens.accessToken, { OAuthAccessToken: tokens.accessToken, ...expiry });
};
