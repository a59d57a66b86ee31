import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.ts";

// The long form: 64 processes, 100 expiries, thousands of kills. Takes a good part of an hour.
const folder = mkdtempSync(join(tmpdir(), "keyferry-torture-report-"));
const report = join(folder, "report.txt");
process.env.KEYFERRY_TORTURE = "long";
process.env.KEYFERRY_TORTURE_REPORT = report;
process.on("exit", () => {
  process.stdout.write(`\n${readFileSync(report, { encoding: "utf8", flag: "a+" })}`);
  rmSync(folder, { recursive: true });
});
run("Torture", "vitest", "run", "torture/torture.test.ts");
