import { KeyferryError } from "../../shared/errors.ts";
import { checkComplete } from "../../shared/property-check.ts";
import { note } from "../history/history.ts";
import type { TokenSet } from "../kit.ts";
import { exchangeCode, passwordGrant } from "../oauth/token-endpoint.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { learn } from "./discover.ts";
import { saveNewGrant } from "./save.ts";
import { effectiveProperties, endpointOf, type Session } from "./session.ts";

/**
 * Starts from what a connection string gives: a verifier code, exchanged once, or tokens. Saves what
 * comes of it; undefined where the string gives nothing. A code is only sent once the settings file
 * is known to be writable, and never again once its tokens are saved.
 */
export const redeemGiven = async (session: Session): Promise<OpenedSettings | undefined> => {
  const { OAuthVerifier: code } = session.given;
  const given = tokensFromProperties(session.given);
  checkComplete(session.service, session.given);
  const byPassword = session.scheme === "OAuthPassword" && !code && !given;
  if (!code && !given && !byPassword) return undefined;
  let already: OpenedSettings | undefined;
  const settings = await session.store.locked(async (held) => {
    already = await held.read();
    if (already) return already;
    return replaceSettings(held, async () => {
      const properties = effectiveProperties(session, undefined);
      const tokens = byPassword
        ? await passwordGrant(await endpointOf(session, properties), properties)
        : code
          ? await exchangeCode(await endpointOf(session, properties), { code })
          : presumed(session, given);
      return saveNewGrant(session, properties, tokens);
    });
  });
  if (!already) await note(session, { type: "connected" });
  return learn(session, settings);
};

/** Signs in anew by user name and password, in place of settings whose grant has ended. */
export const signInByPassword = async (session: Session): Promise<OpenedSettings> => {
  const settings = await session.store.locked(async (held) => {
    const properties = effectiveProperties(session, await held.read().catch(() => undefined));
    checkComplete(session.service, properties);
    return replaceSettings(held, async () => {
      const tokens = await passwordGrant(await endpointOf(session, properties), properties);
      return saveNewGrant(session, properties, tokens);
    });
  });
  await note(session, { type: "consented-again" });
  return learn(session, settings);
};

const presumed = (session: Session, given: TokenSet | undefined): TokenSet => {
  if (!given) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
  // A service that gives no refresh token is asked with what there is; its end cannot be told.
  return given;
};
