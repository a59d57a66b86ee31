import { type Day, isoDate } from "./days.ts";

/** A day to remember in somebody's calendar. Holds no secret. */
export interface CalendarEvent {
  /** Stays the same for the same thing, so that a calendar that reads it again changes what it has. */
  readonly id: string;
  readonly day: Day;
  readonly title: string;
  readonly text: string;
}

/** At nine in the morning, a week before and the day before. */
const reminders = ["-P6DT15H", "-PT15H"];

/**
 * A calendar file (RFC 5545): each event takes a whole day, blocks no time, and reminds a week and a
 * day before. `now` is when it is made, in milliseconds since 1970.
 */
export const calendarFile = (events: readonly CalendarEvent[], now: number): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Keyferry//Expiry calendar//EN",
    "CALSCALE:GREGORIAN",
    ...events.flatMap((event) => eventLines(event, now)),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");

const eventLines = ({ id, day, title, text }: CalendarEvent, now: number): readonly string[] => [
  "BEGIN:VEVENT",
  `UID:${escaped(id)}@keyferry`,
  `DTSTAMP:${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`,
  `DTSTART;VALUE=DATE:${date(day)}`,
  `DTEND;VALUE=DATE:${date(day + 1)}`,
  `SUMMARY:${escaped(title)}`,
  `DESCRIPTION:${escaped(text)}`,
  "TRANSP:TRANSPARENT",
  ...reminders.flatMap((trigger) => [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `TRIGGER:${trigger}`,
    `DESCRIPTION:${escaped(title)}`,
    "END:VALARM",
  ]),
  "END:VEVENT",
];

const date = (day: Day): string => isoDate(day).replaceAll("-", "");

/** Section 3.3.11: these four have a meaning of their own. Other control characters may not stand there at all. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, (each) => `\\${each}`)
    .replaceAll(/\r\n?|\n/g, "\\n")
    .replaceAll(/\p{Cc}+/gu, " ");

/** Section 3.1: no line is longer than 75 octets; the next one goes on after a blank. No character is parted. */
const folded = (line: string): string => {
  const lines = [""];
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      lines.push("");
      // The blank counts.
      octets = 1;
    }
    lines[lines.length - 1] += character;
    octets += size;
  }
  return lines.join("\r\n ");
};
