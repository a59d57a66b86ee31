import { KeyferryError } from "../../shared/errors.ts";
import { note } from "../history/history.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { acquireToken, propertiesOfAcquired } from "../tokens/acquire.ts";
import { askDriver } from "./api.ts";
import type { OnArrival } from "./arrival.ts";
import { type ConsentAttempt, consent } from "./consent.ts";
import { signInByPassword } from "./redeem.ts";
import { saveNewGrant } from "./save.ts";
import { hasTokens, type Session } from "./session.ts";

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** Start the person's browser; else the address is only told. */
  readonly openBrowser: boolean;
  readonly onWaiting: (attempt: ConsentAttempt) => void;
  readonly onExchanging: () => void;
  /** Decides about what a consent brought, before it is saved; kept where nobody asks. */
  readonly onArrival?: OnArrival;
  /** Consent even where what is saved is still good. */
  readonly again?: boolean;
  /** Keep a given token in the settings file (`InitiateOAuth=OFF` of a listed connection). */
  readonly keepGiven?: boolean;
}

/**
 * Connects after the table of `InitiateOAuth`: uses what is saved while it is good, starts from what
 * the connection string gives, and where it may, asks a person for consent.
 */
export const connectSession = async (session: Session, options: ConnectOptions): Promise<OpenedSettings> => {
  if (!hasTokens(session)) return connectByCredentials(session);
  if (options.again) return askAgain(session, options);
  try {
    const { settings, tokens } = await acquireToken(session, "use");
    if (settings) return settings;
    const fresh = await saveNewGrant(session, session.given, tokens);
    if (!options.keepGiven) return fresh;
    const kept = await save(session, fresh);
    await note(session, { type: "connected" });
    return kept;
  } catch (error) {
    const needed = error instanceof KeyferryError && (error.code === "CONSENT_NEEDED" || error.code === "GRANT_ENDED");
    if (session.mode !== "GETANDREFRESH" || !needed) throw error;
    return askAgain(session, options);
  }
};

/** A person consents, or where the scheme allows it, the password stands in for one. */
const askAgain = (session: Session, options: ConnectOptions): Promise<OpenedSettings> =>
  session.scheme === "OAuthPassword" ? signInByPassword(session) : consent(session, options);

/** Proves a name and a secret by asking who they are, then keeps them with the settings. */
const connectByCredentials = async (session: Session): Promise<OpenedSettings> => {
  const acquired = await acquireToken(session, "look");
  const properties = { ...propertiesOfAcquired(session, acquired), AuthScheme: session.scheme };
  const who = await askDriver(session, properties, "", (driver, tools) => driver.identify(tools));
  const fresh = await saveNewGrant(session, { ...who.discovered, ...properties }, undefined);
  const { account, name } = who.identity;
  const saved = await save(session, { ...fresh, document: { ...fresh.document, Account: account ?? name } });
  await note(session, { type: acquired.settings ? "consented-again" : "connected" });
  return saved;
};

const save = (session: Session, settings: OpenedSettings): Promise<OpenedSettings> =>
  session.store.locked((held) => replaceSettings(held, () => settings));
