import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../engine/test-kit.ts";
import { openLog } from "./log-file.ts";

test("a line has its time, is one line, and is for its user alone", async () => {
  const folder = join(await temporaryFolder(), "logs");
  openLog(folder, () => 0).line("first\nforged 2026");
  expect(await readFile(join(folder, "keyferry.log"), "utf8")).toBe("1970-01-01T00:00:00.000Z first forged 2026\n");
  if (process.platform !== "win32") expect((await stat(join(folder, "keyferry.log"))).mode & 0o777).toBe(0o600);
});

test("a long log is put aside, and the one before it goes", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "keyferry.log"), "x".repeat(1_000_001));
  await writeFile(join(folder, "keyferry.log.1"), "older");
  openLog(folder).line("new");
  expect((await readdir(folder)).sort()).toEqual(["keyferry.log", "keyferry.log.1"]);
  expect((await stat(join(folder, "keyferry.log.1"))).size).toBe(1_000_001);
});

test("where it cannot be written, nothing happens", async () => {
  const file = join(await temporaryFolder(), "a-file");
  await writeFile(file, "");
  expect(() => openLog(join(file, "logs")).line("lost")).not.toThrow();
});
