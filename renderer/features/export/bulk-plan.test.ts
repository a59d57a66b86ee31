import { expect, test } from "vitest";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import type { GrantSharing } from "../../../shared/service.ts";
import { planOf } from "./bulk-plan.ts";

const connection = (name: string, service: string, more: Partial<ConnectionSummary> = {}): ConnectionSummary => ({
  id: name,
  service,
  name,
  createdAt: 0,
  health: "good",
  forecast: { certainty: "known", cause: "none", remedy: { en: "", ja: "" } },
  ...more,
});

const sharingOf = (service: string): GrantSharing => (service === "free" ? "copyable" : "single-owner");

const modes = (connections: readonly ConnectionSummary[]) =>
  planOf(connections, sharingOf).map((planned) => ("mode" in planned ? planned.mode : `not: ${planned.leftOut}`));

test("each is handed over or copied as the service's rules have it; a key is copied as it is", () => {
  expect(
    modes([connection("a", "free"), connection("b", "strict"), connection("c", "strict", { withoutGrant: true })]),
  ).toEqual(["copy", "hand-over", "copy"]);
});

test("what cannot be exported as it stands is left out; a copyable one may be copied on", () => {
  expect(
    modes([
      connection("a", "strict", { health: "consent-needed" }),
      connection("b", "free", { health: "unreadable" }),
      connection("c", "strict", { health: "elsewhere" }),
      connection("d", "free", { health: "elsewhere" }),
    ]),
  ).toEqual(["not: consent-needed", "not: unreadable", "not: elsewhere", "copy"]);
});

test("files get names that do not collide, and what is left out takes none", () => {
  const names = planOf(
    [
      connection("Shop", "strict", { id: "1" }),
      connection("shop", "strict", { id: "2", health: "unreadable" }),
      connection("SHOP", "strict", { id: "3" }),
    ],
    sharingOf,
  ).map((planned) => ("mode" in planned ? planned.fileName : undefined));
  expect(names).toEqual(["OAuthSettings-strict-shop.txt", undefined, "OAuthSettings-strict-shop-2.txt"]);
});
