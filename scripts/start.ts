import { type ChildProcess, spawn } from "node:child_process";
import { build, isStale } from "./build.ts";
import { chooseShell, failedAtStart, sandboxWords, servedInstead } from "./choose-shell.ts";
import { findElectron } from "./find-electron.ts";
import { root } from "./run.ts";

// Starts the desktop program, or where there is none the same screens in a browser. Without
// `-- --services` a practice provider stands in for the services: no account is needed.
const words = process.argv.slice(2);
const practice = words.includes("--services") ? [] : ["--practice"];
const others = words.filter((word) => word !== "--services");

const say = (text: string): void => void process.stderr.write(`\n${text}\n\n`);

let child: ChildProcess | undefined;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping = true;
    child?.kill(signal);
  });
}

/** Runs a program to its end, with this terminal; gives its exit status, or why there is none. */
const runToEnd = (program: string, given: readonly string[]): Promise<number | string> =>
  new Promise((resolve) => {
    child = spawn(program, given, { stdio: "inherit" });
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (status, signal) => resolve(status ?? `ended by ${signal}`));
  });

const serve = async (): Promise<number> => {
  const end = await runToEnd(process.execPath, [`${root}dist/keyferry.mjs`, "serve", ...practice, ...others]);
  return typeof end === "number" ? end : stopping ? 0 : 1;
};

const startDesktop = async (binary: string): Promise<number> => {
  const sandbox = sandboxWords(process.platform, process.getuid?.());
  if (sandbox.words) say(sandbox.words);
  const begun = performance.now();
  const end = await runToEnd(binary, [...sandbox.given, root, ...practice, ...others]);
  if (!stopping && failedAtStart(end, performance.now() - begun)) {
    say(servedInstead(`Electron's program (${binary}) failed at its start (${end})`));
    return serve();
  }
  return typeof end === "number" ? end : stopping ? 0 : 1;
};

if (isStale()) build();
const shell = chooseShell({
  platform: process.platform,
  environment: process.env,
  electronBinary: findElectron(process.env, process.platform),
});
say(shell.words);
process.exitCode = shell.kind === "electron" ? await startDesktop(shell.binary) : await serve();
