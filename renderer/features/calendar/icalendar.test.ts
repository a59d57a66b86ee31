import { expect, test } from "vitest";
import { dayOf } from "./days.ts";
import { calendarFile } from "./icalendar.ts";

const third = dayOf(new Date(2026, 11, 3, 12).getTime());
const made = Date.UTC(2026, 10, 28, 13, 5, 7, 123);
const event = { id: "c-1", day: third, title: "Sign in again: Kumo Studio", text: "Press Reconnect." };
const unfolded = (text: string): string => text.replaceAll("\r\n ", "");

test("an event takes its whole day, and says when the file was made", () => {
  const text = calendarFile([event], made);
  expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
  expect(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")).toBe(true);
  expect(text).toContain("UID:c-1@keyferry\r\nDTSTAMP:20261128T130507Z\r\n");
  expect(text).toContain("DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261204\r\n");
});

test("it reminds a week before and the day before, at nine", () => {
  expect(calendarFile([event], made).match(/TRIGGER:.*/g)).toEqual(["TRIGGER:-P6DT15H", "TRIGGER:-PT15H"]);
});

test("what has a meaning in such files is escaped, and no line of a text begins one of the file", () => {
  const text = calendarFile([{ ...event, title: "a;b,c\\d\r\nEND:VEVENT\u0007!" }], made);
  expect(text).toContain("SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT !\r\n");
  expect(text.match(/^END:VEVENT\r$/gm)).toHaveLength(1);
});

test("lines are folded at 75 octets without parting a character, and come out again whole", () => {
  const title = `クモ🚢スタジオ`.repeat(20);
  const text = calendarFile([{ ...event, title }], made);
  const lines = text.split("\r\n");
  expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
  expect(text).not.toContain("\uFFFD");
  expect(lines.every((line) => line.isWellFormed())).toBe(true);
  expect(unfolded(text)).toContain(`SUMMARY:${title}\r\n`);
});

test("every line ends as the format says", () => {
  expect(calendarFile([event], made).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});
