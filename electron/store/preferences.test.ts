import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { defaultPreferences } from "../../shared/desktop.ts";
import { openRemembered } from "./preferences.ts";

const newFolder = (): { folder: string; path: string } => {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-preferences-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, path: join(folder, "preferences.json") };
};

test("what is set is there the next time, for its user alone", () => {
  const { folder, path } = newFolder();
  const bounds = { x: 10, y: -20, width: 900, height: 600 };
  expect(openRemembered(folder).preferences()).toEqual(defaultPreferences);
  openRemembered(folder).setPreferences({ theme: "dark", zoom: 1.25 });
  openRemembered(folder).setWindow({ bounds, maximized: true });
  const again = openRemembered(folder);
  expect(again.preferences()).toEqual({ ...defaultPreferences, theme: "dark", zoom: 1.25 });
  expect(again.window()).toEqual({ bounds, maximized: true });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a file of electron-store, as earlier versions wrote it, is understood", () => {
  const { folder, path } = newFolder();
  writeFileSync(
    path,
    '{\n\t"preferences": {\n\t\t"language": "ja"\n\t},\n\t"window": {\n\t\t"maximized": false\n\t}\n}',
  );
  expect(openRemembered(folder).preferences().language).toBe("ja");
  expect(openRemembered(folder).window()).toEqual({ maximized: false });
});

test("a word that cannot be is left out, and the others count", () => {
  const { folder, path } = newFolder();
  const preferences = { theme: "pink", language: "ja", zoom: 9, openAtLogin: "yes", evil: true };
  writeFileSync(path, JSON.stringify({ preferences, window: { bounds: { x: 1, y: "2" }, maximized: true } }));
  expect(openRemembered(folder).preferences()).toEqual({ ...defaultPreferences, language: "ja" });
  expect(openRemembered(folder).window()).toEqual({ maximized: true });
});

test("whatever stands in the file, the program starts, and keeps what is set then", () => {
  const { folder, path } = newFolder();
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      writeFileSync(path, text);
      const remembered = openRemembered(folder);
      expect(Object.keys(remembered.preferences()).toSorted()).toEqual(Object.keys(defaultPreferences).toSorted());
      remembered.setPreferences({ notifications: false });
      expect(JSON.parse(readFileSync(path, "utf8")).preferences.notifications).toBe(false);
    }),
    { numRuns: 60 },
  );
});
