import { expect, test } from "vitest";
import type { ConnectionSummary } from "../../shared/connection.ts";
import { trayView } from "./tray-view.ts";

const connection = (name: string, health: ConnectionSummary["health"]): ConnectionSummary => ({
  id: `id-${name}`,
  service: "basecamp",
  name,
  createdAt: 1,
  health,
  forecast: { renewal: { kind: "none" } } as unknown as ConnectionSummary["forecast"],
  ...(health === "consent-needed" ? { healthDetail: { en: "the grant ended", ja: "許可が失効しました" } } : {}),
});

test("without connections, and with good ones, nobody is needed", () => {
  expect(trayView([], "en")).toMatchObject({ attention: false, count: 0, tooltip: "Keyferry: No connections yet" });
  const view = trayView([connection("A", "good"), connection("B", "elsewhere")], "ja");
  expect(view).toMatchObject({ attention: false, lines: [{ label: "すべての接続は正常です" }] });
});

test("those that need a person are named, counted, and lead to their page", () => {
  const view = trayView(
    [connection("Zulu", "unreadable"), connection("Good", "good"), connection("Alpha", "consent-needed")],
    "en",
  );
  expect(view).toMatchObject({ attention: true, count: 2, tooltip: "Keyferry: 2 connections need attention" });
  expect(view.lines.slice(1)).toEqual([
    { label: "Alpha – the grant ended", address: "#/connections/id-Alpha" },
    { label: "Zulu", address: "#/connections/id-Zulu" },
  ]);
});

test("many are cut short, and counted all the same", () => {
  const view = trayView(
    Array.from({ length: 30 }, (_, index) => connection(`C${index}`, "unreadable")),
    "en",
  );
  expect(view.lines).toHaveLength(10);
  expect(view.lines.at(-1)?.label).toBe("+22 …");
});
