import { KeyferryError } from "../../shared/errors.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { acquireToken } from "../tokens/acquire.ts";
import { type ConsentAttempt, consent } from "./consent.ts";
import { saveNewGrant } from "./save.ts";
import type { Session } from "./session.ts";

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** Start the person's browser; else the address is only told. */
  readonly openBrowser: boolean;
  readonly onWaiting: (attempt: ConsentAttempt) => void;
  readonly onExchanging: () => void;
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
  if (options.again) return consent(session, options);
  try {
    const { settings, tokens } = await acquireToken(session, "use");
    if (settings) return settings;
    const fresh = await saveNewGrant(session, session.given, tokens);
    return options.keepGiven ? await save(session, fresh) : fresh;
  } catch (error) {
    const needed = error instanceof KeyferryError && (error.code === "CONSENT_NEEDED" || error.code === "GRANT_ENDED");
    if (session.mode !== "GETANDREFRESH" || !needed) throw error;
    return consent(session, options);
  }
};

const save = (session: Session, settings: OpenedSettings): Promise<OpenedSettings> =>
  session.store.locked(async (held) => {
    const prepared = await held.prepare();
    await prepared.commit(settings);
    return settings;
  });
