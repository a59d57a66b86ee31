import { spawnSync } from "node:child_process";
import { copyFile, cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { _electron } from "@playwright/test";
import { homePage } from "../pages/home.ts";
import { expect, test } from "./fixtures.ts";
import { desktopEnvironment } from "./program.ts";
import { projectRoot, runtime } from "./runtime.ts";

// The files of a delivered program in their places, `resources/app` beside the executable. What is delivered
// has an archive and fuses, which only the real binary reads.
test.skip(runtime.isReal, "A delivered program is its own real binary.");

/** Lays the built program out as a packager does; gives the executable. */
const layOut = async (folder: string): Promise<string> => {
  const app = join(folder, "keyferry-unpacked", "resources", "app");
  await mkdir(app, { recursive: true });
  await Promise.all([
    copyFile(join(projectRoot, "package.json"), join(app, "package.json")),
    cp(join(projectRoot, "out"), join(app, "out"), { recursive: true }),
    cp(join(projectRoot, "dist", "screens"), join(app, "dist", "screens"), { recursive: true }),
  ]);
  const executable = join(folder, "keyferry-unpacked", "keyferry");
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
  const executable = await layOut(folder);
  const { status, stderr } = spawnSync(executable, [], { env: desktopEnvironment(folder, ofCopy), encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("stand-in for Electron: It is never packaged");
});
