import { KeyferryError } from "../../shared/errors.ts";
import { checkComplete } from "../../shared/property-check.ts";
import { redeemGiven } from "../connections/redeem.ts";
import { effectiveProperties, hasTokens, type Session } from "../connections/session.ts";
import type { TokenSet } from "../kit.ts";
import { recipientOf } from "../settings/envelope.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { claimIfUnowned } from "./claim.ts";
import { ownershipOf } from "./ownership.ts";
import { checkService, renewSaved } from "./renew.ts";
import { isFresh, isUsable } from "./timing.ts";
import { tokensFromProperties } from "./token-properties.ts";

/** A token to present, and the settings it came from where it was saved. */
export interface Acquired {
  readonly tokens: TokenSet;
  readonly settings?: OpenedSettings;
  /** `credentials`: the scheme has no token; what was given or saved proves itself. */
  readonly how: "given" | "saved" | "renewed" | "unclaimed" | "credentials";
  /** Why a file that nobody owns could not be made this machine's own. */
  readonly notClaimed?: KeyferryError;
}

/**
 * The access token of a session, after the table of `InitiateOAuth`. `use` makes this machine the
 * owner of an unowned grant; `look` never does. Opens no browser: where consent is needed it throws
 * `CONSENT_NEEDED`, `TOKEN_NOT_GIVEN` or `GRANT_ENDED`.
 */
export const acquireToken = async (session: Session, purpose: "use" | "look"): Promise<Acquired> => {
  if (!hasTokens(session)) return credentials(session);
  if (session.mode === "OFF") return givenToken(session);
  const saved = (await session.store.read()) ?? (await redeemGiven(session));
  if (!saved) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
  checkService(session, saved);
  return purpose === "use" ? forUse(session, saved) : forLook(session, saved);
};

const forUse = async (session: Session, saved: OpenedSettings): Promise<Acquired> => {
  const { settings, notClaimed } = await claimIfUnowned(session, saved);
  const tokens = tokensOf(session, settings);
  const unclaimed = notClaimed ? { notClaimed } : {};
  const now = session.ports.clock.now();
  if (isFresh(session.service, tokens, now)) return { tokens, settings, how: "saved", ...unclaimed };
  try {
    // While a token is good, nobody waits for another process that is renewing it.
    const renewed = await renewSaved(session, isUsable(tokens, now) ? { patienceMs: 0 } : {});
    // A passing fault leaves a usable token as it was.
    const how = renewed.document.Grant.Generation === settings.document.Grant.Generation ? "saved" : "renewed";
    return { tokens: tokensOf(session, renewed), settings: renewed, how, ...unclaimed };
  } catch (error) {
    if (isUsable(tokens, session.ports.clock.now()) && !isEnded(error))
      return { tokens, settings, how: "saved", ...unclaimed };
    throw error;
  }
};

/** Renews what is this machine's to renew, and leaves alone what nobody owns. */
const forLook = async (session: Session, saved: OpenedSettings): Promise<Acquired> => {
  const tokens = tokensOf(session, saved);
  if (isFresh(session.service, tokens, session.ports.clock.now())) return { tokens, settings: saved, how: "saved" };
  const own = await session.ports.keys.identity().then(recipientOf, () => undefined);
  if (ownershipOf(saved.document.Grant, own) === "unclaimed") return { tokens, settings: saved, how: "unclaimed" };
  return forUse(session, saved);
};

/** Schemes without a token: the settings file may hold what the connection string leaves out. */
const credentials = async (session: Session): Promise<Acquired> => {
  const saved = await session.store.read();
  const settings = saved?.document.Service === session.service.id ? saved : undefined;
  checkComplete(session.service, { ...effectiveProperties(session, settings), AuthScheme: session.scheme });
  return { tokens: { accessToken: "", issuedAt: 0 }, how: "credentials", ...(settings ? { settings } : {}) };
};

const givenToken = async (session: Session): Promise<Acquired> => {
  checkComplete(session.service, { OAuthClientId: "-", OAuthClientSecret: "-", ...session.given });
  const tokens = tokensFromProperties(session.given);
  if (!tokens?.accessToken) throw new KeyferryError("TOKEN_NOT_GIVEN");
  return { tokens, how: "given" };
};

const tokensOf = (session: Session, settings: OpenedSettings): TokenSet => {
  const tokens = tokensFromProperties(settings.document.Properties);
  if (!tokens) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
  return tokens;
};

const isEnded = (error: unknown): boolean => error instanceof KeyferryError && error.code === "GRANT_ENDED";

/** What the service needs to know to be asked on behalf of an acquired token. */
export const propertiesOfAcquired = (session: Session, { settings }: Acquired) =>
  effectiveProperties(session, settings);
