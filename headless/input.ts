import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Target } from "../engine/index.ts";
import { KeyferryError } from "../shared/errors.ts";
import { shownPath } from "../shared/secret-shapes.ts";

/** The words that point at a connection, as the commands take them. */
export interface TargetWords {
  readonly service: string | undefined;
  readonly connectionString: string | undefined;
  readonly settings: string | undefined;
}

/** `SERVICE CONNECTION_STRING`, or `--settings FILE`. Throws `USAGE`, `INPUT_UNREADABLE`. */
export const readTarget = async ({ service, connectionString, settings }: TargetWords): Promise<Target> => {
  if (settings !== undefined) {
    if (service === undefined) return { settings };
    throw new KeyferryError("USAGE", { detail: "Give either --settings FILE or SERVICE CONNECTION_STRING, not both." });
  }
  if (service === undefined || connectionString === undefined) {
    throw new KeyferryError("USAGE", { detail: "A SERVICE and a CONNECTION_STRING are needed, or --settings FILE." });
  }
  return { service, connectionString: await readConnectionString(connectionString) };
};

/** A connection string as given, from `@FILE`, or from standard input (`-`). */
export const readConnectionString = async (word: string): Promise<string> => {
  if (word === "-") return trimEnd(await readStandardInput());
  if (!word.startsWith("@")) return word;
  const path = word.slice(1);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new KeyferryError(
      "INPUT_UNREADABLE",
      { name: `@${shownPath(path)}`, detail: error.code ?? "" },
      { cause: error },
    );
  });
  return trimEnd(text);
};

const trimEnd = (text: string): string => text.replace(/^\uFEFF/, "").replace(/[\r\n]+$/, "");

const readStandardInput = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

/**
 * Standard input line by line, for commands that take a connection string first and pasted
 * addresses after it. Lines that come before a reader are kept; the end of input is not an answer.
 */
export const lineReader = () => {
  const lines: string[] = [];
  let take: ((line: string) => void) | undefined;
  let ended = false;
  let onEnd: () => void = () => {};
  const reader = createInterface({ input: process.stdin });
  reader.on("line", (line) => {
    if (take) take(line);
    else lines.push(line);
  });
  reader.on("close", () => {
    ended = true;
    onEnd();
  });
  return {
    /** The next line, undefined where the input ended first. */
    next: (): Promise<string | undefined> =>
      new Promise((resolve) => {
        const line = lines.shift();
        if (line !== undefined || ended) return resolve(line);
        onEnd = () => resolve(undefined);
        take = (each) => {
          take = undefined;
          resolve(each);
        };
      }),
    /** Hands every line from now on to `use`. */
    each: (use: (line: string) => void): void => {
      for (const line of lines.splice(0)) use(line);
      take = use;
    },
    close: () => {
      reader.close();
      process.stdin.unref?.();
    },
  };
};
