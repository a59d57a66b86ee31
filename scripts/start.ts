import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { build, isStale } from "./build.ts";
import { chooseShell, type Surroundings } from "./choose-shell.ts";
import { root } from "./run.ts";

// Starts the desktop program, or where there is none the same screens in a browser. Without
// `-- --services` a practice provider stands in for the services: no account is needed.
const words = process.argv.slice(2);
const practice = words.includes("--services") ? [] : ["--practice"];
const others = words.filter((word) => word !== "--services");

if (isStale()) build();

const electron = `${root}node_modules/electron/dist/${process.platform === "win32" ? "electron.exe" : process.platform === "darwin" ? "Electron.app/Contents/MacOS/Electron" : "electron"}`;
const surroundings: Surroundings = {
  platform: process.platform,
  environment: process.env,
  electronBinary: [process.env.ELECTRON_BIN, electron].find((path) => path && existsSync(path)),
};
const shell = chooseShell(surroundings);
process.stderr.write(`\n${shell.words}\n\n`);
const [program, ...given] =
  shell.kind === "electron"
    ? [shell.binary, root, ...practice, ...others]
    : [process.execPath, `${root}dist/keyferry.mjs`, "serve", ...practice, ...others];
const child = spawn(program, given, { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", (status) => process.exit(status ?? 0));
