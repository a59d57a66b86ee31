import { KeyferryError } from "../../shared/errors.ts";

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
    .filter((line) => /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(line));
  if (present === undefined) throw new KeyferryError("IDENTITY_DAMAGED", { path });
  return [present, ...earlier];
};
