import { describe, expect, test } from "vitest";
import {
  addMonths,
  dayOf,
  distanceText,
  firstWeekdayOf,
  formatDay,
  formatMonths,
  monthOf,
  numberInMonth,
  startOfWeek,
  weekdayOf,
  weeksFrom,
  weeksOf,
} from "./days.ts";

const day = (year: number, month: number, date: number) => dayOf(new Date(year, month - 1, date, 12).getTime());

test("a moment belongs to the day where the person is, from midnight to midnight", () => {
  expect(dayOf(new Date(2026, 11, 3, 0, 0).getTime())).toBe(day(2026, 12, 3));
  expect(dayOf(new Date(2026, 11, 3, 23, 59, 59).getTime())).toBe(day(2026, 12, 3));
});

test("days are counted over the changes of the clock", () => {
  for (let month = 1; month <= 12; month += 1) {
    expect(day(2026, month, 28) - day(2026, month, 1)).toBe(27);
  }
});

test("a day knows its weekday, its month and its number", () => {
  expect(weekdayOf(day(2026, 12, 3))).toBe(4);
  expect(weekdayOf(day(2026, 12, 6))).toBe(7);
  expect(weekdayOf(day(1969, 12, 28))).toBe(7);
  expect(monthOf(day(2026, 12, 31))).toEqual({ year: 2026, month: 11 });
  expect(numberInMonth(day(2026, 12, 31))).toBe(31);
});

test("a month later is the same day, or the month's last", () => {
  expect(addMonths(day(2026, 12, 31), 1)).toBe(day(2027, 1, 31));
  expect(addMonths(day(2027, 1, 31), 1)).toBe(day(2027, 2, 28));
  expect(addMonths(day(2027, 3, 31), -1)).toBe(day(2027, 2, 28));
});

describe("the weeks of a month", () => {
  test("are whole, follow each other, and hold all of its days", () => {
    for (const firstWeekday of [1, 6, 7]) {
      for (let month = 0; month < 24; month += 1) {
        const days = weeksOf({ year: 2026, month }, firstWeekday).flat();
        expect(days.length % 7).toBe(0);
        expect(weekdayOf(days[0] ?? 0)).toBe(firstWeekday);
        expect(days).toEqual(days.map((_, index) => (days[0] ?? 0) + index));
        const own = days.filter((each) => monthOf(each).month === month % 12);
        expect(own.length).toBe(new Date(Date.UTC(2026, month + 1, 0)).getUTCDate());
      }
    }
  });

  test("are no more than the month touches", () => {
    // February 2027 begins on a Monday.
    expect(weeksOf({ year: 2027, month: 1 }, 1)).toHaveLength(4);
    expect(weeksOf({ year: 2027, month: 1 }, 7)).toHaveLength(5);
  });

  test("begin where weeks begin", () => {
    expect(startOfWeek(day(2026, 12, 3), 1)).toBe(day(2026, 11, 30));
    expect(startOfWeek(day(2026, 12, 3), 7)).toBe(day(2026, 11, 29));
    expect(startOfWeek(day(2026, 11, 29), 7)).toBe(day(2026, 11, 29));
  });
});

test("the weeks ahead begin with today's", () => {
  const days = weeksFrom(day(2026, 11, 28), 1).flat();
  expect([days[0], days.at(-1)]).toEqual([day(2026, 11, 23), day(2026, 12, 27)]);
});

test("months are told as a range where there are two", () => {
  expect(formatMonths(day(2026, 12, 1), day(2026, 12, 31), "en")).toBe("December 2026");
  expect(formatMonths(day(2026, 11, 23), day(2026, 12, 27), "en")).toMatch(/^November\s–\sDecember 2026$/);
});

test("weeks begin as where the person lives, if the language shown is one of the system's", () => {
  expect(firstWeekdayOf("en", ["en-US"])).toBe(7);
  expect(firstWeekdayOf("en", ["de-DE", "en-GB"])).toBe(1);
  expect(firstWeekdayOf("ja", ["en-GB"])).toBe(7);
});

test("days are told in the language of the screens", () => {
  expect(formatDay(day(2026, 12, 3), "en", { weekday: "short", month: "short", day: "numeric" })).toBe("Thu, Dec 3");
  expect(formatDay(day(2026, 12, 3), "ja", { weekday: "short", month: "short", day: "numeric" })).toBe("12月3日(木)");
  expect(distanceText(day(2026, 12, 3), day(2026, 11, 27), "en")).toBe("in 6 days");
  expect(distanceText(day(2026, 12, 3), day(2026, 12, 2), "ja")).toBe("明日");
});
