import { KeyferryError } from "../../shared/errors.ts";
import type { IdentityFile, KeySource } from "../ports.ts";

/** The identity as a file that may be written. Throws `IDENTITY_NOT_OURS` where it comes from elsewhere. */
export const writableIdentity = async (keys: KeySource): Promise<IdentityFile> => {
  if (keys.file) return keys.file;
  throw new KeyferryError("IDENTITY_NOT_OURS", { name: (await keys.storage()).label });
};
