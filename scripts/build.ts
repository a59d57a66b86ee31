import { existsSync, globSync, statSync } from "node:fs";
import { writeNotices } from "./packaging/notices.ts";
import { root, run } from "./run.ts";

const outputs = [
  "dist/keyferry.mjs",
  "dist/index.mjs",
  "dist/index.d.ts",
  "dist/screens/index.html",
  "dist/THIRD-PARTY-NOTICES.txt",
  "out/main/main.js",
  "out/preload/preload.cjs",
];
const sources =
  "{shared,services,engine,bridge,headless,electron,renderer,practice,assets}/**/*.{ts,tsx,css,html,svg,json}";

/** Whether what is built is missing, or older than what it is built from. */
export const isStale = (): boolean => {
  if (!outputs.every((path) => existsSync(root + path))) return true;
  const oldest = Math.min(...outputs.map((path) => statSync(root + path).mtimeMs));
  const inputs = [
    ...globSync(sources, { cwd: root }),
    ...globSync("docs/guides/*.md", { cwd: root }),
    "package.json",
    "electron.vite.config.ts",
    "vite.headless.config.ts",
  ];
  return inputs.some((path) => !/\.test\.tsx?$/.test(path) && statSync(root + path).mtimeMs > oldest);
};

/** Builds the screens, the desktop program and the command. */
export const build = (): void => {
  run("Desktop program and screens", "electron-vite", "build", "--logLevel", "warn");
  run("The keyferry command", "vite", "build", "--config", "vite.headless.config.ts", "--logLevel", "warn");
  run("The library", "vite", "build", "--config", "vite.library.config.ts", "--logLevel", "warn");
  run("Its types", "node", "scripts/write-library-types.ts");
  writeNotices();
};

if (import.meta.main) build();
