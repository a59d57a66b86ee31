import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { generateX25519Identity } from "age-encryption";
import { KeyferryError } from "../../shared/errors.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { fileReason } from "../settings/file-errors.ts";
import { withLock } from "../settings/lock.ts";
import { identityText } from "./identity-text.ts";
import { type IdentityPlace, type OpenedIdentity, passphraseOf } from "./open-identity.ts";
import { sealPassphraseIdentity } from "./passphrase-identity.ts";
import type { SecretKeys } from "./secret-keys.ts";
import { formOfNew } from "./storage.ts";
import { formatWrapped, openWrapped, withKeys, wrapKeys } from "./wrapped-identity.ts";

/** A new secret key (`AGE-SECRET-KEY-1…`). */
export const newSecretKey = (): Promise<string> => generateX25519Identity();

/**
 * Makes an identity file with mode 0600, protected by the best of what is at hand: the keychain, a
 * passphrase, else plain in `age-keygen`'s format. Where another process made one at the same moment,
 * that one stays: an identity is never overwritten. Throws `FILE_UNWRITABLE`, `PASSPHRASE_UNREADABLE`, `IDENTITY_UNDECIDED`.
 */
export const makeIdentityFile = async (place: IdentityPlace): Promise<void> => {
  const { identityPath: path } = place;
  const content = await firstContent(place, [await newSecretKey()]);
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    await rm(temporary, { force: true });
  }
};

/** What an identity file must hold to keep other keys, protected as it is now. */
export const contentLike = async (identity: OpenedIdentity, keys: SecretKeys): Promise<string> => {
  switch (identity.form) {
    case "plain":
      return identityText(keys);
    case "passphrase":
      return sealPassphraseIdentity(await identityText(keys), identity.passphrase);
    case "wrapped":
      return formatWrapped(await withKeys(identity.opened, keys));
  }
};

/**
 * Puts the keys of a plain file under the keychain, in one step, after the keychain has proved that it
 * gives them back. A file that is protected already stays as it is. Throws `KEYCHAIN_UNAVAILABLE`,
 * `KEYCHAIN_REFUSED`, `FILE_UNWRITABLE`; the plain file then stays.
 */
export const wrapIdentityFile = async (
  place: IdentityPlace,
  bytes: Buffer,
  identity: OpenedIdentity,
): Promise<void> => {
  if (identity.form !== "plain") return;
  const { identityPath: path, wrapper } = place;
  if (!wrapper) {
    throw new KeyferryError("KEYCHAIN_UNAVAILABLE", {
      detail: { en: "this program has none at hand", ja: "このプログラムでは使用できません" },
    });
  }
  const wrapped = await wrapKeys(identity.keys, wrapper);
  await openWrapped(wrapped, path, wrapper);
  await replaceIdentityFile(path, bytes, formatWrapped(wrapped));
};

/**
 * Replaces an identity file in one step, unless it is no longer what `before` says: another process may
 * have put another key there, which must not be lost. Throws `FILE_UNWRITABLE`, `SETTINGS_BUSY`.
 */
export const replaceIdentityFile = (path: string, before: Buffer, content: string): Promise<void> =>
  withLock(path, async () => {
    try {
      if (!(await readFile(path)).equals(before)) throw new KeyferryError("SETTINGS_BUSY", { path });
      await writeFileAtomically(path, content);
    } catch (error) {
      throw unwritable(path, error);
    }
  });

const firstContent = async (place: IdentityPlace, keys: SecretKeys): Promise<string> => {
  const { wrapper } = place;
  if (wrapper && formOfNew(place, await wrapper.state()) === "wrapped") {
    return formatWrapped(await wrapKeys(keys, wrapper));
  }
  const text = await identityText(keys);
  const passphrase = await passphraseOf(place);
  if (passphrase !== undefined) return sealPassphraseIdentity(text, passphrase);
  if (place.personDecides) throw new KeyferryError("IDENTITY_UNDECIDED");
  return text;
};

const unwritable = (path: string, error: unknown): KeyferryError =>
  error instanceof KeyferryError
    ? error
    : new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
