import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");

/** Builds a program of this folder as one file, for processes of its own; returns where it is. */
export const buildProgram = async (name: string, folder: string): Promise<string> => {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "silent",
    build: {
      ssr: `torture/${name}.ts`,
      outDir: folder,
      emptyOutDir: false,
      target: "node24",
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, `${name}.mjs`);
};

/** Builds the `keyferry` command as it is shipped; returns where it is. */
export const buildCommand = async (folder: string): Promise<string> => {
  const configFile = join(root, "vite.headless.config.ts");
  await build({ configFile, root, logLevel: "silent", build: { outDir: folder } });
  return join(folder, "keyferry.mjs");
};
