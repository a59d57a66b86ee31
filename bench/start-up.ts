import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, isStale } from "../scripts/build.ts";
import { root } from "../scripts/run.ts";
import { makeHome } from "./lapsed-settings.ts";
import { median } from "./median.ts";

/**
 * What starting `keyferry token` costs where the saved token is good, against a Node that does
 * nothing (`node -e 0`), turn by turn in one run. Goal: 1.6 or less.
 */
const goal = 1.6;
const rounds = 60;
if (isStale()) build();

const home = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
try {
  const [settings = ""] = (await makeHome(home, { count: 1, issuedAt: Date.now() })).settings;
  const command = `${root}dist/keyferry.mjs`;
  const connectionString = `InitiateOAuth=REFRESH;OAuthSettingsLocation=${settings}`;
  const subjects = {
    "node -e 0": ["-e", "0"],
    "keyferry token --settings FILE": [command, "token", "--settings", settings],
    "keyferry token SERVICE STRING": [command, "token", "basecamp", connectionString],
    "keyferry --version (all of the program loaded)": [command, "--version"],
  };
  const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, words] of Object.entries(subjects)) times[name]?.push(timeOf(words, home));
  }
  const base = median(times["node -e 0"] ?? []);
  for (const [name, each] of Object.entries(times)) {
    const ratio = median(each) / base;
    process.stdout.write(`${name.padEnd(48)} ${median(each).toFixed(1).padStart(6)} ms  ratio ${ratio.toFixed(2)}\n`);
  }
  process.stdout.write(
    `Goal for keyferry token: ${goal}. Medians of ${rounds} turns; only the ratios mean something.\n`,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

function timeOf(words: readonly string[], folder: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { env: { ...process.env, KEYFERRY_HOME: folder } });
  const spent = performance.now() - start;
  if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
  return spent;
}
