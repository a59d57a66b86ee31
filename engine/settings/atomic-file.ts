import { constants } from "node:fs";
import { type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * A replacement for a file that was proved possible before it is known what it will hold: the
 * temporary file stands beside the target, already as large as it will need to be.
 */
export interface PreparedWrite {
  /** Where the content stands until it is put into place. */
  readonly temporary: string;
  /** Writes the content beside the target and makes it durable there. */
  readonly write: (text: string) => Promise<void>;
  /** Renames what was written into place, durably; readers see the old file or the new one. */
  readonly place: () => Promise<void>;
  /** Takes the temporary file away again. Does nothing once it is in place. */
  readonly abandon: () => Promise<void>;
}

/**
 * Prepares to replace `path` (mode 0600) by at most about `reserve` bytes, beside it in `temporary`,
 * which is made anew. Rejects with Node's own error where the folder cannot be written or the disk
 * is full.
 */
export const prepareWrite = async (
  path: string,
  reserve: number,
  temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${Math.random().toString(36).slice(2)}`),
): Promise<PreparedWrite> => {
  const handle = await openAnew(temporary);
  const abandon = async () => {
    await handle.close().catch(() => {});
    await removeFile(temporary);
  };
  try {
    if (reserve > 0) await writeAll(handle, Buffer.alloc(reserve));
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    temporary,
    abandon,
    write: async (text) => {
      await writeAll(handle, Buffer.from(text, "utf8"));
      await handle.close();
    },
    place: async () => {
      await rename(temporary, path);
      await syncFolder(dirname(path));
    },
  };
};

/** Replaces a file in one step, durably, with mode 0600. */
export const writeFileAtomically = async (path: string, text: string): Promise<void> => {
  const prepared = await prepareWrite(path, 0);
  try {
    await prepared.write(text);
    await prepared.place();
  } catch (error) {
    await prepared.abandon();
    throw error;
  }
};

/** Writes a file where it stands, durably: for one that is worth nothing unless it is whole. Mode 0600. */
export const writeFileDurably = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, constants.O_CREAT | constants.O_TRUNC | constants.O_RDWR, 0o600);
  try {
    await writeAll(handle, Buffer.from(text, "utf8"));
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(path));
};

/** Removes a file, where there is one. */
export const removeFile = (path: string): Promise<void> =>
  unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });

/** A file that was not there before, in a folder that may not have been there either. */
const openAnew = async (path: string): Promise<FileHandle> => {
  const make = () => open(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
  return make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") await makeFolder(dirname(path));
    else if (error.code === "EEXIST") await removeFile(path);
    else throw error;
    return make();
  });
};

/** Makes a folder for its user alone, where there is none. */
export const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
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
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
