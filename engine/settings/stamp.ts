import { stat } from "node:fs/promises";

/**
 * Tells one state of a file from the next without reading it: a file that is replaced or written to
 * has another mark. Links, rights and owners do not count. Undefined where it cannot be looked at.
 */
export const markOf = (path: string): Promise<string | undefined> => mark(path).catch(() => undefined);

/** As `markOf`; where the file cannot be looked at, the reason (`ENOENT`, …). Never throws. */
export const stampOf = (path: string): Promise<string> =>
  mark(path).catch((error: NodeJS.ErrnoException) => error.code ?? "?");

const mark = async (path: string): Promise<string> => {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
};
