import { homedir } from "node:os";
import { join } from "node:path";

/** Where identity, catalog and default settings live: `KEYFERRY_HOME`, else what the platform is used to. */
export const homeFolder = (environment: NodeJS.ProcessEnv): string => {
  if (environment.KEYFERRY_HOME) return environment.KEYFERRY_HOME;
  if (process.platform === "win32")
    return join(environment.APPDATA ?? join(homedir(), "AppData", "Roaming"), "Keyferry");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Keyferry");
  return join(environment.XDG_CONFIG_HOME || join(homedir(), ".config"), "keyferry");
};
