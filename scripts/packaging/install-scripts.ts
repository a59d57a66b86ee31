import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "../run.ts";

/** The install scripts of the deb and the rpm, by electron-builder's names for them. */
export interface InstallScripts {
  readonly afterInstall: string;
  readonly afterRemove: string;
}

const require = createRequire(import.meta.url);

/**
 * Writes electron-builder's own install scripts, each with our lines after it, into `folder`, and gives their paths.
 * Naming scripts of ours alone would lose what those do for the sandbox and for AppArmor.
 */
export const writeInstallScripts = async (folder: string): Promise<InstallScripts> => {
  await mkdir(folder, { recursive: true });
  const builder = createRequire(require.resolve("electron-builder"));
  const templates = join(dirname(builder.resolve("app-builder-lib/package.json")), "templates", "linux");
  const write = async (template: string, ours: string): Promise<string> => {
    const path = join(folder, template);
    const texts = [join(templates, template), join(root, "assets", "linux", ours)];
    await writeFile(path, (await Promise.all(texts.map((each) => readFile(each, "utf8")))).join("\n"));
    return path;
  };
  return {
    afterInstall: await write("after-install.tpl", "link-command.sh"),
    afterRemove: await write("after-remove.tpl", "unlink-command.sh"),
  };
};
