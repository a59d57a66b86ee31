import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { KeyferryError } from "../../shared/errors.ts";
import { makeFolder } from "./atomic-file.ts";
import { unwritable } from "./file-errors.ts";

/** How somebody waits who does not get the lock at once. */
export interface Waiting<T> {
  /** How long, in milliseconds; 0 tries once. Longer than one request to a service may take where absent. */
  readonly patienceMs?: number;
  /** Asked between tries: what it returns stands for the work, and the lock is not needed any more. */
  readonly meanwhile?: () => Promise<T | undefined>;
}

const patience = 90_000;

/**
 * Does `work` while this process alone holds the lock of `path`, whatever other processes there are.
 *
 * The lock is the operating system's own, on a small file beside `path`: it ends with its process,
 * however that dies, and a process that is merely suspended keeps it, so that no two ever spend one
 * token. Node has no call for such locks; SQLite, which comes with Node, makes them on every system.
 * Throws `SETTINGS_BUSY` where patience ends, `SETTINGS_UNWRITABLE` where the lock cannot be made.
 */
export const withLock = async <T>(path: string, work: () => Promise<T>, waiting: Waiting<T> = {}): Promise<T> => {
  const deadline = performance.now() + (waiting.patienceMs ?? patience);
  let file = await lockFile(path);
  for (let attempt = 0; ; attempt++) {
    const lock = await tryLock(path, file);
    if (lock) {
      held.add(lock);
      try {
        return await work();
      } finally {
        held.delete(lock);
        lock.close();
      }
    }
    const instead = await waiting.meanwhile?.();
    if (instead !== undefined) return instead;
    if (performance.now() >= deadline) throw new KeyferryError("SETTINGS_BUSY", { path });
    await sleep(Math.min(200, 5 * 1.5 ** attempt) * (0.5 + Math.random()));
    file = await lockFile(path);
  }
};

/** What is collected as garbage is closed, and its lock is gone: whatever its work waits for, it stays here. */
const held = new Set<DatabaseSync>();

/** Where the lock of a file stands. It stays there: to remove it would let two in. */
export const lockPath = (path: string): string => join(dirname(path), `.${basename(path)}.lock`);

interface LockFile {
  readonly place: string;
  /** Which file it is: undefined where it was removed again at once. */
  readonly inode: bigint | undefined;
}

const lockFile = async (path: string): Promise<LockFile> => {
  const place = lockPath(path);
  try {
    // One that is there is never opened here: closing a file lets go of all the locks that this process
    // has on it (fcntl(2)). SQLite knows, and keeps its own files open for as long.
    let inode = await inodeOf(place);
    if (inode === undefined) {
      await makeFolder(dirname(path));
      await (await open(place, "a", 0o600)).close();
      inode = await inodeOf(place);
    }
    await access(place, constants.W_OK);
    return { place, inode };
  } catch (error) {
    throw unwritable(path, error);
  }
};

/** SQLite's names for a file that another connection holds: SQLITE_BUSY, and SQLITE_LOCKED. */
const heldCodes = [5, 6];

/** The lock, undefined where somebody else has it. */
const tryLock = async (path: string, { place, inode }: LockFile): Promise<DatabaseSync | undefined> => {
  let lock: DatabaseSync | undefined;
  try {
    lock = openDatabase(place);
    // Nothing is ever written: the file stays empty, only the lock on it counts, and a full disk does not matter.
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    const { errcode = 0 } = error as { errcode?: number };
    if (heldCodes.includes(errcode & 0xff)) return undefined;
    throw notLockable(path, error);
  }
  // A lock on a file that somebody removed meanwhile keeps nobody out.
  if (inode !== undefined && inode === (await inodeOf(place))) return lock;
  lock.close();
  return undefined;
};

const inodeOf = (place: string): Promise<bigint | undefined> =>
  stat(place, { bigint: true }).then(
    ({ ino }) => ino,
    () => undefined,
  );

const notLockable = (path: string, error: unknown): KeyferryError =>
  new KeyferryError(
    "SETTINGS_UNWRITABLE",
    {
      path,
      detail: {
        en: `its lock file ${basename(lockPath(path))} cannot be locked`,
        ja: `ロックファイル ${basename(lockPath(path))} をロックできません`,
      },
    },
    { cause: error },
  );

type Sqlite = typeof import("node:sqlite");
let sqlite: Sqlite | undefined;

const openDatabase = (place: string): DatabaseSync => {
  sqlite ??= loadSqlite();
  return new sqlite.DatabaseSync(place, { timeout: 0 });
};

/** Node 22 says at the first use that the module is experimental; people who run a command need not know. */
const loadSqlite = (): Sqlite => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
};
