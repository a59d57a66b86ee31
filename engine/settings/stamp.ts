import { stat } from "node:fs/promises";

/**
 * What tells one state of a file from the next without opening it: a file that is replaced or written
 * to has another stamp, and so has one that is missing. Links, rights and owners do not count. Never throws.
 */
export const stampOf = async (path: string): Promise<string> => {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "?";
  }
};
