import { KeyferryError } from "../../shared/errors.ts";

/** The secret key in an identity file, which may hold comments too. Throws `IDENTITY_DAMAGED`. */
export const secretKeyIn = (text: string, path: string): string => {
  const key = text.split(/\r?\n/).find((line) => /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(line.trim()));
  if (key === undefined) throw new KeyferryError("IDENTITY_DAMAGED", { path });
  return key.trim();
};
