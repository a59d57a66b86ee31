import { type Localised, untranslated } from "../shared/localised.ts";

/** The part of an answer that tells when to come back. Header names are in lower case. */
interface DatedAnswer {
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly receivedAt?: number;
}

/** No service means more than a day: what asks for more is taken for a day. */
const maximumMs = 24 * 60 * 60 * 1000;

/**
 * Milliseconds that a `Retry-After` asks to wait (RFC 9110 section 10.2.3): seconds, or a date
 * compared with `now`. A date that is past is 0; a day is the most; garbage, and a date where `now`
 * is not known, are undefined.
 */
export const readRetryAfter = (value: string | undefined, now?: number): number | undefined => {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return clamp(Number(text) * 1000);
  return until(readHttpDate(text, now), now);
};

/**
 * Milliseconds that an answer asks to wait. A date is compared with the answer's own `Date`, so
 * that a clock which is off on this machine does no harm.
 */
export const waitAskedBy = (answer: DatedAnswer): number | undefined =>
  readRetryAfter(answer.headers["retry-after"], sentAt(answer));

/** The same for services that name the moment itself: `moment` is in milliseconds since 1970. */
export const waitUntil = (answer: DatedAnswer, moment: number): number | undefined => until(moment, sentAt(answer));

const until = (moment = Number.NaN, now = Number.NaN): number | undefined =>
  Number.isFinite(moment - now) ? clamp(moment - now) : undefined;

/** A wait as it stands in a message, after "asks for fewer requests". */
export const waitWords = (wait: number | undefined): Localised => {
  if (!wait) return untranslated("");
  const { amount, en, ja } = inUnits(Math.ceil(wait / 1000));
  return { en: ` and says to wait ${amount} ${en}`, ja: `（${amount} ${ja}待つよう求めています）` };
};

const inUnits = (seconds: number): { readonly amount: number; readonly en: string; readonly ja: string } => {
  if (seconds <= 600) return { amount: seconds, en: "s", ja: "秒" };
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 120
    ? { amount: minutes, en: "min", ja: "分" }
    : { amount: Math.ceil(minutes / 60), en: "h", ja: "時間" };
};

const clamp = (wait: number): number => Math.min(maximumMs, Math.max(0, wait));

const sentAt = ({ headers, receivedAt }: DatedAnswer): number | undefined =>
  readHttpDate(headers.date ?? "", receivedAt) ?? receivedAt;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const month = `(?<month>${months.join("|")})`;
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;
const weekday = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const longWeekday = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";

/** The three forms a recipient must take (RFC 9110 section 5.6.7). */
const dateForms = [
  new RegExp(String.raw`^${weekday}, (?<day>\d\d) ${month} (?<year>\d{4}) ${time} GMT$`),
  new RegExp(String.raw`^${longWeekday}, (?<day>\d\d)-${month}-(?<year>\d\d) ${time} GMT$`),
  new RegExp(String.raw`^${weekday} ${month} (?<day>[ \d]\d) ${time} (?<year>\d{4})$`),
];

const readHttpDate = (text: string, now = Number.NaN): number | undefined => {
  const parts = dateForms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!parts) return undefined;
  const { year = "", month: name = "", day = "", hour = "", minute = "", second = "" } = parts;
  const date = Date.UTC(fullYear(year, now), months.indexOf(name), Number(day));
  // `Date` makes 1 March of 30 February; what is no day is no date.
  if (new Date(date).getUTCDate() !== Number(day) || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
};

/** Two digits are of the century that puts them at most 50 years ahead (RFC 9110 section 5.6.7). */
const fullYear = (digits: string, now: number): number => {
  if (digits.length === 4) return Number(digits);
  const current = new Date(Number.isFinite(now) ? now : 0).getUTCFullYear();
  const year = Math.floor(current / 100) * 100 + Number(digits);
  return year > current + 50 ? year - 100 : year;
};
