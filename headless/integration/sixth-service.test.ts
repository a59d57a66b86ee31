import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "./test-kit.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["shared", "services", "engine", "bridge", "headless", "practice", "assets", "scripts"];
const files = ["package.json", "tsconfig.base.json", "vite.headless.config.ts", "vitest.config.ts"];

/** The project with one folder more: the template of a service, under the id that stands in it. */
const projectWithSixthService = async (): Promise<string> => {
  const folder = await temporaryFolder();
  for (const name of sources) await cp(join(root, name), join(folder, name), { recursive: true });
  for (const name of files) await cp(join(root, name), join(folder, name));
  await mkdir(join(folder, "docs"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await cp(join(root, "services/_template"), join(folder, "services/example"), { recursive: true });
  return folder;
};

const node = (folder: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
  const { KEYFERRY_PRACTICE: _, VITEST: __, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: "utf8",
    env: { ...rest, ...environment, NO_COLOR: "1" },
  });
  return { status, stdout, said: `${stdout}\n${stderr}` };
};

/** Starts a practice provider and gives its origin. */
const practice = (folder: string): Promise<string> => {
  const child = spawn(process.execPath, ["dist/keyferry.mjs", "practice", "--auto", "approve"], { cwd: folder });
  onTestFinished(() => {
    child.kill();
  });
  return new Promise((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", () => reject(new Error("the practice provider ended")));
  });
};

it("a sixth service is one new folder: form data, command, practice provider and conformance suite find it", async () => {
  const folder = await projectWithSixthService();
  const bin = join(root, "node_modules");
  const built = node(folder, [join(bin, "vite/bin/vite.js"), "build", "--config", "vite.headless.config.ts"]);
  expect(built.status, built.said).toBe(0);

  // The command, and the data that forms are made from.
  const listed = node(folder, ["dist/keyferry.mjs", "services", "example", "--json"], {
    KEYFERRY_HOME: join(folder, "home"),
  });
  expect(listed.status, listed.said).toBe(0);
  const service = JSON.parse(listed.stdout) as { properties: readonly { name: string }[] };
  expect(service.properties.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Workspace", "ApiKey", "OAuthClientId"]),
  );

  // The practice provider plays it, by key.
  const origin = await practice(folder);
  const example = await readFile(join(folder, "services/example/practice.ts"), "utf8");
  const key = /practiceKey = "([^"]+)"/.exec(example)?.[1] ?? "";
  const tested = node(folder, ["dist/keyferry.mjs", "test", "example", `Workspace=kumo;ApiKey=${key}`], {
    KEYFERRY_HOME: join(folder, "home"),
    KEYFERRY_PRACTICE: origin,
  });
  expect(tested.status, tested.said).toBe(0);

  // And the suite that tries every service tries it too.
  const suite = node(folder, [join(bin, "vitest/vitest.mjs"), "run", "headless/conformance", "-t", "^Example"]);
  expect(suite.status, suite.said).toBe(0);
  expect(suite.said).toMatch(/Tests\s+(?:[1-9]\d) passed/);
}, 120_000);
