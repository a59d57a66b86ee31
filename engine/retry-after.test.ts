import { describe, expect, test } from "vitest";
import { readRetryAfter, waitAskedBy, waitUntil, waitWords } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 22, 8, 0, 0);
const hour = 60 * 60 * 1000;

describe("Retry-After (RFC 9110 section 10.2.3)", () => {
  test.each([
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7000],
    ["Sun, 22 Nov 2026 08:02:00 GMT", 120_000],
    ["Sunday, 22-Nov-26 08:02:00 GMT", 120_000],
    ["Sun Nov 22 08:02:00 2026", 120_000],
    ["Tue Dec  1 08:00:00 2026", 24 * hour],
    ["Sun, 22 Nov 2026 07:59:00 GMT", 0],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 0],
    ["86401", 24 * hour],
    ["99999999999999999999999999", 24 * hour],
    ["9".repeat(400), 24 * hour],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 24 * hour],
  ])("%j is a wait of %i ms, a day at most", (value, expected) => {
    expect(readRetryAfter(value, now)).toBe(expected);
  });

  test.each([
    undefined,
    "",
    "soon",
    "-5",
    "1.5",
    "1e3",
    "0x10",
    "Infinity",
    "<b>1</b>",
    "12 s",
    "１２",
    "Sun, 22 Nov 2026 08:02:00",
    "Sun, 22 Nov 2026 08:02:00 +0900",
    "Sun, 32 Nov 2026 08:02:00 GMT",
    "Mon, 30 Feb 2026 08:02:00 GMT",
    "Sun, 22 Nov 2026 24:02:00 GMT",
    "2026-11-22T08:02:00Z",
  ])("%j says nothing", (value) => {
    expect(readRetryAfter(value, now)).toBeUndefined();
  });

  test("a date says nothing where it is not known what time it is; seconds still do", () => {
    expect(readRetryAfter("Sun, 22 Nov 2026 08:02:00 GMT")).toBeUndefined();
    expect(readRetryAfter("5")).toBe(5000);
  });
});

describe("an answer that asks to wait", () => {
  const retryAt = (date: string | undefined, receivedAt?: number) => ({
    headers: { "retry-after": "Sun, 22 Nov 2026 08:02:00 GMT", ...(date === undefined ? {} : { date }) },
    ...(receivedAt === undefined ? {} : { receivedAt }),
  });

  test("is measured by the service's own clock, so that one that is off here does no harm", () => {
    expect(waitAskedBy(retryAt("Sun, 22 Nov 2026 08:00:00 GMT", now - 9 * hour))).toBe(120_000);
    expect(waitAskedBy(retryAt("Sun, 22 Nov 2026 08:00:00 GMT"))).toBe(120_000);
  });

  test("is measured by this machine's clock where the service tells no time", () => {
    expect(waitAskedBy(retryAt(undefined, now))).toBe(120_000);
    expect(waitAskedBy(retryAt("yesterday", now))).toBe(120_000);
    expect(waitAskedBy({ headers: {} })).toBeUndefined();
  });

  test("may name the moment itself", () => {
    expect(waitUntil({ headers: {}, receivedAt: now }, now + 5000)).toBe(5000);
    expect(waitUntil({ headers: {}, receivedAt: now }, now - 5000)).toBe(0);
    expect(waitUntil({ headers: {}, receivedAt: now }, Number.NaN)).toBeUndefined();
    expect(waitUntil({ headers: {} }, now)).toBeUndefined();
  });
});

test.each([
  [undefined, ""],
  [0, ""],
  [1, "1 s"],
  [120_000, "120 s"],
  [12 * 60_000, "12 min"],
  [3 * hour, "3 h"],
  [24 * hour, "24 h"],
])("a wait of %s ms is told as %j", (wait, words) => {
  expect(waitWords(wait).en).toBe(words === "" ? "" : ` and says to wait ${words}`);
  expect(waitWords(wait).ja === "").toBe(words === "");
});
