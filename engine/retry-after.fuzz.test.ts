import fc from "fast-check";
import { changed, fuzz, growsGently, oddText } from "../shared/fuzz-kit.ts";
import { waitAskedBy, waitUntil, waitWords } from "./retry-after.ts";

const day = 24 * 60 * 60 * 1000;
const dates = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  changed("Sun, 22 Nov 2026 08:02:00 GMT"),
  changed("Sunday, 22-Nov-26 08:02:00 GMT"),
  changed("Sun Nov 22 08:02:00 2026"),
);
const header = fc.oneof(fc.integer().map(String), dates, oddText("1", "60", "GMT", "Nov"));
const clock = fc.oneof(fc.integer(), fc.double(), fc.constant(undefined));

fuzz("Retry-After", fc.tuple(header, fc.oneof(dates, header), clock), ([retryAfter, date, receivedAt]) => {
  const answer = { headers: { "retry-after": retryAfter, date }, ...(receivedAt === undefined ? {} : { receivedAt }) };
  for (const wait of [waitAskedBy(answer), waitUntil(answer, Number(retryAfter))]) {
    if (wait === undefined) continue;
    if (!(wait >= 0 && wait <= day)) throw new Error(`a wait of ${wait}`);
    const words = waitWords(wait);
    if (words.en.length > 40 || /NaN|Infinity|undefined/.test(words.en + words.ja)) throw new Error(words.en);
  }
});

const read = (text: string) => waitAskedBy({ headers: { "retry-after": text, date: text }, receivedAt: 0 });

growsGently("digits", (length) => "9".repeat(length), read);
growsGently("blanks", (length) => `${" ".repeat(length)}x`, read);
