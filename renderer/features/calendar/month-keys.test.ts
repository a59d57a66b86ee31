import { expect, test } from "vitest";
import { dayOf } from "./days.ts";
import { dayReached } from "./month-keys.ts";

const day = (year: number, month: number, date: number) => dayOf(new Date(year, month - 1, date, 12).getTime());
const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const from = day(2026, 12, 31);
const monday = 1;

test.each([
  ["ArrowLeft", day(2026, 12, 30)],
  ["ArrowRight", day(2027, 1, 1)],
  ["ArrowUp", day(2026, 12, 24)],
  ["ArrowDown", day(2027, 1, 7)],
  ["Home", day(2026, 12, 28)],
  ["End", day(2027, 1, 3)],
  ["PageUp", day(2026, 11, 30)],
  ["PageDown", day(2027, 1, 31)],
])("%s leads over weeks and months", (key, reached) => {
  expect(dayReached({ ...plain, key }, from, monday)).toBe(reached);
});

test("Shift with Page Down is a year, and other keys are left to others", () => {
  expect(dayReached({ ...plain, key: "PageDown", shiftKey: true }, from, monday)).toBe(day(2027, 12, 31));
  expect(dayReached({ ...plain, key: "Enter" }, from, monday)).toBeUndefined();
  expect(dayReached({ ...plain, key: "ArrowLeft", altKey: true }, from, monday)).toBeUndefined();
});
