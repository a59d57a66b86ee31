import type { HistoryEntry } from "../../../shared/history.ts";

/** An entry as it is shown; one that came several times in a row is shown once. */
export interface FoldedEntry {
  readonly entry: HistoryEntry;
  readonly times: number;
}

/** Renewals that fail again and again for one reason are one event to a person. The newest stands for all. */
export const foldEntries = (entries: readonly HistoryEntry[]): readonly FoldedEntry[] => {
  const folded: FoldedEntry[] = [];
  for (const entry of entries) {
    const last = folded.at(-1);
    if (last && isSameFailure(last.entry, entry)) folded[folded.length - 1] = { ...last, times: last.times + 1 };
    else folded.push({ entry, times: 1 });
  }
  return folded;
};

const isSameFailure = (one: HistoryEntry, other: HistoryEntry): boolean =>
  one.type === "renewal-failed" && other.type === "renewal-failed" && one.code === other.code;
