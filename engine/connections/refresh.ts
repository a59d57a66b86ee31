import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { SettingsDocument } from "../settings/document.ts";
import { acquireToken } from "../tokens/acquire.ts";
import { tellingWhyEnded } from "../tokens/ended.ts";
import { renewSaved } from "../tokens/renew.ts";
import { takeOver } from "../tokens/take-over.ts";
import { isFresh } from "../tokens/timing.ts";
import { hasTokens, type Session } from "./session.ts";

/** How far a refresh may go, and who is told what came of it. */
export interface RefreshOptions {
  /** Renew even where the token is still good. */
  readonly force: boolean;
  /** Become the owner of a grant that another machine renews. */
  readonly takeOver: boolean;
  /** What to do about the machine that a grant was taken from. */
  readonly onAdvice?: (advice: Localised) => void;
  /** Why a file that nobody owns could not be made this machine's own. */
  readonly onNotClaimed?: (why: KeyferryError) => void;
}

/**
 * Renews what is saved where it is due, or as `options` says. Throws `NO_ACCESS_TOKEN`,
 * `PROPERTY_VALUE_INVALID` under `InitiateOAuth=OFF`, and whatever a renewal throws.
 */
export const refreshSession = async (session: Session, options: RefreshOptions): Promise<SettingsDocument> => {
  if (!hasTokens(session)) throw new KeyferryError("NO_ACCESS_TOKEN", { scheme: session.scheme });
  if (session.mode === "OFF") {
    throw new KeyferryError("PROPERTY_VALUE_INVALID", { name: "InitiateOAuth", allowed: "REFRESH, GETANDREFRESH" });
  }
  if (options.takeOver) return takeOverSession(session, options);
  return tellingWhyEnded(session, async () => {
    const { settings, how, notClaimed, tokens } = await acquireToken(session, "use");
    if (notClaimed) options.onNotClaimed?.(notClaimed);
    // Where the file cannot be written, a token that is not due needs no writing.
    const done =
      how === "renewed" ||
      (notClaimed && !options.force && isFresh(session.service, tokens, session.ports.clock.now()));
    if (settings && done) return settings.document;
    return (await renewSaved(session, { force: options.force })).document;
  });
};

const takeOverSession = async (session: Session, { onAdvice }: RefreshOptions): Promise<SettingsDocument> => {
  const { settings, advice } = await takeOver(session);
  if (advice) onAdvice?.(advice);
  return settings.document;
};
