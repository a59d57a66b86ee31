import { expect, test } from "vitest";
import { countdownText, dayText, durationText, momentText, relativeTime, withLocalMoments } from "./time.ts";

const now = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;

test.each([
  [30_000, "now", "今"],
  [-30_000, "just now", "たった今"],
  [5 * 60_000, "in 5 minutes", "5 分後"],
  [-3 * 3_600_000, "3 hours ago", "3 時間前"],
  [-day, "yesterday", "昨日"],
  [59 * day, "in 59 days", "59 日後"],
  [100 * day, "in 3 months", "3 か月後"],
  [-800 * day, "2 years ago", "2 年前"],
])("a distance of %d ms is told in words", (distance, english, japanese) => {
  expect(relativeTime(now + distance, now, "en")).toBe(english);
  expect(relativeTime(now + distance, now, "ja")).toBe(japanese);
});

test("a moment is written in the way of the language", () => {
  expect(momentText(now, "en", "UTC")).toMatch(/Jan 15, 2026/);
  expect(momentText(now, "ja", "UTC")).toBe("2026/01/15 12:00");
  expect(dayText(now, "en", "UTC")).toBe("Jan 15, 2026");
  expect(dayText(now, "ja", "UTC")).toBe("2026/01/15");
});

test("short durations are in milliseconds, longer ones in seconds", () => {
  expect(durationText(12.4, "en")).toBe("12 ms");
  expect(durationText(1432, "en")).toBe("1.4 sec");
});

test("time left counts down to zero and stays there", () => {
  expect(countdownText(300_000)).toBe("5:00");
  expect(countdownText(61_001)).toBe("1:02");
  expect(countdownText(-5)).toBe("0:00");
});

test("moments in sentences of the program are told as they are here, and what only looks like one stays", () => {
  const sentence = "Good until 2026-12-12 14:08 UTC, seen 2026-11-28 01:02:03 UTC.";
  expect(withLocalMoments(sentence, "en", "Asia/Tokyo")).toBe(
    `Good until ${momentText(Date.UTC(2026, 11, 12, 14, 8), "en", "Asia/Tokyo")}, seen ${momentText(Date.UTC(2026, 10, 28, 1, 2), "en", "Asia/Tokyo")}.`,
  );
  expect(withLocalMoments("有効期限: 2026-12-12 14:08 UTC", "ja", "Asia/Tokyo")).toBe("有効期限: 2026/12/12 23:08");
  for (const other of ["2026-13-45 99:99 UTC", "backup-2026-12-12.txt", "2026-12-12"]) {
    expect(withLocalMoments(other, "en", "Asia/Tokyo")).toBe(other);
  }
});
