import { expect, test } from "vitest";
import type { HistoryEntry } from "../../../shared/history.ts";
import { foldEntries } from "./fold-entries.ts";

const failed = (at: number, code: "NETWORK_FAILED" | "RATE_LIMITED"): HistoryEntry => ({
  type: "renewal-failed",
  by: "schedule",
  code,
  at,
});

test("failures of one reason in a row are one event, told at the time of the newest", () => {
  const renewed: HistoryEntry = { type: "renewed", by: "schedule", at: 5 };
  const entries = [
    failed(9, "NETWORK_FAILED"),
    failed(8, "NETWORK_FAILED"),
    failed(7, "RATE_LIMITED"),
    renewed,
    failed(4, "RATE_LIMITED"),
  ];
  expect(foldEntries(entries).map(({ entry, times }) => [entry.at, times])).toEqual([
    [9, 2],
    [7, 1],
    [5, 1],
    [4, 1],
  ]);
});

test("what did not fail is never folded", () => {
  const renewed: HistoryEntry = { type: "renewed", by: "use", at: 1 };
  expect(foldEntries([renewed, renewed])).toHaveLength(2);
});
