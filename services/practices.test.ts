import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { startPractice } from "../practice/index.ts";
import { practices } from "./practices.ts";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test("every service can be practised with, under its folder's name", () => {
  expect(practices.map((practice) => practice.id).sort()).toEqual(folders.map((folder) => folder.name).sort());
});

test("all are played by one provider", async () => {
  const provider = await startPractice({ practices });
  const state = (await (await fetch(`${provider.control}state`)).json()) as { grants: Record<string, number> };
  await provider.close();
  expect(Object.keys(state.grants)).toEqual(practices.map((practice) => practice.id));
});

test("each has an embedded app for any loopback port, and a custom one", () => {
  for (const { id, apps } of practices) {
    expect(apps[0]).toMatchObject({ OAuthClientId: `practice-${id}`, native: true });
    expect(apps[1]).toMatchObject({ OAuthClientId: `practice-custom-${id}` });
    expect(apps[1]?.native).toBeUndefined();
  }
});
