import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What the desktop program runs on in the tests. */
export interface Runtime {
  readonly isReal: boolean;
  readonly path: string;
  /** For a sentence. */
  readonly name: string;
}

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The folder of the project, which is what Electron starts. */
export const projectRoot = inProject("");

const binaries: Partial<Readonly<Record<NodeJS.Platform, string>>> = {
  darwin: "Electron.app/Contents/MacOS/Electron",
  win32: "electron.exe",
};

const findReal = (): string | undefined => {
  const named = process.env.ELECTRON_BIN;
  // A wrong name must not quietly become the stand-in.
  if (named && !existsSync(named)) throw new Error(`ELECTRON_BIN names ${named}, which is not there.`);
  const own = inProject(`node_modules/electron/dist/${binaries[process.platform] ?? "electron"}`);
  return named ?? (existsSync(own) ? own : undefined);
};

const standIn = inProject("e2e/stand-in/electron");

const isStandIn = (path: string | undefined): boolean => path === undefined || path.endsWith("stand-in/electron");

const real = findReal();

/** The real binary where there is one (`ELECTRON_BIN`, or the one that npm's package has fetched), else the stand-in. */
export const runtime: Runtime = isStandIn(real)
  ? { isReal: false, path: standIn, name: "the stand-in for Electron" }
  : { isReal: true, path: real ?? "", name: `the real Electron binary ${real}` };
