import { spawnSync } from "node:child_process";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { _electron } from "@playwright/test";
import { packLayout } from "../../scripts/packaging/layout.ts";
import { homePage } from "../pages/home.ts";
import { expect, test } from "./fixtures.ts";
import { desktopEnvironment } from "./program.ts";
import { runtime } from "./runtime.ts";

// The files of a delivered program in their places, `resources/app` beside the executable. What is delivered
// has an archive and fuses, which only the real binary reads.
test.skip(runtime.isReal, "A delivered program is its own real binary.");

/**
 * The package's own files, as electron-builder lays them out, with the stand-in where Electron's binary would
 * be; as a folder, since Node reads no archive. Gives the executable.
 */
const layOut = async (folder: string): Promise<string> => {
  const executable = join(await packLayout(folder, { asar: false }), "keyferry-desktop");
  await rm(executable);
  await copyFile(runtime.path, executable);
  return executable;
};

const ofCopy = { KEYFERRY_STANDIN_HOME: dirname(runtime.path) };

test("the program finds all that it needs in the layout of a package", async ({ folder }) => {
  const executablePath = await layOut(folder);
  const app = await _electron.launch({
    executablePath,
    args: ["--practice", `--user-data-dir=${join(folder, "user-data")}`],
    env: desktopEnvironment(folder, { ...ofCopy, KEYFERRY_STANDIN_PACKAGED: "1" }),
  });
  await homePage(await app.firstWindow()).newConnection.waitFor();
  const found = await app.evaluate(({ app: program }) => ({
    packaged: program.isPackaged,
    path: program.getAppPath(),
    exe: program.getPath("exe"),
    resources: process.resourcesPath,
  }));
  await app.close();
  const resources = join(dirname(executablePath), "resources");
  expect(found).toEqual({ packaged: true, path: join(resources, "app"), exe: executablePath, resources });
});

test("the stand-in refuses to be delivered with a program", async ({ folder }) => {
  const executable = join(folder, "delivered", "keyferry-desktop");
  await mkdir(join(folder, "delivered", "resources", "app"), { recursive: true });
  await writeFile(join(folder, "delivered", "resources", "app", "package.json"), "{}");
  await copyFile(runtime.path, executable);
  const { status, stderr } = spawnSync(executable, [], { env: desktopEnvironment(folder, ofCopy), encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("stand-in for Electron: It is never packaged");
});
