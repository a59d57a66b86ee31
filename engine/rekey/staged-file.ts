import { constants } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { syncFolder } from "../settings/atomic-file.ts";

/** Where the new content of a settings file waits: beside it, so that it can be renamed into place. */
export const stagedPath = (path: string): string => join(dirname(path), `.${basename(path)}.rekey`);

/** Writes the waiting content, mode 0600, and makes it durable. Rejects with Node's error. */
export const stageFile = async (staged: string, text: string): Promise<void> => {
  const handle = await open(staged, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY, 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(staged));
};

/** Renames the waiting content into place, durably. */
export const placeFile = async (staged: string, path: string): Promise<void> => {
  await rename(staged, path);
  await syncFolder(dirname(path));
};

export const discardFile = (staged: string): Promise<void> => rm(staged, { force: true });

/** The text of a file, undefined where there is none. */
export const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
