import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, expect, type Page } from "@playwright/test";
import { environmentOf } from "../support/program.ts";
import { projectRoot, runtime } from "./runtime.ts";
import { watchOf } from "./watch.ts";

/** Something that the program would have done outside of itself. */
export interface Effect {
  readonly what: string;
  readonly values: readonly unknown[];
}

/** The desktop program, started by a test. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Where its connections are. */
  readonly home: string;
  readonly userData: string;
  /** All that it has said on its outputs. */
  readonly said: () => readonly string[];
  /** The addresses that it gave to the person's browser so far. */
  readonly opened: () => Promise<readonly string[]>;
  /** Answers the next question where to save a file, does something that makes it, and waits for the file. */
  readonly saveTo: (path: string, download: () => Promise<void>) => Promise<void>;
  /** Ends it as a person does, and waits for it. */
  readonly quit: () => Promise<void>;
}

const tap = fileURLToPath(new URL("tap.cjs", import.meta.url));

const wordsOf = (folder: string, more: readonly string[] = [], practice = true): readonly string[] => [
  ...["-r", tap],
  projectRoot,
  ...(practice ? ["--practice"] : []),
  `--user-data-dir=${join(folder, "user-data")}`,
  ...more,
];

/** The environment of the program: English, and no home but the test's. */
export const desktopEnvironment = (folder: string, more: NodeJS.ProcessEnv = {}): Record<string, string> => {
  const all = environmentOf(join(folder, "home"), {
    LANG: "en_US.UTF-8",
    LANGUAGE: "en_US",
    DESKTOP_TEST_TAP: watchOf(folder).tap,
    ...more,
  });
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

/** Starts the program in a folder of the test, watched for leaks, and waits for its window. Without practice it keeps its key as people's does. */
export const startDesktop = async (
  folder: string,
  more: NodeJS.ProcessEnv = {},
  { practice = true } = {},
): Promise<Desktop> => {
  const app = await _electron.launch({
    executablePath: runtime.path,
    args: [...wordsOf(folder, [], practice)],
    env: desktopEnvironment(folder, more),
    timeout: 60_000,
  });
  const child = app.process();
  const said = listen(child);
  // Nobody's browser is opened by a test. The stand-in notes it by itself, in the same place.
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedByTest: opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  const page = await app.firstWindow();
  // A window is there before its page is.
  await page.waitForURL(/keyferry/);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const opened = () => app.evaluate(() => [...(globalThis as unknown as { openedByTest: string[] }).openedByTest]);
  const home = practice ? join(folder, "home", "practice") : join(folder, "home");
  const [watch, watched] = [watchOf(folder), { app, page, home, said: () => said, opened }];
  await watch.attach(watched);
  return {
    ...watched,
    userData: join(folder, "user-data"),
    saveTo: (path, download) => saveTo(app, path, download),
    quit: async () => {
      if (child.exitCode === null) await watch.look(watched);
      const ended = child.exitCode === null ? once(child, "exit") : Promise.resolve();
      await app.close();
      await ended;
    },
  };
};

/** The program's own way to be told a path: a dialog of the desktop cannot be answered by a test. */
const saveTo = async (app: ElectronApplication, path: string, download: () => Promise<void>): Promise<void> => {
  const saved = await app.evaluateHandle(({ session }, savePath) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    session.defaultSession.once("will-download", (_event, item) => {
      item.setSavePath(savePath);
      item.once("done", (_done, state) => resolve(state));
    });
    return { promise };
  }, path);
  await download();
  expect(await saved.evaluate(({ promise }) => promise)).toBe("completed");
};

/** Starts the program once more beside the first, without anybody driving it; resolves when it has ended. */
export const startAgain = async (
  folder: string,
  words: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<{ readonly status: number | null; readonly said: string }> => {
  const sandbox = process.platform === "linux" ? ["--no-sandbox"] : [];
  const child = spawn(runtime.path, [...sandbox, ...wordsOf(folder, words, !more.KEYFERRY_PRACTICE)], {
    env: desktopEnvironment(folder, more),
  });
  const said = listen(child);
  await once(child, "close");
  return { status: child.exitCode, said: said.join("") };
};

/** What the stand-in noted; the real binary notes nothing. */
export const effects = (app: ElectronApplication): Promise<readonly Effect[]> =>
  app.evaluate((electron) => {
    const { record } = (electron as unknown as { __standin: { record: Effect[] } }).__standin;
    return JSON.parse(JSON.stringify(record)) as Effect[];
  });

const listen = (child: ChildProcess): string[] => {
  const said: string[] = [];
  for (const output of [child.stdout, child.stderr]) output?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  return said;
};
