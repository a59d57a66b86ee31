import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { History, HistoryEntry, HistoryFact, TestedFact } from "../../shared/history.ts";
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
const historyPath = (home: string, location: string, kind = "jsonl"): string | undefined =>
  location.startsWith("memory://")
    ? undefined
    : join(home, "history", `${createHash("sha256").update(location).digest("hex").slice(0, 32)}.${kind}`);

/** Tests that come by themselves have a file of their own: however many there are, they push nothing else out. */
const scheduledKind = "tests.jsonl";

const kindOf = (fact: HistoryFact): string | undefined =>
  fact.type === "tested" && fact.by === "schedule" ? scheduledKind : undefined;

/** What is locked while the settings at a place are tested by themselves, so that no two processes do; see `historyPath`. */
export const testLockPath = (home: string, location: string): string | undefined =>
  historyPath(home, location, "testing");

/**
 * Notes in the journal of a connection what happened. Never throws: what happened counts, and a journal
 * that cannot be written is one line short.
 */
export const note = async ({ ports, store }: Subject, fact: HistoryFact): Promise<void> => {
  const path = historyPath(ports.paths.home, store.location, kindOf(fact));
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
  /** Tests alone, and all of them; else those that came by themselves and only said what was known are left out. */
  readonly testsOnly?: boolean;
}

/** Reads the journal of the settings at a place; an empty one where there is none. Rejects where it cannot be read. */
export const readHistory = async (
  home: string,
  location: string,
  { limit, testsOnly = false }: HistoryRequest,
): Promise<History> => {
  const [plain, scheduled] = await Promise.all(
    [undefined, scheduledKind].map((kind) => entriesOf(home, location, kind)),
  );
  const all = inTheirOrder(plain ?? [], scheduled ?? []);
  const entries = testsOnly ? all.filter(({ type }) => type === "tested") : withoutRepeats(all);
  return { entries: entries.slice(-limit).reverse(), total: entries.length };
};

const entriesOf = async (home: string, location: string, kind?: string): Promise<readonly HistoryEntry[]> => {
  const path = historyPath(home, location, kind);
  const lines = path === undefined ? [] : await readLines(path);
  return lines.flatMap((line) => parseEntry(line) ?? []);
};

/** Two journals as one. Each keeps its own order, also where the clock was set back. */
const inTheirOrder = (plain: readonly HistoryEntry[], scheduled: readonly HistoryEntry[]): readonly HistoryEntry[] => {
  const merged: HistoryEntry[] = [];
  let next = 0;
  for (const entry of plain) {
    for (let other = scheduled[next]; other && other.at < entry.at; other = scheduled[++next]) merged.push(other);
    merged.push(entry);
  }
  return [...merged, ...scheduled.slice(next)];
};

/** Leaves out the tests by themselves that went like the test before: what is left are events. */
const withoutRepeats = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => {
  let known: string | undefined;
  return entries.filter((entry) => {
    if (entry.type !== "tested") return true;
    const said = outcomeOf(entry);
    const repeats = entry.by === "schedule" && said === known;
    known = said;
    return !repeats;
  });
};

const outcomeOf = ({ ok, steps }: TestedFact): string => {
  const failed = steps.find(({ status }) => status === "failed");
  return `${ok} ${failed?.id} ${failed?.code}`;
};

/** Takes a journal aside, as its settings are: what comes to stand at the same place begins anew. Never throws. */
export const setHistoryAside = async (home: string, location: string, now: number): Promise<void> => {
  const paths = [undefined, scheduledKind].flatMap((kind) => historyPath(home, location, kind) ?? []);
  const aside = `.removed-${new Date(now).toISOString().replaceAll(":", "-")}`;
  const move = (each: string) => rename(each, each + aside).catch(() => {});
  await Promise.all(paths.flatMap((path) => [move(path), move(earlierPath(path))]));
};
