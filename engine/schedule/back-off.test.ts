import { expect, test } from "vitest";
import type { ErrorCode } from "../../shared/error-catalog.ts";
import { KeyferryError } from "../../shared/errors.ts";
import { delayAfter, nextTryAfter } from "./back-off.ts";

const minute = 60_000;

test.each<[ErrorCode, string]>([
  ["GRANT_ENDED", "never"],
  ["CONSENT_NEEDED", "never"],
  ["OTHER_OWNER", "never"],
  ["NETWORK_FAILED", "soon"],
  ["RATE_LIMITED", "soon"],
  ["SERVICE_UNAVAILABLE", "soon"],
  ["ANSWER_UNREADABLE", "soon"],
  ["SETTINGS_BUSY", "soon"],
  ["SETTINGS_UNWRITABLE", "soon"],
  ["CLIENT_REFUSED", "seldom"],
  ["SERVICE_REFUSED", "seldom"],
  ["INTERNAL", "seldom"],
])("after %s the next try comes %s", (code, next) => {
  expect(nextTryAfter(new KeyferryError(code))).toBe(next);
});

test("waits grow from ten seconds to a quarter of an hour, and luck makes them shorter", () => {
  const error = new KeyferryError("NETWORK_FAILED");
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 200].map((failures) => delayAfter(error, failures, 1) / 1000);
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
  expect(delayAfter(error, 5, 0.5)).toBe(80_000);
  expect(delayAfter(error, 5, 0)).toBe(16_000);
});

test("a service that says no is asked seldom: after an hour, in the end after six", () => {
  const error = new KeyferryError("CLIENT_REFUSED");
  expect(delayAfter(error, 1, 1)).toBe(60 * minute);
  expect(delayAfter(error, 9, 1)).toBe(360 * minute);
  expect(delayAfter(error, 1, 0)).toBe(6 * minute);
});

test.each([
  ["is waited for", 120_000, 120_000],
  ["is not believed beyond a day", 1e12, 86_400_000],
  ["counts for nothing where it is no number of milliseconds", "soon", 10_000],
  ["counts for nothing where it is none", Number.NaN, 10_000],
  ["counts for nothing where it lies behind", -5, 10_000],
])("the time a service asks for %s", (_, retryAfterMs, delay) => {
  const error = Object.assign(new KeyferryError("RATE_LIMITED", { service: "S", wait: "" }), { retryAfterMs });
  expect(delayAfter(error, 1, 1)).toBe(delay);
});
