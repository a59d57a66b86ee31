import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { readRecipientNames, saveRecipientNames, tidyName } from "./recipient-names.ts";

const newHome = async (): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), "keyferry-names-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
};

test("names are added to the ones kept, and an empty one is forgotten", async () => {
  const home = await newHome();
  expect(await readRecipientNames(home)).toEqual({});
  await saveRecipientNames(home, { age1aa: "db-1", age1bb: "db-2" });
  await saveRecipientNames(home, { age1bb: "", age1cc: "データ基盤" });
  expect(await readRecipientNames(home)).toEqual({ age1aa: "db-1", age1cc: "データ基盤" });
  expect((await stat(join(home, "recipients.json"))).mode & 0o777).toBe(0o600);
});

test("nothing new to keep writes nothing", async () => {
  const home = await newHome();
  await saveRecipientNames(home, { age1aa: "" });
  expect(await readdir(home)).toEqual([]);
});

test("a damaged file gives no names, and is set aside when there is something to keep", async () => {
  const home = await newHome();
  await writeFile(join(home, "recipients.json"), '{"Recipients":[');
  expect(await readRecipientNames(home)).toEqual({});
  await saveRecipientNames(home, { age1aa: "db-1" });
  expect(await readRecipientNames(home)).toEqual({ age1aa: "db-1" });
  const aside = (await readdir(home)).find((name) => name.startsWith("recipients.json.damaged-"));
  expect(await readFile(join(home, aside ?? ""), "utf8")).toBe('{"Recipients":[');
});

test("where names cannot be kept, that is said", async () => {
  const home = await newHome();
  await writeFile(join(home, "taken"), "");
  expectFailure(await failureOf(() => saveRecipientNames(join(home, "taken"), { age1aa: "db-1" })), "FILE_UNWRITABLE");
});

test.each([
  ["  db-1 \n", "db-1"],
  ["\u001b[31mred\u0007", "[31mred"],
  ["two\r\nlines", "two lines"],
  ["right\u202eleft", "right left"],
  ["x".repeat(80), "x".repeat(60)],
  ["😀".repeat(61), "😀".repeat(60)],
])("a name is one line that a terminal can show: %j", (given, kept) => {
  expect(tidyName(given)).toBe(kept);
});
