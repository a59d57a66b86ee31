import { describe, expect, test } from "vitest";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { arrange, groupStarts, indexOf } from "./arrange.ts";
import { type HomeView, plainView, type Sorting } from "./view.ts";

const connection = (name: string, more: Partial<ConnectionSummary> = {}): ConnectionSummary => ({
  id: name,
  service: "acme",
  name,
  createdAt: 0,
  health: "good",
  forecast: { certainty: "unknown", cause: "none", remedy: { en: "-", ja: "-" } },
  ...more,
});

const forecast = (times: { renewsAt?: number; diesAt?: number }): Partial<ConnectionSummary> => ({
  forecast: { certainty: "known", cause: "access-token", remedy: { en: "-", ja: "-" }, ...times },
});

const nameOf = (service: string): string => ({ acme: "Acme Sheets", zeta: "A Zeta" })[service] ?? service;

const look = (all: readonly ConnectionSummary[], view: Partial<HomeView> = {}) => {
  const whole = { ...plainView, ...view };
  return arrange(indexOf(all, nameOf, whole.sort), whole, nameOf);
};

const names = (all: readonly ConnectionSummary[], view: Partial<HomeView> = {}) =>
  look(all, view).shown.map(({ name }) => name);

describe("the order of the list", () => {
  const all = [
    connection("Shop 10", { lastTest: { at: 5, ok: true }, ...forecast({ renewsAt: 30 }) }),
    connection("Shop 2", { lastTest: { at: 9, ok: false }, ...forecast({ renewsAt: 90, diesAt: 20 }) }),
    connection("Élan", forecast({ renewsAt: 10 })),
    connection("Zoo", { health: "consent-needed" }),
    connection("Attic", { health: "elsewhere" }),
  ];
  const orders: readonly (readonly [Sorting, readonly string[]])[] = [
    ["attention", ["Zoo", "Shop 2", "Attic", "Élan", "Shop 10"]],
    ["name", ["Attic", "Élan", "Shop 2", "Shop 10", "Zoo"]],
    ["next", ["Élan", "Shop 2", "Shop 10", "Attic", "Zoo"]],
    ["tested", ["Shop 2", "Shop 10", "Attic", "Élan", "Zoo"]],
  ];
  test.each(orders)("by %s breaks ties as people sort names", (sort, order) => {
    expect(names(all, { sort })).toEqual(order);
  });

  test("puts renewals that fail right after what needs a person, and then tests that failed", () => {
    const failing = connection("Mill", {
      forecast: { certainty: "known", cause: "failing", remedy: { en: "-", ja: "-" } },
    });
    expect(names([...all, failing]).slice(0, 3)).toEqual(["Zoo", "Mill", "Shop 2"]);
  });
});

describe("what is shown", () => {
  test("has every word of the text in name, account or service", () => {
    const all = [connection("Shop", { account: "Honcho Design" }), connection("Office")];
    expect(names(all, { text: "honcho SHOP" })).toEqual(["Shop"]);
    expect(names(all, { text: "sheets" })).toEqual(["Office", "Shop"]);
    expect(names(all, { text: "honcho office" })).toEqual([]);
  });

  test("is of the chosen services and healths, and each choice is counted without itself", () => {
    const all = [
      connection("One", { service: "acme" }),
      connection("Two", { service: "acme", health: "unreadable" }),
      connection("Three", { service: "zeta" }),
    ];
    const { shown, byHealth, byService } = look(all, { services: ["acme"], healths: ["good"] });
    expect(shown.map(({ name }) => name)).toEqual(["One"]);
    expect(Object.fromEntries(byHealth)).toEqual({ good: 1, unreadable: 1 });
    expect(Object.fromEntries(byService)).toEqual({ acme: 1, zeta: 1 });
  });

  test("follows a service's name when it becomes known after the connections", () => {
    const all = [connection("One")];
    indexOf(all, (id) => id, "name");
    expect(names(all, { text: "sheets" })).toEqual(["One"]);
  });
});

describe("groups", () => {
  const all = [
    connection("B", { service: "acme" }),
    connection("A", { service: "zeta" }),
    connection("C", { service: "zeta", health: "unreadable" }),
  ];
  test("stand in the order of the services' names, and keep the order inside", () => {
    expect(names(all, { group: "service", sort: "name" })).toEqual(["A", "C", "B"]);
  });

  test("by health begin with what needs a person", () => {
    expect(names(all, { group: "health", sort: "name" })).toEqual(["C", "A", "B"]);
  });

  test("know where they begin and how many they hold", () => {
    const { shown } = look(all, { group: "service" });
    expect([...groupStarts(shown, { group: "service" })]).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect(groupStarts(shown, { group: "none" }).size).toBe(0);
  });
});

test("ten thousand connections are filtered within a frame", () => {
  const all = Array.from({ length: 10_000 }, (_, at) => connection(`Client ${at}`, { account: `Kumo ${at % 37}` }));
  const index = indexOf(all, nameOf, "name");
  const spent = Array.from({ length: 5 }, () => {
    const start = performance.now();
    arrange(index, { ...plainView, text: "kumo 99" }, nameOf);
    return performance.now() - start;
  });
  expect(Math.min(...spent)).toBeLessThan(50);
});

describe("tags", () => {
  const all = [
    connection("Shop", { tags: ["sales", "live"] }),
    connection("Ledger", { tags: ["finance"] }),
    connection("Attic"),
  ];

  test("let through what has any of those chosen, and are counted", () => {
    expect(names(all, { tags: ["sales", "finance"], sort: "name" })).toEqual(["Ledger", "Shop"]);
    expect([...look(all).byTag]).toEqual(
      expect.arrayContaining([
        ["sales", 1],
        ["live", 1],
        ["finance", 1],
      ]),
    );
    expect(look(all, { tags: ["finance"] }).byHealth.get("good")).toBe(1);
  });

  test("are found by typing", () => {
    expect(names(all, { text: "FINAN" })).toEqual(["Ledger"]);
  });
});
