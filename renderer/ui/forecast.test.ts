import { expect, test } from "vitest";
import type { Forecast } from "../../shared/forecast.ts";
import { outlookOf } from "./forecast.ts";

const now = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;

const forecast = (over: Partial<Forecast>): Forecast => ({
  certainty: "known",
  cause: "none",
  remedy: { en: "-", ja: "-" },
  ...over,
});

test.each([
  ["is renewed", { renewsAt: now + 12 * minute }, "home.nextRenews", now + 12 * minute],
  ["is renewed within the minute", { renewsAt: now + minute - 1 }, "home.nextRenewsNow", now + minute - 1],
  ["was due while nobody looked", { renewsAt: now - 5 * minute }, "home.nextRenewsNow", now - 5 * minute],
  [
    "is renewed, and ends all the same",
    { renewsAt: now + minute, diesAt: now + 9, cause: "grant-age" },
    "home.nextRenewsAndEnds",
    now + 9,
  ],
  ["ends unless a person comes", { diesAt: now + 9, cause: "access-token" }, "home.nextEnds", now + 9],
  [
    "cannot be renewed at the moment",
    { renewsAt: now + 2 * minute, cause: "failing" },
    "home.nextFailing",
    now + 2 * minute,
  ],
  ["is about to be tried again", { renewsAt: now, cause: "failing" }, "home.nextFailingNow", now],
  ["nobody renews yet", { diesAt: now + 9, cause: "unclaimed" }, "home.nextUnclaimed", now],
  ["ends by no date", {}, "home.nextReady", now],
] as const)("a connection that %s says so, and when", (_, over, key, at) => {
  expect(outlookOf(forecast(over), now)).toEqual({ key, at });
});
