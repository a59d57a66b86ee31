import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** A log that has grown beyond this is put aside; one earlier log is kept. */
const longest = 1_000_000;

/** Where the program writes what people who help are sent. */
export interface Log {
  readonly folder: string;
  /** Adds a line with its time. What is told must hold no secret. Never throws: a full disk is no reason to stop. */
  readonly line: (text: string) => void;
}

export const openLog = (folder: string, now: () => number = Date.now): Log => {
  const path = join(folder, "keyferry.log");
  return {
    folder,
    line: (text) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longest) renameSync(path, `${path}.1`);
        const words = text.replaceAll(/[\r\n]+/g, " ");
        appendFileSync(path, `${new Date(now()).toISOString()} ${words}\n`, { mode: 0o600 });
      } catch {
        // There is nowhere to tell it.
      }
    },
  };
};
