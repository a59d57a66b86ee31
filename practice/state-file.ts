import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RegisteredApp } from "./apps.ts";
import type { LedgerState } from "./ledger.ts";

/** What outlives a restart: registered apps, and what was given out by each service. */
export interface SavedState {
  readonly version: 1;
  readonly apps: readonly RegisteredApp[];
  readonly ledgers: Readonly<Record<string, LedgerState>>;
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

const isSavedState = (value: unknown): value is SavedState =>
  typeof value === "object" && value !== null && "version" in value && value.version === 1;

/** Reads the state file; undefined where there is none yet. Throws where it is something else. */
export const readState = (path: string): SavedState | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isSavedState(value)) return value;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new Error(`The practice provider's state file ${path} cannot be read.`, { cause });
  }
  throw new Error(`${path} is not a state file of the practice provider.`);
};

/** Writes the state file in one step, for its owner's eyes only. */
export const writeState = (path: string, state: SavedState): void => {
  const fresh = `${path}.${randomUUID()}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(fresh, JSON.stringify(state), { mode: 0o600, flag: "wx" });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
};
