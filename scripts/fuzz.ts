import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./run.ts";

/**
 * `npm run fuzz`: the fuzz tests with a million cases, and how many each target got.
 * `npm run fuzz -- --runs 5000 --seed 7 settings` for fewer, the same ones again, or some targets alone.
 */
const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "1000000" }, seed: { type: "string" } },
  allowPositionals: true,
});

const seed = values.seed ?? String(Date.now() % 2 ** 31);
const folder = mkdtempSync(join(tmpdir(), "keyferry-fuzz-"));
const report = join(folder, "report.jsonl");

interface Line {
  readonly target: string;
  readonly cases: number;
  readonly seconds: number;
  readonly slowestMs: number;
}

const cells = ({ target, cases, seconds, slowestMs }: Line): readonly string[] => [
  target,
  cases.toLocaleString("en"),
  seconds.toFixed(1),
  Math.round(cases / Math.max(seconds, 0.001)).toLocaleString("en"),
  slowestMs.toFixed(1),
];

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const format = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return rows.map(format).join("\n");
};

console.log(`${values.runs} cases, seed ${seed}`);
const started = performance.now();
const { status } = spawnSync(
  join(root, "node_modules/.bin/vitest"),
  [
    "run",
    ...(positionals.length > 0 ? positionals.map((name) => `${name}.fuzz`) : ["fuzz"]),
    "--testNamePattern",
    "^fuzz: ",
  ],
  {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: {
      ...process.env,
      KEYFERRY_FUZZ_RUNS: values.runs,
      KEYFERRY_FUZZ_SEED: seed,
      KEYFERRY_FUZZ_REPORT: report,
    },
  },
);
const lines = (existsSync(report) ? readFileSync(report, "utf8") : "")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Line)
  .toSorted((one, other) => other.cases - one.cases);
rmSync(folder, { recursive: true, force: true });

const cases = lines.reduce((sum, line) => sum + line.cases, 0);
console.log(table([["target", "cases", "seconds", "a second", "slowest ms"], ...lines.map(cells)]));
console.log(`\n${cases.toLocaleString("en")} cases in ${((performance.now() - started) / 1000).toFixed(0)} s`);
if (status !== 0) console.log(`Again with: npm run fuzz -- --runs ${values.runs} --seed ${seed}`);
process.exitCode = status ?? 1;
