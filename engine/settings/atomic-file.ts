import { constants } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * A replacement for a file that was proved possible before it is known what it will hold: the
 * temporary file stands beside the target, already as large as it will need to be.
 */
export interface PreparedWrite {
  /** Writes, makes durable and renames into place; readers see the old file or the new one. */
  readonly commit: (text: string) => Promise<void>;
  /** Takes the temporary file away again. */
  readonly abandon: () => Promise<void>;
}

/**
 * Prepares to replace `path` (mode 0600) by at most about `reserve` bytes. Rejects with Node's own
 * error where the folder cannot be written or the disk is full.
 */
export const prepareWrite = async (path: string, reserve: number): Promise<PreparedWrite> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  const handle = await open(temporary, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
  const abandon = async () => {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
  };
  try {
    await writeAll(handle, Buffer.alloc(reserve));
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    abandon,
    commit: async (text) => {
      try {
        await writeAll(handle, Buffer.from(text, "utf8"));
        await handle.close();
        await rename(temporary, path);
      } catch (error) {
        await abandon();
        throw error;
      }
      await syncFolder(dirname(path));
    },
  };
};

/** Replaces a file in one step, durably, with mode 0600. */
export const writeFileAtomically = async (path: string, text: string): Promise<void> => {
  const prepared = await prepareWrite(path, 0);
  await prepared.commit(text);
};

const writeAll = async (handle: FileHandle, bytes: Buffer): Promise<void> => {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, written);
    written += bytesWritten;
  }
  await handle.truncate(bytes.length);
  await handle.sync();
};

/** A rename is durable only once its folder is (fsync(2)); Windows has no such call and needs none. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
