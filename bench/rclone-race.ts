import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, isStale } from "../scripts/build.ts";
import { root } from "../scripts/run.ts";
import { firstToken, makeHome } from "./lapsed-settings.ts";
import { type StrictServer, startStrictServer } from "./strict-server.ts";

/**
 * The same race, side by side: N processes start at once on one file whose access token has lapsed, and
 * the refresh token is good once. rclone (Debian's 1.60) on its configuration file, `keyferry token` on
 * a settings file. Told are the processes that failed, the spent tokens that the service was shown, and
 * whether the grant lived.
 */
const rounds = 3;

if (isStale()) build();
const version = spawnSync("rclone", ["version"], { encoding: "utf8" }).stdout?.split("\n")[0];
if (!version)
  process.stdout.write("rclone is not installed (Debian: apt-get install rclone): Keyferry runs alone.\n\n");
const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
try {
  const runners = { ...(version ? { [version]: rclone } : {}), keyferry };
  for (const revoke of [false, true]) {
    process.stdout.write(revoke ? "\nUsing a token twice ends the grant:\n" : "Each refresh token is good once:\n");
    for (const processes of [2, 4, 8, 16]) {
      for (const [name, run] of Object.entries(runners)) await tell(name, run, processes, revoke);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

type Runner = (place: string, server: StrictServer, processes: number) => Promise<number>;

async function tell(name: string, run: Runner, processes: number, revoke: boolean): Promise<void> {
  let [failed, renewals, refusals, lost] = [0, 0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const place = mkdtempSync(join(folder, "race-"));
    const server = await startStrictServer(firstToken, revoke);
    failed += await run(place, server, processes);
    renewals += server.renewals();
    refusals += server.refusals();
    lost += server.ended() ? 1 : 0;
    server.close();
  }
  const cells = [
    `${String(processes).padStart(3)} processes`,
    name.padEnd(16),
    `failed ${String(failed).padStart(3)} of ${processes * rounds}`.padEnd(18),
    `renewals ${renewals}`.padEnd(12),
    `spent tokens shown ${refusals}`.padEnd(22),
    `grants lost ${lost} of ${rounds}`,
  ];
  process.stdout.write(`  ${cells.join("  ")}\n`);
}

async function rclone(place: string, { origin }: StrictServer, processes: number): Promise<number> {
  const config = join(place, "rclone.conf");
  const token = {
    access_token: "old",
    token_type: "bearer",
    refresh_token: firstToken,
    expiry: "2020-01-01T00:00:00Z",
  };
  const lines = [
    "[remote]",
    "type = sharefile",
    "client_id = bench",
    "client_secret = bench",
    `endpoint = ${origin}`,
    `token_url = ${origin}/token`,
    "root_folder_id = top",
    `token = ${JSON.stringify(token)}`,
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  return failuresOf(processes, "rclone", ["--config", config, "--retries", "1", "lsd", "remote:"], {});
}

async function keyferry(place: string, { origin }: StrictServer, processes: number): Promise<number> {
  const home = await makeHome(place, { count: 1, issuedAt: 1 });
  const words = [`${root}dist/keyferry.mjs`, "token", "--settings", home.settings[0] ?? ""];
  return failuresOf(processes, process.execPath, words, { KEYFERRY_HOME: place, KEYFERRY_PRACTICE: origin });
}

async function failuresOf(
  processes: number,
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const exits = await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = spawn(program, words, { stdio: "ignore", env: { ...process.env, ...environment } });
      return (await once(child, "exit"))[0] as number | null;
    }),
  );
  return exits.filter((status) => status !== 0).length;
}
