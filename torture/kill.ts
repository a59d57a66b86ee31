import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { asKeyferryError } from "../shared/errors.ts";
import { buildCommand } from "./build.ts";
import { createWorld, type World } from "./world.ts";

/** What one kill came to. */
export interface Kill {
  /** The step at which the process was killed; for a kill at a random moment, when it came. */
  readonly step: string;
  /** Whether the service had renewed when the process died. */
  readonly spent: boolean;
  /** What the next start made of it. */
  readonly outcome: "unharmed" | "finished" | "lost" | "unexplained";
  /** Milliseconds the next start took, waiting included. */
  readonly nextMs: number;
}

export interface KillReport {
  readonly kills: readonly Kill[];
  readonly steps: readonly string[];
}

/** The real command in a process of its own, renewing the file of a world. */
const victim = (world: World, command: string, environment: Readonly<Record<string, string>>): ChildProcess =>
  spawn(
    process.execPath,
    ["--import", join(import.meta.dirname, "stop-at.ts"), command, "refresh", "--force", "--settings", world.settings],
    {
      cwd: world.home,
      env: {
        PATH: process.env.PATH,
        HOME: world.home,
        KEYFERRY_HOME: world.home,
        KEYFERRY_PRACTICE: world.origin,
        ...environment,
      },
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    },
  );

/** Every step of a renewal, in order, as an unharmed process takes them. */
const stepsOf = async (world: World, command: string): Promise<readonly string[]> => {
  const child = victim(world, command, { TORTURE_TELL: "1" });
  const told = await text(child.stdio[3] as Readable);
  return told.trim().split("\n").map((line) => line.replace(/^\d+ /, ""));
};

/**
 * Kills a renewing process at every one of its steps, `rounds` times over, and `random` times more at
 * a moment of chance; after each, another start goes on with the same file.
 */
export const killEverywhere = async (
  rounds: number,
  random: number,
  onKill = (_: Kill) => {},
): Promise<KillReport> => {
  const world = await createWorld();
  const folder = await mkdtemp(join(tmpdir(), "keyferry-torture-command-"));
  try {
    const command = await buildCommand(folder);
    const steps = await stepsOf(world, command);
    const kills: Kill[] = [];
    const add = (kill: Kill) => {
      kills.push(kill);
      onKill(kill);
    };
    for (let round = 0; round < rounds; round++)
      for (const [index, step] of steps.entries())
        add(await killOnce(world, step, () => atStep(world, command, index + 1)));
    for (let time = 0; time < random; time++) {
      // The service takes its time, so that chance meets the moments in which it is waited for.
      await world.fault({ at: "token", kind: "slow", delayMs: Math.floor(Math.random() * 40), times: 1 });
      add(await killOnce(world, "a moment of chance", () => atRandom(world, command)));
    }
    return { kills, steps };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const atStep = async (world: World, command: string, step: number): Promise<void> => {
  await once(victim(world, command, { TORTURE_STOP_AT: String(step) }), "exit");
};

const atRandom = async (world: World, command: string): Promise<void> => {
  const child = victim(world, command, {});
  const exit = once(child, "exit");
  await sleep(80 + Math.random() * 250);
  child.kill("SIGKILL");
  await exit;
};

const killOnce = async (world: World, step: string, kill: () => Promise<void>): Promise<Kill> => {
  const before = await world.counts();
  const generation = (await world.engine.inspect(world.settings)).Grant.Generation;
  await kill();
  const spent = (await world.counts()).renewals > before.renewals;
  const started = performance.now();
  try {
    const { Grant } = await world.engine.refresh({ settings: world.settings }, { force: true, takeOver: false });
    const nextMs = performance.now() - started;
    // What the dead process had asked for and written down counts, though it never saw it in place.
    return { step, spent, outcome: Grant.Generation === generation + 2 ? "finished" : "unharmed", nextMs };
  } catch (error) {
    const nextMs = performance.now() - started;
    const { code, message } = asKeyferryError(error);
    await world.connect();
    const explained = code === "GRANT_ENDED" && message.includes("was interrupted before its answer was saved");
    return { step, spent, outcome: spent && explained ? "lost" : "unexplained", nextMs };
  }
};
