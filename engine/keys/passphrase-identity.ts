import { armor, Decrypter, Encrypter } from "age-encryption";
import { KeyferryError } from "../../shared/errors.ts";

/**
 * The identity text in a file that was encrypted with a passphrase by `age -p`. Costs about a second,
 * by design of scrypt. Throws `IDENTITY_PASSPHRASE_WRONG`, `IDENTITY_DAMAGED`.
 */
export const openPassphraseIdentity = async (bytes: Buffer, path: string, passphrase: string): Promise<string> => {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const text = bytes.toString("latin1");
    const binary = text.includes("-----BEGIN AGE") ? armor.decode(text) : new Uint8Array(bytes);
    return await decrypter.decrypt(binary, "text");
  } catch (error) {
    const noKeyFits = error instanceof Error && /no identity matched/i.test(error.message);
    throw new KeyferryError(noKeyFits ? "IDENTITY_PASSPHRASE_WRONG" : "IDENTITY_DAMAGED", { path }, { cause: error });
  }
};

/** The same as `age -p -a` makes of an identity text. */
export const sealPassphraseIdentity = async (text: string, passphrase: string): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return armor.encode(await encrypter.encrypt(text));
};
