import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { History, HistoryEntry, HistoryFact } from "../../shared/history.ts";
import { withoutSecretShapes } from "../../shared/secret-shapes.ts";
import type { Ports } from "../ports.ts";
import { parseEntry } from "./entries.ts";
import { appendLine, earlierPath, readLines } from "./journal-file.ts";

/** Whose journal: the settings, wherever they stand, and the machine that keeps it. A session is one. */
interface Subject {
  readonly ports: Pick<Ports, "clock" | "paths" | "program">;
  readonly store: { readonly location: string };
}

/** Where the journal of the settings at a place stands; undefined for those that end with their process. */
const historyPath = (home: string, location: string): string | undefined =>
  location.startsWith("memory://")
    ? undefined
    : join(home, "history", `${createHash("sha256").update(location).digest("hex").slice(0, 32)}.jsonl`);

/**
 * Notes in the journal of a connection what happened. Never throws: what happened counts, and a journal
 * that cannot be written is one line short.
 */
export const note = async ({ ports, store }: Subject, fact: HistoryFact): Promise<void> => {
  const path = historyPath(ports.paths.home, store.location);
  if (path === undefined) return;
  const { program } = ports;
  const entry = { at: ports.clock.now(), ...(program ? { program } : {}), ...fact };
  await appendLine(path, JSON.stringify(entry, withoutSecrets)).catch(() => {});
};

/** Names are typed by people, who put words into the wrong place. */
const withoutSecrets = (_: string, value: unknown): unknown =>
  typeof value === "string" ? withoutSecretShapes(value) : value;

/** What of a journal is asked for. */
export interface HistoryRequest {
  /** How many entries at most, the newest. */
  readonly limit: number;
  /** Tests alone. */
  readonly testsOnly?: boolean;
}

/** Reads the journal of the settings at a place; an empty one where there is none. Rejects where it cannot be read. */
export const readHistory = async (
  home: string,
  location: string,
  { limit, testsOnly = false }: HistoryRequest,
): Promise<History> => {
  const path = historyPath(home, location);
  const lines = path === undefined ? [] : await readLines(path);
  const entries = lines.flatMap((line): readonly HistoryEntry[] => {
    const entry = parseEntry(line);
    return entry && (!testsOnly || entry.type === "tested") ? [entry] : [];
  });
  return { entries: entries.slice(-limit).reverse(), total: entries.length };
};

/** Takes a journal aside, as its settings are: what comes to stand at the same place begins anew. Never throws. */
export const setHistoryAside = async (home: string, location: string, now: number): Promise<void> => {
  const path = historyPath(home, location);
  if (path === undefined) return;
  const aside = `.removed-${new Date(now).toISOString().replaceAll(":", "-")}`;
  const move = (each: string) => rename(each, each + aside).catch(() => {});
  await Promise.all([move(path), move(earlierPath(path))]);
};
