import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readLaunch } from "./launch.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "standin-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const makeProgram = (at: string): string => {
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name: "a-program", version: "1.2.3", main: "start.js" }));
  return at;
};

test("the first word that is no switch is the program's folder", () => {
  const program = makeProgram(join(folder, "program"));
  const launch = readLaunch("/x/electron", ["--no-sandbox", program, "--practice", "--user-data-dir=/u=v"], {});
  expect(launch).toMatchObject({ folder: program, packaged: false, driven: false, manifest: { main: "start.js" } });
  expect([...launch.switches]).toEqual([
    ["no-sandbox", ""],
    ["practice", ""],
    ["user-data-dir", "/u=v"],
  ]);
});

test("modules that are named before the program's folder are loaded before it", () => {
  const program = makeProgram(join(folder, "program"));
  const { modules, folder: found } = readLaunch(
    "/x/electron",
    ["-r", "/m/one.cjs", "--require", "/m/two.cjs", program],
    {},
  );
  expect({ modules, found }).toEqual({ modules: ["/m/one.cjs", "/m/two.cjs"], found: program });
  expect(readLaunch("/x/electron", [program, "-r", "/m/one.cjs"], {}).modules).toEqual([]);
});

test("Playwright is known by both of its switches", () => {
  const program = makeProgram(join(folder, "program"));
  expect(readLaunch("/x/electron", ["--inspect=0", "--remote-debugging-port=0", program], {}).driven).toBe(true);
  expect(readLaunch("/x/electron", ["--inspect=0", program], {}).driven).toBe(false);
});

test("a packaged program is refused, unless a test says that it means it", () => {
  const program = makeProgram(join(folder, "resources", "app"));
  const exe = join(folder, "keyferry");
  expect(() => readLaunch(exe, [], {})).toThrow("never packaged");
  expect(() => readLaunch(exe, [], { KEYFERRY_STANDIN_PACKAGED: "yes" })).toThrow("never packaged");
  expect(readLaunch(exe, [], { KEYFERRY_STANDIN_PACKAGED: "1" })).toMatchObject({
    folder: program,
    packaged: true,
    resources: join(folder, "resources"),
  });
});

test("an archive is refused in so many words, and so is nothing at all", () => {
  mkdirSync(join(folder, "resources"));
  writeFileSync(join(folder, "resources", "app.asar"), "");
  expect(() => readLaunch(join(folder, "keyferry"), [], { KEYFERRY_STANDIN_PACKAGED: "1" })).toThrow(
    "cannot read app.asar",
  );
  expect(() => readLaunch("/x/electron", ["--inspect=0"], {})).toThrow("No program to start");
});
