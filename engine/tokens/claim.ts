import { KeyferryError } from "../../shared/errors.ts";
import type { Session } from "../connections/session.ts";
import { recipientOf } from "../settings/envelope.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { ownedBy } from "./ownership.ts";

/** What a claim came to: the settings to go on with, and why the file could not be made this machine's own. */
export interface Claimed {
  readonly settings: OpenedSettings;
  readonly notClaimed?: KeyferryError;
}

/**
 * The first machine that uses a grant nobody owns becomes its owner; a passphrase file is sealed to
 * that machine's identity. Where the file cannot be written, use goes on with the passphrase.
 */
export const claimIfUnowned = async (session: Session, settings: OpenedSettings): Promise<Claimed> => {
  if (!needsClaim(settings)) return { settings };
  const own = await recipientOf(await session.ports.keys.ensureIdentity());
  try {
    return await session.store.locked(async (held) => {
      const current = await held.read();
      if (!current || !needsClaim(current)) return { settings: current ?? settings };
      return { settings: await replaceSettings(held, () => ownedBy(own, current)) };
    });
  } catch (error) {
    if (error instanceof KeyferryError && (error.code === "SETTINGS_UNWRITABLE" || error.code === "SETTINGS_BUSY")) {
      return { settings, notClaimed: error };
    }
    throw error;
  }
};

const needsClaim = ({ document }: OpenedSettings): boolean =>
  document.Grant.Owner === null && document.Grant.HandedOver === undefined;
