import { link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { KeyferryError } from "../../shared/errors.ts";
import { fileReason } from "./file-errors.ts";

/**
 * Makes an identity file in `age-keygen`'s format, mode 0600. Where another process made one at the
 * same moment, that one stays: an identity is never overwritten. Throws `FILE_UNWRITABLE`.
 */
export const makeIdentityFile = async (path: string): Promise<void> => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# created: ${new Date().toISOString()}\n# public key: ${recipient}\n${identity}\n`;
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } catch (error) {
    throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
  } finally {
    await rm(temporary, { force: true });
  }
};
