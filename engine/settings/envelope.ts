import { armor, Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { KeyferryError } from "../../shared/errors.ts";
import { secretMask } from "../../shared/property.ts";
import { shownName } from "../../shared/secret-shapes.ts";
import type { KeySource } from "../ports.ts";
import { quickOpen } from "./quick-open.ts";

/** Whom a settings file is sealed to: the machines that may open it, or whoever knows the passphrase. */
export type Sealing = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/**
 * Opens an armoured age file (https://age-encryption.org/v1) with this machine's keys, earlier
 * ones included, or the passphrase that is set. `path` is for the error: `SETTINGS_NOT_OURS`, `SETTINGS_DAMAGED`,
 * `SETTINGS_FOREIGN`, `PASSPHRASE_MISSING`, `PASSPHRASE_WRONG`, `IDENTITY_MISSING`, `IDENTITY_DAMAGED`.
 */
export const openEnvelope = async (
  armoured: string,
  path: string,
  keys: KeySource,
): Promise<{ readonly text: string; readonly passphrase?: string }> => {
  const bytes = unarmour(armoured, path);
  const decrypter = new Decrypter();
  const stanzas = stanzasOf(bytes);
  const byPassphrase = stanzas.some(([kind]) => kind === "scrypt");
  checkWork(stanzas, path);
  const passphrase = byPassphrase ? await keys.passphrase() : undefined;
  if (!byPassphrase) {
    const identities = await keys.identities();
    // Node's own cryptography opens a plain file in a fifth of the time; the library knows all the others.
    for (const identity of identities) {
      const quick = quickOpen(armoured, identity);
      if (quick !== undefined) return { text: quick };
    }
    for (const identity of identities) decrypter.addIdentity(identity);
  } else if (passphrase === undefined) throw new KeyferryError("PASSPHRASE_MISSING", { path });
  else decrypter.addPassphrase(passphrase);
  try {
    const text = await decrypter.decrypt(bytes, "text");
    return { text, ...(passphrase === undefined ? {} : { passphrase }) };
  } catch (error) {
    throw openingError(error, path, byPassphrase);
  }
};

/** Seals a text as an armoured age file that the standard `age` tool opens. Throws `RECIPIENT_INVALID`. */
export const sealEnvelope = async (text: string, sealing: Sealing): Promise<string> =>
  armor.encode(await encrypterFor(sealing).encrypt(text));

/** What seals for these and nobody else. Throws `RECIPIENT_INVALID`. */
export const encrypterFor = (sealing: Sealing): Encrypter => {
  const encrypter = new Encrypter();
  if ("passphrase" in sealing) encrypter.setPassphrase(sealing.passphrase);
  else for (const recipient of sealing.recipients) addRecipient(encrypter, recipient);
  return encrypter;
};

const recipients = new Map<string, Promise<string>>();

/** The recipient (`age1…`) that belongs to a secret key. */
export const recipientOf = (identity: string): Promise<string> => {
  const known = recipients.get(identity) ?? identityToRecipient(identity);
  recipients.set(identity, known);
  return known;
};

/** Throws `RECIPIENT_INVALID` unless every one can be sealed to. */
export const checkRecipients = (recipients: readonly string[]): void => {
  const encrypter = new Encrypter();
  for (const recipient of recipients) addRecipient(encrypter, recipient);
};

const addRecipient = (encrypter: Encrypter, recipient: string): void => {
  try {
    encrypter.addRecipient(recipient);
  } catch (error) {
    throw new KeyferryError("RECIPIENT_INVALID", { name: shownRecipient(recipient) }, { cause: error });
  }
};

/** What is public may be repeated; a secret key or a passphrase that was put here by mistake may not. */
const shownRecipient = (given: string): string =>
  /^(?:age1|ssh-)/i.test(given)
    ? given.slice(0, 80)
    : /^AGE-SECRET-KEY-/i.test(given)
      ? `AGE-SECRET-KEY-${secretMask}`
      : shownName(given);

const unarmour = (text: string, path: string): Uint8Array => {
  if (!/^\s*-----BEGIN AGE ENCRYPTED FILE-----/.test(text)) throw new KeyferryError("SETTINGS_NOT_OURS", { path });
  try {
    return armor.decode(text);
  } catch (error) {
    throw damaged(path, error);
  }
};

/** The words of an age header's stanzas (`X25519 …`, `scrypt SALT WORK`), which stand there in the clear. */
const stanzasOf = (bytes: Uint8Array): readonly (readonly string[])[] => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64 * 1024)).toString("latin1");
  return [...(head.split("\n---")[0]?.matchAll(/^-> (.+)/gm) ?? [])].map(([, words = ""]) => words.split(" "));
};

/**
 * The file says itself how much work its passphrase costs, as a power of two: 18 is what age writes,
 * and each one more doubles time and memory. At 19 it is half a gigabyte; beyond, it is an attack.
 */
const maximumWork = 19;

const checkWork = (stanzas: readonly (readonly string[])[], path: string): void => {
  for (const [kind, , work] of stanzas) {
    if (kind !== "scrypt" || !(Number(work) > maximumWork)) continue;
    const detail = {
      en: `its passphrase would cost 2^${work} steps, and more than 2^${maximumWork} are not done`,
      ja: `パスフレーズの処理に 2^${work} 回の計算が必要です。上限は 2^${maximumWork} 回です`,
    };
    throw new KeyferryError("SETTINGS_DAMAGED", { path, detail });
  }
};

const openingError = (error: unknown, path: string, byPassphrase: boolean): KeyferryError => {
  const noKeyFits = error instanceof Error && /no identity matched/i.test(error.message);
  if (!noKeyFits) return damaged(path, error);
  return new KeyferryError(byPassphrase ? "PASSPHRASE_WRONG" : "SETTINGS_FOREIGN", { path }, { cause: error });
};

const damaged = (path: string, cause: unknown): KeyferryError =>
  new KeyferryError(
    "SETTINGS_DAMAGED",
    { path, detail: { en: "it is not a whole age file", ja: "age ファイルとして完全ではありません" } },
    { cause },
  );
