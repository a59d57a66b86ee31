import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { startAgain } from "./program.ts";
import { runtime } from "./runtime.ts";

test("a start that cannot succeed ends, and leaves its reason in the log", async ({ folder }) => {
  // The real binary shows its dialog and waits for somebody to close it.
  test.skip(runtime.isReal, "Nobody is there to close the dialog.");
  const { status } = await startAgain(folder, [], { KEYFERRY_PRACTICE: "http://elsewhere.example" });
  expect(status).toBe(1);
  const logs = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith("keyferry.log"));
  const said = await Promise.all(logs.map((name) => readFile(join(folder, name), "utf8")));
  expect(said.join("")).toContain("not started: PRACTICE_ORIGIN_REFUSED");
});
