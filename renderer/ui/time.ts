import type { Language, Localised } from "../../shared/localised.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** From which distance on a unit is used: days up to two months, because “next month” may be far or near. */
const units = [
  { unit: "year", from: 730 * day, length: 365.25 * day, numeric: "always" },
  { unit: "month", from: 62 * day, length: 30.4375 * day, numeric: "always" },
  { unit: "day", from: day, length: day, numeric: "auto" },
  { unit: "hour", from: hour, length: hour, numeric: "always" },
  { unit: "minute", from: 60_000, length: 60_000, numeric: "always" },
] as const;

const justNow = { en: "just now", ja: "たった今" } as const satisfies Localised;

/** How far a moment is from now, in words: “in 3 hours”, “2 日前”; “just now” or “now” within the minute. */
export const relativeTime = (at: number, now: number, language: Language): string => {
  const distance = at - now;
  const fitting = units.find(({ from }) => Math.abs(distance) >= from);
  if (!fitting && distance <= 0) return justNow[language];
  if (!fitting) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
  const format = new Intl.RelativeTimeFormat(language, { numeric: fitting.numeric });
  return format.format(Math.trunc(distance / fitting.length), fitting.unit);
};

/** A moment as date and time, as short as can be without doubt. */
export const momentText = (at: number, language: Language, timeZone?: string): string =>
  new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    ...(timeZone ? { timeZone } : {}),
  }).format(at);

/**
 * A sentence of the program with its moments as this place and language write them: programs and logs are told
 * `2026-12-12 14:08 UTC`.
 */
export const withLocalMoments = (sentence: string, language: Language, timeZone?: string): string =>
  sentence.replaceAll(/\b(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) UTC\b/g, (written, day: string, time: string) => {
    const at = Date.parse(`${day}T${time}Z`);
    return Number.isNaN(at) ? written : momentText(at, language, timeZone);
  });

/** The day of a moment. */
export const dayText = (at: number, language: Language, timeZone?: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", ...(timeZone ? { timeZone } : {}) }).format(at);

/** How long something took. */
export const durationText = (milliseconds: number, language: Language): string =>
  milliseconds < 1000
    ? unitText(Math.round(milliseconds), "millisecond", language)
    : unitText(Math.round(milliseconds / 100) / 10, "second", language);

const unitText = (value: number, unit: "millisecond" | "second", language: Language): string =>
  new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);

/** Time left as minutes and seconds, never below zero. */
export const countdownText = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
