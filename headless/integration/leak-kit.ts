import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inspect } from "node:util";
import { expect, vi } from "vitest";
import { createCanarySearch, type Planted } from "../../shared/canary-kit.ts";
import { run } from "../main.ts";
import { control, issuedSecrets, origin, outcome, start } from "./command-kit.ts";
import { person } from "./test-kit.ts";

/** How a watched command ended. */
export type Ended = Awaited<ReturnType<typeof outcome>>;

interface How {
  readonly environment?: Readonly<Record<string, string>>;
  /** What standard output promises: a secret is its result, and is looked at by the test itself. */
  readonly secretResult?: true;
  /** Takes part while the command runs: a person at a browser. */
  readonly meanwhile?: (child: ChildProcess) => Promise<unknown>;
  readonly input?: string;
}

/** Everything that a journey lets out, and the secrets that must not be in it. */
export interface Watch {
  /** A secret that nobody can guess, to be looked for at the end; `before` stands in front of it. */
  readonly plant: (name: string, before?: string) => string;
  /** A secret that something else made. */
  readonly keep: (name: string, value: string) => void;
  /** Runs the command with what it says, its arguments and its environment under watch. */
  readonly run: (home: string, words: readonly string[], how?: How) => Promise<Ended>;
  /** The same within this process, for the many ways to fail: nothing but what the command says is seen. */
  readonly runHere: (home: string, words: readonly string[]) => Promise<number>;
  /** Anything else that can be seen. */
  readonly note: (place: string, what: unknown) => void;
  /** All files below a folder but those that are there to hold secrets. */
  readonly noteFiles: (folder: string, but?: RegExp) => Promise<void>;
  /** Looks for every secret in everything; fails the test with the places where one is. */
  readonly expectNoLeak: () => Promise<{ places: number; characters: number; secrets: number }>;
}

/** Odd enough to be written differently in addresses, forms, JSON, HTML and base64. */
const unguessable = (): string =>
  `${randomBytes(9).toString("base64url")}+/="&<é;%${randomBytes(9).toString("base64url")}`;

export const createWatch = (): Watch => {
  const planted: Planted[] = [];
  const evidence: { readonly place: string; readonly text: string }[] = [];
  const keep = (name: string, value: string) => void planted.push({ name, value });
  const note = (place: string, what: unknown) => {
    const text =
      typeof what === "string" ? what : inspect(what, { depth: null, showHidden: true, maxStringLength: null });
    evidence.push({ place, text });
  };
  const keepIssued = async () => {
    const known = new Set(planted.map(({ value }) => value));
    for (const value of await issuedSecrets()) if (!known.has(value)) keep("a code or token that was given out", value);
  };

  return {
    plant: (name, before = "") => {
      const value = before + unguessable();
      keep(name, value);
      return value;
    },
    keep,
    note,
    noteFiles: async (folder, but = /^$/) => {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        note("a file's name", path);
        if (entry.isFile() && !but.test(path)) note(path, await readFile(path, "latin1"));
      }
    },
    run: async (home, words, { environment = {}, secretResult, meanwhile, input } = {}) => {
      const place = `keyferry ${words.filter((word) => !word.startsWith("@/")).join(" ")}`;
      const child = start(home, words, environment);
      const ended = outcome(child);
      const processes = watchProcesses(child, (text) => note(`${place}: processes`, text));
      if (input !== undefined) child.stdin?.on("error", () => {}).write(input);
      if (meanwhile) await meanwhile(child);
      else child.stdin?.on("error", () => {}).end();
      const result = await ended;
      await processes;
      note(`${place}: standard error`, result.stderr);
      if (!secretResult || result.status !== 0) note(`${place}: standard output`, result.stdout);
      await keepIssued();
      return result;
    },
    runHere: async (home, words) => {
      vi.stubEnv("KEYFERRY_HOME", home);
      vi.stubEnv("KEYFERRY_PRACTICE", origin());
      vi.stubEnv("KEYFERRY_BROWSER", "none");
      const said: string[] = [];
      const spies = (["stdout", "stderr"] as const).map((name) =>
        vi.spyOn(process[name], "write").mockImplementation((text) => {
          said.push(String(text));
          const address = /^Open this address: (\S+)$/m.exec(String(text))?.[1];
          if (address) person(address).catch(() => {});
          return true;
        }),
      );
      try {
        process.exitCode = undefined;
        return await run(words);
      } finally {
        process.exitCode = undefined;
        for (const spy of spies) spy.mockRestore();
        note(`keyferry ${words.filter((word) => !word.startsWith("@/")).join(" ")}: all it said`, said.join(""));
        await keepIssued();
      }
    },
    expectNoLeak: async () => {
      note("the practice provider's journal", JSON.stringify(await control("GET", "state")));
      await keepIssued();
      const { look, seen } = createCanarySearch(planted);
      expect(evidence.flatMap(({ place, text }) => look(place, text))).toEqual([]);
      return seen();
    },
  };
};

/** What `ps` and its like can show of a process and of those it starts, again and again while it runs. */
const watchProcesses = async (child: ChildProcess, note: (text: string) => void): Promise<void> => {
  if (process.platform !== "linux") return;
  const seen = new Set<string>();
  while (child.exitCode === null && child.signalCode === null) {
    for (const pid of await familyOf(child.pid ?? 0)) {
      for (const file of ["cmdline", "environ"]) {
        const text = await readFile(`/proc/${pid}/${file}`, "latin1").catch(() => "");
        if (text === "" || seen.has(text)) continue;
        seen.add(text);
        note(text);
      }
    }
    await wait(40);
  }
  if (seen.size === 0) throw new Error("no process was seen");
};

const familyOf = async (pid: number): Promise<readonly number[]> => {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const below = await Promise.all(
    children
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((each) => familyOf(Number(each))),
  );
  return [pid, ...below.flat()];
};

/** Puts a connection string into a file that only its owner reads, and gives the word that names it. */
export const typed = async (folder: string, connectionString: string): Promise<string> => {
  const path = join(folder, `${randomBytes(6).toString("hex")}.txt`);
  await writeFile(path, connectionString, { mode: 0o600 });
  return `@${path}`;
};
