import { access, constants, lstat, readdir, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What can be told of a file without opening it. */
export interface FileFacts {
  readonly kind: "file" | "folder" | "link" | "other";
  /** Permissions in octal, such as `600`; absent on Windows. */
  readonly mode?: string;
  readonly owner?: "this user" | "another user";
  readonly bytes: number;
  /** Seconds since it was written. */
  readonly age: number;
}

/** The facts of a file, or the code of the error that hides them (`ENOENT`, `EACCES`). */
export const factsOf = async (path: string, now: number): Promise<FileFacts | { readonly problem: string }> => {
  try {
    const stats = await lstat(path);
    const kind = stats.isFile() ? "file" : stats.isDirectory() ? "folder" : stats.isSymbolicLink() ? "link" : "other";
    const owned = process.getuid === undefined ? undefined : stats.uid === process.getuid();
    return {
      kind,
      ...(process.platform === "win32" ? {} : { mode: (stats.mode & 0o777).toString(8).padStart(3, "0") }),
      ...(owned === undefined ? {} : { owner: owned ? "this user" : "another user" }),
      bytes: stats.size,
      age: Math.round((now - stats.mtimeMs) / 1000),
    };
  } catch (error) {
    return { problem: codeOf(error) };
  }
};

/** Whether other users may read or write it. */
export const isOpenToOthers = ({ mode, kind }: Pick<FileFacts, "mode" | "kind">): boolean =>
  mode !== undefined && kind !== "link" && (Number.parseInt(mode, 8) & 0o077) !== 0;

/** The paths below a folder, relative to it, at most `depth` folders deep and `limit` of them. */
export const pathsBelow = async (folder: string, depth: number, limit: number): Promise<readonly string[]> => {
  const found: string[] = [];
  const walk = async (below: string, left: number): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      if (found.length >= limit) return;
      found.push(join(below, entry.name));
      if (entry.isDirectory() && left > 1) await walk(join(below, entry.name), left - 1);
    }
  };
  await walk("", depth);
  return found;
};

export const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

/** Bytes that this user may still write where a path is, or would be. */
export const freeBytesAt = async (path: string): Promise<number | undefined> => {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return dirname(path) === path ? undefined : freeBytesAt(dirname(path));
  }
};

export const codeOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === "string" ? code : "UNKNOWN";
};
