import { describe, expect, test } from "vitest";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import type { Forecast } from "../../../shared/forecast.ts";
import { agendaOf, byDay, daysOf } from "./agenda.ts";
import { dayOf } from "./days.ts";

const now = new Date(2026, 10, 27, 10).getTime();
const today = dayOf(now);
const inDays = (days: number): number => new Date(2026, 10, 27 + days, 15).getTime();

const connection = (
  name: string,
  forecast: Partial<Forecast>,
  health: ConnectionSummary["health"] = "good",
): ConnectionSummary => ({
  id: name,
  service: "sky",
  name,
  createdAt: 0,
  health,
  forecast: { certainty: "known", cause: "none", remedy: { en: "", ja: "" }, ...forecast },
});

const told = (entries: readonly { connection: { name: string }; kind: string; at?: number }[]) =>
  entries.map(({ connection: { name }, kind, at }) => [name, kind, at]);

describe("the agenda", () => {
  test("parts what needs a person from what is renewed by itself", () => {
    const agenda = agendaOf(
      [
        connection("renewed", { cause: "idle-grant", renewsAt: inDays(3), diesAt: inDays(90) }),
        connection("given", { cause: "access-token", diesAt: inDays(6) }),
        connection("unused", { cause: "unclaimed", diesAt: inDays(2) }),
      ],
      now,
    );
    expect(agenda.now).toEqual([]);
    expect(told(agenda.ends)).toEqual([
      ["unused", "ends", inDays(2)],
      ["given", "ends", inDays(6)],
    ]);
    expect(told(agenda.renewals)).toEqual([["renewed", "renews", inDays(3)]]);
  });

  test("tells both of a grant that is renewed until the service ends it by its age", () => {
    const agenda = agendaOf([connection("old", { cause: "grant-age", renewsAt: inDays(1), diesAt: inDays(9) })], now);
    expect(told(agenda.ends)).toEqual([["old", "ends", inDays(9)]]);
    expect(told(agenda.renewals)).toEqual([["old", "renews", inDays(1)]]);
  });

  test("has on top what has ended, cannot be read, fails, and should have ended by now", () => {
    const agenda = agendaOf(
      [
        connection("late", { cause: "idle-grant", certainty: "estimated", diesAt: inDays(-2) }),
        connection("failing", { cause: "failing", renewsAt: inDays(0), diesAt: inDays(20) }),
        connection("damaged", { cause: "unreadable" }, "unreadable"),
        connection("over since", { cause: "ended", diesAt: inDays(-3) }, "consent-needed"),
        connection("over", { cause: "ended" }, "consent-needed"),
      ],
      now,
    );
    expect(told(agenda.now)).toEqual([
      ["over", "ended", undefined],
      ["over since", "ended", inDays(-3)],
      ["damaged", "unreadable", undefined],
      ["failing", "failing", inDays(20)],
      ["late", "ends", inDays(-2)],
    ]);
    expect(agenda.ends).toEqual([]);
  });

  test("counts what it has no date for", () => {
    const agenda = agendaOf(
      [
        connection("key", {}),
        connection("login", { cause: "other-login" }),
        connection("server", { cause: "elsewhere" }, "elsewhere"),
      ],
      now,
    );
    expect(agenda).toMatchObject({ undated: 2, elsewhere: 1, now: [], ends: [], renewals: [] });
  });

  test("puts what is due to be renewed on today", () => {
    const agenda = agendaOf([connection("due", { cause: "access-token", renewsAt: inDays(-1) })], now);
    expect(told(agenda.renewals)).toEqual([["due", "renews", now]]);
  });

  test("is there at once for ten thousand connections", () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      connection(`c ${index}`, { cause: "access-token", diesAt: inDays(index % 400) }),
    );
    const begun = performance.now();
    const agenda = agendaOf(many, now);
    daysOf(agenda, today);
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(agenda.ends).toHaveLength(10_000);
  });
});

describe("the days of an agenda", () => {
  const agenda = agendaOf(
    [
      connection("a", { cause: "access-token", diesAt: inDays(6) }),
      connection("b", { cause: "access-token", diesAt: inDays(6) + 3_600_000 }),
      connection("failing", { cause: "failing", renewsAt: inDays(0), diesAt: inDays(6) }),
      connection("over", { cause: "ended", diesAt: inDays(-3) }, "consent-needed"),
      connection("renewed", { cause: "idle-grant", renewsAt: inDays(2) }),
    ],
    now,
  );

  test("hold what ends then, what fails and would end then, and what renews; what is overdue is of no day", () => {
    const days = daysOf(agenda, today);
    expect([...days.keys()].toSorted()).toEqual([today + 2, today + 6]);
    expect(told(days.get(today + 6)?.ends ?? []).map(([name]) => name)).toEqual(["failing", "a", "b"]);
    expect(days.get(today + 2)?.renewals).toHaveLength(1);
  });

  test("come in their order", () => {
    expect(byDay(agenda.ends).map(([day, entries]) => [day, entries.length])).toEqual([[today + 6, 2]]);
  });
});
