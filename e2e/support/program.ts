import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The built command under test; another build can be named. */
export const program =
  process.env.KEYFERRY_PROGRAM ?? fileURLToPath(new URL("../../dist/keyferry.mjs", import.meta.url));

/** `keyferry serve --practice` as a process of its own. */
export interface Served {
  /** Where the screens are, the one-time token included. */
  readonly address: string;
  /** Where the practice provider is. */
  readonly practice: string;
  /** Where this program keeps its connections. */
  readonly home: string;
  /** Everything the program has said so far, on both of its outputs. */
  readonly said: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** A folder that nobody else uses. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "keyferry-"));

/** Takes a folder away with all that is in it. */
export const removeFolder = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 5 });

/** The environment of a machine of its own: nothing of the one the tests run on shines through. */
export const environmentOf = (folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("KEYFERRY_"))),
  KEYFERRY_HOME: folder,
  KEYFERRY_BROWSER: "none",
  ...more,
});

/** Starts the program in a folder. Throws with its own words where it does not come up. */
export const startServed = async (folder: string, more: NodeJS.ProcessEnv = {}): Promise<Served> => {
  const child = spawn(process.execPath, [program, "serve", "--practice", "--no-open", "--json"], {
    env: environmentOf(folder, more),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const notes: string[] = [];
  for (const output of [child.stdout, child.stderr])
    output.on("data", (chunk: Buffer) => {
      notes.push(chunk.toString());
    });
  const first = await Promise.race([
    once(createInterface({ input: child.stdout }), "line").then(([line]) => String(line)),
    once(child, "exit").then(() => Promise.reject(new Error(`keyferry serve ended: ${notes.join("")}`))),
  ]);
  const { address, practice } = JSON.parse(first) as { address: string; practice: string };
  return { address, practice, home: join(folder, "practice"), said: () => notes, stop: () => stop(child) };
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
};
