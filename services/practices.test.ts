import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { practiceApps, startPractice } from "../practice/index.ts";
import { practices } from "./practices.ts";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !entry.name.startsWith("_"),
);

test("every service can be practised with, under its folder's name", () => {
  expect(practices.map((practice) => practice.id).sort()).toEqual(folders.map((folder) => folder.name).sort());
});

test("all are played by one provider", async () => {
  const provider = await startPractice({ practices });
  const state = (await (await fetch(`${provider.control}state`)).json()) as { grants: Record<string, number> };
  await provider.close();
  expect(Object.keys(state.grants)).toEqual(practices.map((practice) => practice.id));
});

test("each has a custom app, and all but Backlog an embedded one for any loopback port", () => {
  for (const { id, apps } of practices) {
    const embedded = apps.filter((app) => app.native).map((app) => app.OAuthClientId);
    expect(embedded).toEqual(id === "backlog" ? [] : [`practice-${id}`]);
    expect(apps.map((app) => app.OAuthClientId)).toContain(`practice-custom-${id}`);
  }
  expect(Object.keys(practiceApps(practices))).toEqual(["act-on", "basecamp", "highrise", "instagram"]);
});
