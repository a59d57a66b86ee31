import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { parseSync } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureBuilt } from "./built-kit.ts";
import { fuseSentinel, packLayout } from "./packaging/layout.ts";
import { root } from "./run.ts";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
let folder = "";
let layout = "";
let archive = "";

beforeAll(async () => {
  ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), "keyferry-package-"));
  layout = await packLayout(folder);
  archive = join(layout, "resources", "app.asar");
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The files of the archive, with slashes and without the folders. */
const archived = (): readonly string[] =>
  listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll("\\", "/").slice(1))
    .filter((path) => basename(path).includes("."));

const builtFiles = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root }).map((path) => path.replaceAll("\\", "/"));

it("packs what the build made, and nothing else", () => {
  const expected = [
    "package.json",
    "out/preload/preload.cjs",
    "assets/icons/256x256.png",
    "dist/screens/index.html",
    ...builtFiles("out/main/**/*.js"),
    ...builtFiles("dist/screens/assets/*.*"),
    ...builtFiles("assets/tray/*.png"),
  ];
  expect(archived().toSorted()).toEqual(expected.toSorted());
});

it("lays out the command, its screens and the licences beside the archive", () => {
  const beside = globSync("**/*.*", { cwd: layout })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.startsWith("resources/bin/screens/assets/"));
  expect(beside.toSorted()).toEqual(
    [
      "LICENSE.electron.txt",
      "LICENSES.chromium.html",
      "resources/LICENSE.keyferry.txt",
      "resources/THIRD-PARTY-NOTICES.txt",
      "resources/app.asar",
      "resources/bin/keyferry.mjs",
      "resources/bin/screens/index.html",
    ].toSorted(),
  );
  expect(globSync("resources/bin/screens/assets/*", { cwd: layout })).toHaveLength(
    builtFiles("dist/screens/assets/*.*").length,
  );
  expect(statSync(join(layout, "keyferry-desktop")).mode & 0o111).toBe(0o111);
});

it("packs no source, no test, no map and no module of the development", () => {
  expect(archived().filter((path) => /\.(map|tsx?)$|\.test\.|node_modules|(^|\/)\./.test(path))).toEqual([]);
  const manifest = JSON.parse(extractFile(archive, "package.json").toString("utf8")) as object;
  expect(manifest).toMatchObject({ name: "keyferry", version, main: "out/main/main.js", type: "module" });
  expect(Object.keys(manifest).filter((key) => /dependencies$|^scripts$/i.test(key))).toEqual([]);
});

/** The text of every packed file that is one, by its name. */
const texts = (): readonly (readonly [string, string])[] =>
  [
    ...archived().map((path) => [path, extractFile(archive, path)] as const),
    ...["keyferry", "keyferry.mjs"].map(
      (name) => [name, readFileSync(join(layout, "resources", "bin", name))] as const,
    ),
  ]
    .filter(([path]) => !path.endsWith(".png"))
    .map(([path, content]) => [path, content.toString("utf8")] as const);

it("packs no key, no map's address and no path of the machine that built it", () => {
  const forbidden = [/AGE-SECRET-KEY-1[0-9A-Z]{20}/, /sourceMappingURL=/, /-----BEGIN [A-Z ]*PRIVATE KEY/];
  const paths = [root, root.replace(/\/$/, ""), join(homedir(), ".")].filter((path) => path.length > 6);
  const found = texts().flatMap(([path, text]) => [
    ...forbidden.filter((pattern) => pattern.test(text)).map((pattern) => `${path}: ${pattern}`),
    ...paths.filter((place) => text.includes(place)).map((place) => `${path}: ${place}`),
  ]);
  expect(found).toEqual([]);
});

it("needs no module but Electron's and Node's own", () => {
  const imported = texts()
    .filter(([path]) => path.startsWith("out/"))
    .filter(([path]) => path.endsWith(".js"))
    .flatMap(([path, text]) => parseSync(path, text).module.staticImports)
    .map(({ moduleRequest }) => moduleRequest.value);
  expect(imported).toContain("electron");
  expect(imported.filter((name) => !/^(electron|node:|\.)/.test(name))).toEqual([]);
});

/** Runs the packed command with nothing on PATH but the system's folders and `programs`. */
const runCommand = async (programs: Record<string, string>, words: readonly string[], language = "C") => {
  const bin = await mkdtemp(join(folder, "path-"));
  for (const tool of ["readlink", "dirname", "sh"]) await symlink(whereIs(tool), join(bin, tool));
  for (const [name, target] of Object.entries(programs)) await symlink(target, join(bin, name));
  return spawnSync(join(layout, "resources", "bin", "keyferry"), words, {
    encoding: "utf8",
    env: { PATH: bin, HOME: folder, LC_ALL: language },
  });
};

const whereIs = (tool: string): string =>
  ["/usr/bin", "/bin"].map((place) => join(place, tool)).find((path) => existsSync(path)) ?? expect.unreachable();

it.skipIf(process.platform === "win32")("starts the packed command with the Node of the machine", async () => {
  const { stdout, stderr, status } = await runCommand({ node: process.execPath }, ["--version"]);
  expect({ stdout, stderr, status }).toEqual({ stdout: `${version}\n`, stderr: "", status: 0 });
});

it.skipIf(process.platform === "win32")("starts the command through a link, as /usr/bin/keyferry is one", async () => {
  const link = join(folder, "linked");
  await symlink(join(layout, "resources", "bin", "keyferry"), link);
  const { stdout } = spawnSync(link, ["--version"], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });
  expect(stdout).toBe(`${version}\n`);
});

it.skipIf(process.platform === "win32")("says what to install where there is no Node", async () => {
  const english = await runCommand({}, ["--version"]);
  expect(english.status).toBe(127);
  expect(english.stderr).toContain("Node.js 22.13 or later is needed (no node on PATH)");
  expect((await runCommand({}, ["--version"], "ja_JP.UTF-8")).stderr).toContain("Node.js 22.13 以降が必要です");
});

it.skipIf(process.platform === "win32").each([
  ["v22.12.9", 127],
  ["v20.20.2", 127],
  ["v22.13.0", 0],
  ["v26.0.0", 0],
])("judges Node %s by its version", async (age, status) => {
  const node = join(folder, `node-${age}`);
  await writeFile(node, `#!/bin/sh\n[ "$1" = --version ] && echo ${age}\nexit 0\n`, { mode: 0o755 });
  const run = await runCommand({ node }, ["--version"]);
  expect(run.status).toBe(status);
  expect(run.stderr.includes(`node on PATH is ${age}`)).toBe(status !== 0);
});

it("burns the fuses that keep others from using the program as a Node", () => {
  const program = readFileSync(join(layout, "keyferry-desktop"), "latin1");
  // In the order of @electron/fuses: run as Node, encrypted cookies, NODE_OPTIONS, --inspect, checked archive,
  // archive only, a snapshot of its own, privileges of file: pages.
  expect(program.slice(program.indexOf(fuseSentinel) + fuseSentinel.length)).toBe("\u0001\u000801001100\n");
});

it("leaves the program as a folder where an archive cannot be read", async () => {
  const open = await packLayout(join(folder, "open"), { asar: false });
  expect(existsSync(join(open, "resources", "app.asar"))).toBe(false);
  expect(readFileSync(join(open, "resources", "app", "out", "main", "main.js"))).toEqual(
    readFileSync(join(root, "out", "main", "main.js")),
  );
});

it("refuses a key of the configuration that there is none of, by its name", async () => {
  const settings = { fusses: true } as object;
  await expect(packLayout(join(folder, "wrong"), { settings })).rejects.toThrow(/unknown property 'fusses'/);
});

it("registers keyferry: addresses and gives each system its icon", async () => {
  const text = readFileSync(join(root, "electron-builder.yml"), "utf8");
  expect(text).toMatch(/^protocols:\n {2}- name: Keyferry\n {4}schemes: \[keyferry\]$/m);
  const icons = [...text.matchAll(/^ {2}(?:icon|entitlements\w*): (\S+)$/gm)].map(([, path]) => path ?? "");
  expect(icons).toHaveLength(5);
  expect(icons.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
