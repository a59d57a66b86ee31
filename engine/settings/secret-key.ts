import { KeyferryError } from "../../shared/errors.ts";
import { bech32Bytes } from "./bech32.ts";

/** The secret key in an identity file, which may hold comments too. Throws `IDENTITY_DAMAGED`. */
export const secretKeyIn = (text: string, path: string): string => {
  const key = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find(isSecretKey);
  if (key === undefined) throw new KeyferryError("IDENTITY_DAMAGED", { path });
  return key;
};

/** Its checksum too: what fails later on would say so by repeating the key. */
const isSecretKey = (line: string): boolean => bech32Bytes(line, "age-secret-key-")?.length === 32;
