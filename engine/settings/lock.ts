import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { KeyferryError } from "../../shared/errors.ts";
import { unwritable } from "./file-errors.ts";

/** A holder that died blocks others for this long at most. */
const staleMs = 5000;

/** How long to wait for a holder that lives: longer than one request to a service may take. */
const patience = { retries: 240, factor: 1.2, minTimeout: 20, maxTimeout: 250, randomize: true };

/**
 * Does `work` while this process alone holds the lock beside `path`. `stillHeld` throws
 * `SETTINGS_BUSY` where the lock was lost (a suspended machine, say): to be asked before writing.
 */
export const withLock = async <T>(path: string, work: (stillHeld: () => void) => Promise<T>): Promise<T> => {
  let lost = false;
  const release = await take(path, () => {
    lost = true;
  });
  try {
    return await work(() => {
      if (lost) throw new KeyferryError("SETTINGS_BUSY", { path });
    });
  } finally {
    await release().catch(() => {});
  }
};

const take = async (path: string, onCompromised: () => void): Promise<() => Promise<void>> => {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await lock(path, { realpath: false, stale: staleMs, update: 1000, retries: patience, onCompromised });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED")
      throw new KeyferryError("SETTINGS_BUSY", { path }, { cause: error });
    throw unwritable(path, error);
  }
};
