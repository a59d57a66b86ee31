import { compose } from "../compose.ts";
import { readTarget, type TargetWords } from "../input.ts";
import { type Output, tellNotClaimed } from "../output.ts";

/** `keyferry refresh [--force] [--take-over]`. */
export const refresh = async (
  words: TargetWords,
  options: { readonly force: boolean; readonly takeOver: boolean },
  output: Output,
): Promise<void> => {
  const { engine } = await compose(process.env);
  const { Service, Properties, Grant } = await engine.refresh(await readTarget(words), {
    ...options,
    onAdvice: (advice) => output.note(`! ${advice.en}`),
    onNotClaimed: (why) => tellNotClaimed(why, output),
  });
  const until = new Date(Number(Properties.OAuthTokenTimestamp) + Number(Properties.OAuthExpiresIn) * 1000);
  const known = Number.isFinite(until.getTime());
  output.result(
    `${engine.service(Service).name}: the access token is good${known ? ` until ${until.toISOString()}` : ""}.`,
    {
      ok: true,
      service: Service,
      grant: { Id: Grant.Id, Generation: Grant.Generation, Owner: Grant.Owner },
      ...(known ? { ExpiresAt: until.toISOString() } : {}),
    },
  );
};
