import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Launch } from "./launch.ts";

/** The folders of Linux's desktops, by Electron's names. `undefined` for names that are none. */
export const createPaths = ({ exe, manifest, switches }: Launch) => {
  const home = homedir();
  const appData = process.env.XDG_CONFIG_HOME || join(home, ".config");
  const userData = switches.get("user-data-dir") || join(appData, manifest.productName ?? manifest.name);
  const paths = new Map([
    ["home", home],
    ["appData", appData],
    ["userData", userData],
    ["temp", tmpdir()],
    ["exe", exe],
    ["module", exe],
    ...["desktop", "documents", "downloads", "music", "pictures", "videos"].map(
      (name) => [name, join(home, `${name.charAt(0).toUpperCase()}${name.slice(1)}`)] as const,
    ),
  ]);
  return {
    get: (name: string): string => {
      const found = paths.get(name);
      if (found !== undefined) return found;
      const base = paths.get("userData") ?? userData;
      if (name === "sessionData") return base;
      if (name === "logs") return join(base, "logs");
      if (name === "crashDumps") return join(base, "Crashpad");
      throw new Error(`Failed to get '${name}' path`);
    },
    set: (name: string, path: string): void => {
      if (!paths.has(name) && !["sessionData", "logs", "crashDumps"].includes(name))
        throw new Error(`Failed to set path: '${name}' is not a known path`);
      paths.set(name, path);
    },
  };
};
