import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./run.ts";

const workflows = globSync(".github/workflows/*.yml", { cwd: root }).map((path) => ({
  path,
  text: readFileSync(join(root, path), "utf8"),
}));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };

const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, it]) => it ?? "");

it("has a workflow for the check, for the desktop and for a release", () => {
  expect(workflows.map(({ path }) => path.replaceAll("\\", "/")).toSorted()).toEqual([
    ".github/workflows/check.yml",
    ".github/workflows/desktop.yml",
    ".github/workflows/release.yml",
  ]);
});

it.each(workflows)("$path runs no action but those of GitHub, each by its commit, with its version", ({ text }) => {
  const uses = all(text, /uses:(.*)$/gm);
  expect(uses.length).toBeGreaterThan(1);
  expect(uses.filter((each) => !/^ actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(each))).toEqual([]);
});

it("names one commit a version in all workflows", () => {
  const pairs = new Set(workflows.flatMap(({ text }) => all(text, /uses: (.*)$/gm)));
  expect(new Set([...pairs].map((pair) => pair.replace(/@.*/, ""))).size).toBe(pairs.size);
});

it.each(workflows)("$path runs scripts that there are", ({ text }) => {
  const named = [...all(text, /npm run ([\w-]+)/g), ...all(text, /npm (test|start)\b/g)];
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it.each(workflows)("$path may read the code, and no more unless a job says so", ({ text }) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  expect(all(text, /^ {6}([\w-]+: write)$/gm)).toEqual(text.includes("gh release create") ? ["contents: write"] : []);
  expect(text).not.toMatch(/pull_request_target|write-all/);
  // A checkout leaves no token behind for the scripts of packages.
  expect(all(text, /(actions\/checkout@)/g)).toHaveLength(all(text, /(persist-credentials: false)/g).length);
});

it.each(workflows)("$path keeps what a person can write out of its scripts", ({ text }) => {
  const lines = text.split("\n").filter((line) => /^\s+(- )?run: |^ {10}\S/.test(line) && !/^ {10}[\w-]+: /.test(line));
  expect(lines.filter((line) => line.includes("${{"))).toEqual([]);
});

it.each(workflows)("$path is laid out as YAML: even indents, no tabs, one document", ({ text }) => {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  expect(lines.filter((line) => /\t/.test(line) || /^( {2})* [^ ]/.test(line))).toEqual([]);
  expect(all(text, /^(name|on|permissions|concurrency|jobs):/gm)).toEqual([...new Set(all(text, /^([^\s#][^:]*):/gm))]);
});
