import { armor, Decrypter, type Identity, type Recipient } from "age-encryption";
import type { ExportCheck } from "../../shared/connection.ts";
import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { KeySource } from "../ports.ts";
import { encrypterFor, openEnvelope, recipientOf, type Sealing } from "./envelope.ts";

/** A sealed text, and what was proved of it. */
export interface Proven {
  readonly armoured: string;
  readonly check: ExportCheck;
}

/**
 * Seals a text and opens it again from its armour on, as the receiver will, before anybody relies on
 * it. With a passphrase that takes another second. Throws `RECIPIENT_INVALID`; `EXPORT_UNPROVEN`
 * where the text does not come out again, or more or fewer keys open it than there are recipients.
 */
export const sealProven = (text: string, sealing: Sealing, keys: KeySource): Promise<Proven> =>
  "passphrase" in sealing ? provenByPassphrase(text, sealing) : provenToRecipients(text, sealing, keys);

const provenByPassphrase = async (text: string, sealing: Sealing & { passphrase: string }): Promise<Proven> => {
  const armoured = armor.encode(await encrypterFor(sealing).encrypt(text));
  const decrypter = new Decrypter();
  decrypter.addPassphrase(sealing.passphrase);
  await expectText(text, () => decrypter.decrypt(armor.decode(armoured), "text"));
  return { armoured, check: { how: "passphrase" } };
};

/**
 * The receivers' keys are on their machines. What can be proved without them: that the header has one
 * stanza for each recipient and no other, and that the file key which all of them hold opens the rest.
 */
const provenToRecipients = async (
  text: string,
  sealing: Sealing & { recipients: readonly string[] },
  keys: KeySource,
): Promise<Proven> => {
  const { recipients } = sealing;
  const witness = fileKeyWitness(recipients.length);
  const encrypter = encrypterFor(sealing);
  encrypter.addRecipient(witness.recipient);
  const armoured = armor.encode(await encrypter.encrypt(text));
  const decrypter = new Decrypter();
  decrypter.addIdentity(witness.identity);
  await expectText(text, () => decrypter.decrypt(armor.decode(armoured), "text"));
  const own = await keys.identity().then(recipientOf, () => undefined);
  const openedHere = own !== undefined && recipients.includes(own);
  if (openedHere) await expectText(text, async () => (await openEnvelope(armoured, "", keys)).text);
  return { armoured, check: { how: "recipients", count: recipients.length, openedHere } };
};

/** Sees the file key while a file is sealed, adds nothing to it, and opens it once if as many hold the key as should. */
const fileKeyWitness = (expected: number): { readonly recipient: Recipient; readonly identity: Identity } => {
  let seen: Uint8Array | undefined;
  return {
    recipient: {
      wrapFileKey: (fileKey) => {
        seen = Uint8Array.from(fileKey);
        return [];
      },
    },
    identity: {
      unwrapFileKey: (stanzas) => {
        const fileKey = seen;
        seen = undefined;
        return fileKey && stanzas.length === expected ? fileKey : null;
      },
    },
  };
};

const expectText = async (text: string, open: () => Promise<string>): Promise<void> => {
  const opened = await open().catch((cause: unknown) => {
    throw unproven({ en: "it cannot be decrypted", ja: "復号できません" }, cause);
  });
  if (opened !== text) throw unproven({ en: "it holds something else", ja: "内容が一致しません" });
};

const unproven = (detail: Localised, cause?: unknown): KeyferryError =>
  new KeyferryError("EXPORT_UNPROVEN", { detail }, { cause });
