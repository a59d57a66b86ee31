import { expect, test } from "vitest";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { arrange } from "./arrange.ts";

const connection = (name: string, more: Partial<ConnectionSummary> = {}): ConnectionSummary => ({
  id: name,
  service: "acme",
  name,
  createdAt: 0,
  health: "good",
  forecast: { certainty: "unknown", cause: "none", remedy: { en: "-", ja: "-" } },
  ...more,
});

const names = (connections: readonly ConnectionSummary[]) => connections.map(({ name }) => name);

test("connections that need a person come first, the others by name", () => {
  const all = [
    connection("Shop 10"),
    connection("Shop 2"),
    connection("Zoo", { health: "consent-needed" }),
    connection("Attic", { health: "elsewhere" }),
  ];
  expect(names(arrange(all, [], ""))).toEqual(["Zoo", "Attic", "Shop 2", "Shop 10"]);
});

test("every word of the text has to be found in name, account or service", () => {
  const all = [connection("Shop", { account: "Honcho Design" }), connection("Office")];
  expect(names(arrange(all, [], "honcho SHOP"))).toEqual(["Shop"]);
  expect(names(arrange(all, [], "acme"))).toEqual(["Office", "Shop"]);
  expect(names(arrange(all, [], "honcho office"))).toEqual([]);
});
