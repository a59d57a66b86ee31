import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { ElectronApplication, Page } from "@playwright/test";
import type { Planted } from "../../shared/canary-kit.ts";
import { createEvidence, type Evidence, type Found, handsOver, type Note } from "../support/evidence.ts";
import { followPage, lookAt } from "../support/page-evidence.ts";
import { identityFile, practiceBooks, secretsOf } from "../support/planted.ts";

/** A desktop program as the watch needs to know it. */
export interface Watched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  readonly said: () => readonly string[];
  readonly opened: () => Promise<readonly string[]>;
}

/** All that the desktop programs of one folder let out: messages, windows, outputs, files, and what they show around themselves. */
export interface DesktopWatch extends Pick<Evidence, "plant"> {
  /** Where the programs write down what passes through them (`tap.cjs`). */
  readonly tap: string;
  /** Watches a program from now on. */
  readonly attach: (program: Watched) => Promise<void>;
  /** Looks at a window and at the processes behind it as they are now; done before a program is ended by itself. */
  readonly look: (program: Watched) => Promise<void>;
  /** Everything collected so far, searched for what was given out, what was planted, and others where they are given. */
  readonly leaks: (others?: readonly Planted[]) => Promise<Found>;
}

const watches = new Map<string, DesktopWatch>();

/** The watch of a test's folder: one for all programs that are started in it, so that none is forgotten. */
export const watchOf = (folder: string): DesktopWatch => {
  const watch = watches.get(folder) ?? createDesktopWatch(folder);
  watches.set(folder, watch);
  return watch;
};

/** Lets go of what the watch of a folder collected. */
export const endWatch = (folder: string): void => void watches.delete(folder);

const createDesktopWatch = (folder: string): DesktopWatch => {
  const { note, plant, search } = createEvidence();
  const tap = join(folder, "tap");
  const programs: Watched[] = [];
  const places = new Set([join(folder, "user-data"), join(folder, "home")]);
  return {
    plant,
    tap,
    attach: async (program) => {
      programs.push(program);
      places.add(await program.app.evaluate(({ app }) => app.getPath("logs")));
      program.page.on("request", (request) => note("request of the window", request.url()));
      await followPage(program.page, note);
    },
    look: async ({ app, page, opened }) => {
      await lookAt(page, note);
      note("addresses for the browser", (await opened()).join("\n"));
      note("processes", await processesUnder(app.process().pid ?? 0));
    },
    leaks: async (others = []) => {
      await noteTap(tap, note);
      for (const place of places) await noteFiles(place, note);
      for (const { said } of programs) note("the program's output", said().join(""));
      const secrets = await Promise.all([...new Set(programs.map(({ home }) => home))].map(secretsOf));
      return search([...secrets.flat(), ...others]);
    },
  };
};

/** What passed through the main processes, by `tap.cjs`. */
const noteTap = async (folder: string, note: Note): Promise<void> => {
  for (const name of await readdir(folder).catch(() => [])) {
    const lines = (await readFile(join(folder, name), "utf8")).split("\n").filter(Boolean);
    for (const line of lines) {
      const [place, ...texts] = JSON.parse(line) as [string, ...string[]];
      note(place, texts.join("\n"), place.startsWith("from the page:") && texts.some(isHandedOver));
    }
  }
};

/** Whether a message is a call that hands over what a person typed. */
const isHandedOver = (message: string): boolean =>
  handsOver(/"u":"(?:[^"]*?:\/\/[^/"]*)?([^"]*)"/.exec(message)?.[1] ?? "");

/** All files of a folder but those that are sealed, this machine's plain key, and the books of the practice provider. */
const noteFiles = async (folder: string, note: Note): Promise<void> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((each) => each.isFile() && each.name !== practiceBooks)) {
    const path = join(entry.parentPath, entry.name);
    // Compiled scripts of the program, which name the shapes of secrets.
    if (path.includes("Code Cache")) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    const text = bytes.toString("utf8");
    if (isSealed(bytes) || (basename(path) === identityFile && text.includes("AGE-SECRET-KEY-"))) continue;
    const place = `file ${path.slice(folder.length)}`;
    note(place, text);
    // Chromium keeps some of what pages store in UTF-16.
    if (bytes.includes(0)) note(place, bytes.toString("latin1").replaceAll("\0", ""));
  }
};

const isSealed = (bytes: Buffer): boolean =>
  /^(?:-----BEGIN AGE ENCRYPTED FILE-----|age-encryption\.org\/)/.test(bytes.toString("latin1", 0, 40));

/** The command lines of a process and all below it, as others on this machine see them; nothing where there is no `ps`. */
const processesUnder = async (top: number): Promise<string> => {
  const { stdout } = await promisify(execFile)("ps", ["-axww", "-o", "pid=,ppid=,args="]).catch(() => ({ stdout: "" }));
  const all = stdout.split("\n").flatMap((line) => {
    const [, pid, parent, words = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), words }] : [];
  });
  const below = (pid: number): readonly string[] =>
    all.filter(({ parent }) => parent === pid).flatMap((each) => [each.words, ...below(each.pid)]);
  return [...all.filter(({ pid }) => pid === top).map(({ words }) => words), ...below(top)].join("\n");
};
