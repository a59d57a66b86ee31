import type { Language } from "../../../shared/localised.ts";

/**
 * A day of the calendar as a whole number: the days from 1 January 1970 on. Neighbours differ by one
 * whatever the clocks do, so days can be counted with.
 */
export type Day = number;

/** A month: its year, and its number from 0 on. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

const length = 86_400_000;

/** The day of a moment (milliseconds since 1970), where the person is. */
export const dayOf = (at: number): Day => {
  const moment = new Date(at);
  return Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / length;
};

/** The month a day is in. */
export const monthOf = (day: Day): Month => {
  const date = new Date(day * length);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
};

/** The number a day has in its month. */
export const numberInMonth = (day: Day): number => new Date(day * length).getUTCDate();

/** The first day of a month. */
export const firstOf = ({ year, month }: Month): Day => Date.UTC(year, month, 1) / length;

/** The weekday of a day: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The same day so many months later, or the last of that month where it is shorter. */
export const addMonths = (day: Day, months: number): Day => {
  const { year, month } = monthOf(day);
  const first = Date.UTC(year, month + months, 1) / length;
  const last = Date.UTC(year, month + months + 1, 0) / length;
  return Math.min(first + numberInMonth(day) - 1, last);
};

/** The first day of the week that a day is in, where weeks begin on `firstWeekday`. */
export const startOfWeek = (day: Day, firstWeekday: number): Day => day - ((weekdayOf(day) - firstWeekday + 7) % 7);

/** The weeks that a month touches, whole. */
export const weeksOf = ({ year, month }: Month, firstWeekday: number): readonly (readonly Day[])[] => {
  const last = Date.UTC(year, month + 1, 0) / length;
  const begin = startOfWeek(Date.UTC(year, month, 1) / length, firstWeekday);
  const weeks = Math.ceil((last - begin + 1) / 7);
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (__, day) => begin + week * 7 + day));
};

/** So many weeks lie ahead at the first look. */
const weeksAhead = 5;

/** The weeks from today's on: at the end of a month, what matters is in the next one. */
export const weeksFrom = (today: Day, firstWeekday: number): readonly (readonly Day[])[] => {
  const begin = startOfWeek(today, firstWeekday);
  return Array.from({ length: weeksAhead }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => begin + week * 7 + day),
  );
};

interface WeekInfo {
  readonly firstDay: number;
}

const sunday = 7;

/**
 * On which weekday weeks begin: as where the person lives, if one of the system's languages is the
 * one that is shown (`en-GB` begins on Monday), else as where most speak it.
 */
export const firstWeekdayOf = (language: Language, systemLanguages: readonly string[]): number => {
  const locale = new Intl.Locale(systemLanguages.find((each) => each.split("-")[0] === language) ?? language);
  // A method by the standard, a property in browsers that came before it; some have neither.
  const { getWeekInfo, weekInfo } = locale as Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };
  return (getWeekInfo?.call(locale) ?? weekInfo)?.firstDay ?? sunday;
};

/** A day as `2026-12-03`. */
export const isoDate = (day: Day): string => new Date(day * length).toISOString().slice(0, 10);

/** A day in the words of a language. */
export const formatDay = (day: Day, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(day * length);

/** The months from one day to another in the words of a language: “November – December 2026”. */
export const formatMonths = (first: Day, last: Day, language: Language): string =>
  new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" }).formatRange(
    first * length,
    last * length,
  );

/** How far a day is from today, in words: “tomorrow”, “6 日後”. */
export const distanceText = (day: Day, today: Day, language: Language): string =>
  new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(day - today, "day");
