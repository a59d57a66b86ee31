import { constants } from "node:fs";
import { open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../settings/atomic-file.ts";

/** From this size on a journal makes room, in bytes. What it had goes on being read, until there is as much again. */
export const journalBytes = 128 * 1024;

/** Where the earlier part of a journal stands. */
export const earlierPath = (path: string): string => `${path}.1`;

/**
 * Adds a line to a journal (mode 0600), in one write at its end: several processes may do so at once. A
 * line begins with a line break of its own, so that one that was torn before it spoils nothing else.
 * Rejects with Node's own error where it cannot be written.
 */
export const appendLine = async (path: string, line: string): Promise<void> => {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
  const handle = await open(path, flags, 0o600).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await makeFolder(dirname(path));
    return open(path, flags, 0o600);
  });
  try {
    await handle.write(`\n${line}\n`);
    if ((await handle.stat()).size < journalBytes) return;
  } finally {
    await handle.close();
  }
  await makeRoom(path);
};

/**
 * Puts a full journal in the place of the earlier one. Whoever holds it open still writes to it; nobody
 * moves a second one away that has just begun.
 */
const makeRoom = async (path: string): Promise<void> => {
  const { withLock } = await import("../settings/lock.ts");
  const full = async (): Promise<boolean> =>
    stat(path).then(
      ({ size }) => size >= journalBytes,
      () => false,
    );
  await withLock(
    path,
    async () => {
      if (await full()) await rename(path, earlierPath(path));
    },
    { patienceMs: 1000 },
  );
};

/** The lines of a journal, the oldest first; those that were torn are the reader's to leave out. */
export const readLines = async (path: string): Promise<readonly string[]> => {
  const texts = await Promise.all([earlierPath(path), path].map(readText));
  return texts.flatMap((text) => text.split("\n").filter((line) => line !== ""));
};

const readText = (path: string): Promise<string> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
