import { existsSync } from "node:fs";
import { root } from "./run.ts";

/** The folder of Electron's own program in node_modules, which `npx install-electron` fills. */
export const electronFolder = `${root}node_modules/electron/dist`;

const programs: Partial<Record<NodeJS.Platform, string>> = {
  win32: "electron.exe",
  darwin: "Electron.app/Contents/MacOS/Electron",
};

/** Electron's own program: `ELECTRON_BIN`, else the one in node_modules; undefined where there is none. */
export const findElectron = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined =>
  [environment.ELECTRON_BIN, `${electronFolder}/${programs[platform] ?? "electron"}`].find(
    (path) => path && existsSync(path),
  );
