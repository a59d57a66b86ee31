import { randomBytes } from "node:crypto";
import { armor, Decrypter, Encrypter } from "age-encryption";

/** Crockford's base 32: no letter that is taken for a figure or another letter. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groups = 6;
const groupLength = 4;

/** A code that nobody can guess makes scrypt's work needless; this much keeps the file an ordinary one (2^12 steps). */
const work = 12;

/** A new recovery code: 120 random bits, as six groups of four (`7K3M-…`). */
export const newRecoveryCode = (): string => {
  const letters = [...randomBytes(groups * groupLength)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return (letters.match(new RegExp(`.{${groupLength}}`, "g")) ?? []).join("-");
};

/** A code as it was typed, in the form it was made: case, spaces and look-alikes do not count. Undefined for no code. */
export const readRecoveryCode = (typed: string): string | undefined => {
  const letters = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const known = letters.length === groups * groupLength && [...letters].every((letter) => alphabet.includes(letter));
  return known ? (letters.match(new RegExp(`.{${groupLength}}`, "g")) ?? []).join("-") : undefined;
};

/** A short secret that the code opens, as an armoured age file. */
export const sealByCode = async (secret: string, code: string): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(work);
  encrypter.setPassphrase(code);
  return armor.encode(await encrypter.encrypt(secret));
};

/** The secret; undefined where it is another code, or no such file. */
export const openByCode = async (sealed: string, code: string): Promise<string | undefined> => {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(code);
  return decrypter.decrypt(armor.decode(sealed), "text").catch(() => undefined);
};
