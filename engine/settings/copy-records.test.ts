import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../test-kit.ts";
import { type CopyRecord, forgetCopy, readCopies, recordCopy } from "./copy-records.ts";

const copy = (Id: string): CopyRecord => ({
  Id,
  Service: "acme",
  Name: "Studio",
  Settings: "/home/x/OAuthSettings.txt",
  At: 1,
  To: ["age1aa"],
});

test("copies are noted one after the other, and each is forgotten alone", async () => {
  const home = await temporaryFolder();
  expect(await readCopies(home)).toEqual([]);
  for (const id of ["1", "2", "3"]) await recordCopy(home, copy(id));
  await forgetCopy(home, "2");
  await forgetCopy(home, "unknown");
  expect(await readCopies(home)).toEqual([copy("1"), copy("3")]);
});

test("a damaged list is set aside, not written over", async () => {
  const home = await temporaryFolder();
  await writeFile(join(home, "copies.json"), "{ not json");
  await recordCopy(home, copy("1"));
  expect(await readCopies(home)).toEqual([copy("1")]);
  expect((await readdir(home)).filter((name) => name.startsWith("copies.json.damaged-"))).toHaveLength(1);
});
