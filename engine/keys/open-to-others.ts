import { statSync } from "node:fs";

/**
 * The mode of a file as people write it (`0644`) where its group or others can read or write it;
 * undefined where only its user can. Windows has no such modes. Throws Node's error where there is no file.
 */
export const openToOthers = (path: string): string | undefined => {
  if (process.platform === "win32") return undefined;
  const mode = statSync(path).mode & 0o777;
  return (mode & 0o066) === 0 ? undefined : `0${mode.toString(8).padStart(3, "0")}`;
};
