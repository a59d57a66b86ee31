import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program of node_modules/.bin with this Node, and ends this process where it fails. */
export const run = (title: string, name: string, ...words: readonly string[]): void => {
  process.stdout.write(`\n── ${title}\n`);
  const { status, error } = spawnSync(`${root}node_modules/.bin/${name}`, words, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: {
      ...process.env,
      PATH: `${root}node_modules/.bin${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
    },
  });
  if (error) process.stderr.write(`${name}: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
};
