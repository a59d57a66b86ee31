import { KeyferryError } from "../../shared/errors.ts";
import { bech32Bytes } from "../settings/bech32.ts";

/** The secret keys of one machine (`AGE-SECRET-KEY-1…`): the present one, then earlier ones that still open older files. */
export type SecretKeys = readonly [string, ...string[]];

/**
 * The secret keys in an identity text in `age-keygen`'s format, which may hold remarks too. The first
 * is the present one. `path` is for the error, `IDENTITY_DAMAGED`.
 */
export const secretKeysIn = (text: string, path: string): SecretKeys => {
  const [present, ...earlier] = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith("AGE-SECRET-KEY-"));
  if (present === undefined || ![present, ...earlier].every(isSecretKey))
    throw new KeyferryError("IDENTITY_DAMAGED", { path });
  return [present, ...earlier];
};

/** Its checksum too: what fails later on would say so by repeating the key. */
const isSecretKey = (line: string): boolean => bech32Bytes(line, "age-secret-key-")?.length === 32;
