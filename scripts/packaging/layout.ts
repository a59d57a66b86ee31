import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Arch, build, type Configuration, Platform } from "electron-builder";
import { root } from "../run.ts";

/** How a layout differs from the real thing. */
export interface LayoutOptions {
  /** False leaves the program as a folder, `resources/app`, for what cannot read an archive. */
  readonly asar?: boolean;
  /** Laid over electron-builder.yml. */
  readonly settings?: Configuration;
}

/**
 * Packs the built program for Linux (x64) into `output`, around a file that stands where Electron's binary would,
 * and gives the folder with the layout. Nothing is downloaded. That file has Electron's fuses too, so
 * that what the configuration sets can be seen. Rejects with electron-builder's error where the configuration is refused.
 */
export const packLayout = async (output: string, { asar = true, settings = {} }: LayoutOptions = {}) => {
  const electron = await mkdtemp(join(tmpdir(), "keyferry-no-electron-"));
  try {
    await writeNoElectron(electron);
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget("dir", Arch.x64),
      publish: "never",
      config: { ...settings, asar, electronDist: electron, directories: { output } },
    });
    return join(output, "linux-unpacked");
  } finally {
    await rm(electron, { recursive: true, force: true });
  }
};

/** What stands before the fuses in Electron's binary: https://www.electronjs.org/docs/latest/tutorial/fuses */
export const fuseSentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** Their version, their number, and each as Electron comes: 1 on, 0 off. */
const fusesAsShipped = "\u0001\u000810110001";

/** The files that electron-builder looks for in Electron's folder, and a program that says what it is not. */
const writeNoElectron = async (folder: string): Promise<void> => {
  const { version } = JSON.parse(await readFile(join(root, "node_modules/electron/package.json"), "utf8")) as {
    version: string;
  };
  await mkdir(join(folder, "resources"), { recursive: true });
  await mkdir(join(folder, "locales"));
  await writeFile(join(folder, "version"), version);
  await writeFile(join(folder, "LICENSE"), "");
  await writeFile(join(folder, "LICENSES.chromium.html"), "");
  const script = "#!/bin/sh\necho 'layout only: no Electron binary here' >&2\nexit 1\n";
  await writeFile(join(folder, "electron"), `${script}# ${fuseSentinel}${fusesAsShipped}\n`, { mode: 0o755 });
};
