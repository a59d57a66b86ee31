import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, isStale } from "../scripts/build.ts";
import { root } from "../scripts/run.ts";
import { type BenchHome, makeHome } from "./lapsed-settings.ts";
import { median } from "./median.ts";

/**
 * A renewal storm: 1,000 connections whose tokens have lapsed are renewed, locks, proofs, intents and
 * durable writes included, against a bare `fetch` loop of the same requests to the same server, as many
 * at a time. And: what one renewal costs as the connections on the machine grow from 10 to 10,000.
 * Goals: wall time 1.3 times the bare loop at most; the cost of one flat (1.3 times at most).
 */
const connections = 1000;
const atATime = 8;
const goal = 1.3;

if (isStale()) build();
const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
const { connect } = (await import(`${root}dist/index.mjs`)) as {
  connect: (service: string, properties: Readonly<Record<string, string>>) => Promise<unknown>;
};

try {
  for (const latencyMs of [100, 250]) await storm(latencyMs);
  await growth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function storm(latencyMs: number): Promise<void> {
  const server = await startServer(latencyMs);
  try {
    const home = await makeHome(join(folder, `storm-${latencyMs}`), { count: connections, issuedAt: 1 });
    const idle = process.memoryUsage().rss;
    const bare = await timed(() => inTurns(home.settings, () => bareRenewal(server.origin)));
    const full = await timed(() => inTurns(home.settings, (path) => renewal(home, server.origin, path)));
    say(`${connections} renewals, ${atATime} at a time, service answers in ${latencyMs} ms:`);
    say(`  bare fetch loop ${seconds(bare.ms)}, memory +${megabytes(bare.peak - idle)}`);
    say(`  keyferry        ${seconds(full.ms)}, memory +${megabytes(full.peak - idle)}`);
    say(`  ratio ${(full.ms / bare.ms).toFixed(2)} (goal ${goal})\n`);
  } finally {
    server.process.kill();
  }
}

async function growth(): Promise<void> {
  const server = await startServer(0);
  try {
    const sizes = [10, 100, 1000, 10_000];
    const homes: BenchHome[] = [];
    for (const count of sizes) homes.push(await makeHome(join(folder, `growth-${count}`), { count, issuedAt: 1 }));
    const times = homes.map(() => [] as number[]);
    for (let turn = 0; turn < 10; turn++) {
      for (const [index, home] of homes.entries()) {
        const path = home.settings[turn] ?? "";
        times[index]?.push((await timed(() => renewal(home, server.origin, path))).ms);
      }
    }
    const base = median(times[0] ?? []);
    say("One renewal, by the number of connections on the machine (medians of 10, service answers at once):");
    for (const [index, count] of sizes.entries()) {
      const each = median(times[index] ?? []);
      say(`  ${String(count).padStart(6)}  ${each.toFixed(1).padStart(6)} ms  ratio ${(each / base).toFixed(2)}`);
    }
  } finally {
    server.process.kill();
  }
}

async function renewal(home: BenchHome, origin: string, path: string): Promise<void> {
  process.env.KEYFERRY_HOME = home.folder;
  process.env.KEYFERRY_PRACTICE = origin;
  await connect("basecamp", { InitiateOAuth: "REFRESH", OAuthSettingsLocation: path });
}

async function bareRenewal(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/launchpad.37signals.com/authorization/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: "r".repeat(80),
      client_id: "bench",
      client_secret: "bench-secret",
    }),
  });
  await answer.json();
}

async function inTurns(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  const left = [...paths];
  const turn = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) await work(path);
  };
  await Promise.all(Array.from({ length: atATime }, turn));
}

async function timed(work: () => Promise<void>): Promise<{ readonly ms: number; readonly peak: number }> {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const started = performance.now();
  await work();
  clearInterval(watch);
  return { ms: performance.now() - started, peak };
}

async function startServer(latencyMs: number): Promise<{ readonly origin: string; readonly process: ChildProcess }> {
  const server = spawn(process.execPath, [join(import.meta.dirname, "token-server.ts"), String(latencyMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  return { origin: line.toString().trim(), process: server };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.max(0, Math.round(bytes / 2 ** 20))} MiB`;
}
