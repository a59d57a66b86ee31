import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { asKeyferryError } from "../shared/errors.ts";
import { buildCommand } from "./build.ts";
import { createWorld, type World } from "./world.ts";

/** What one kill came to. */
export interface Kill {
  /** The last step that the process took. */
  readonly step: string;
  /** Whether the service had renewed when the process died. */
  readonly spent: boolean;
  /** What the next start made of it. */
  readonly outcome: "unharmed" | "finished" | "lost" | "unexplained";
  /** Milliseconds the next start took, waiting included. */
  readonly nextMs: number;
  /** What the next start was told where it failed. */
  readonly told?: string;
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

/** The steps that a process took before it ended, in order; the last of them is where it was killed. */
const stepsOf = async (child: ChildProcess): Promise<readonly string[]> =>
  (await text(child.stdio[3] as Readable)).trim().split("\n");

/**
 * Kills a renewing process at every one of its steps, `rounds` times over, and `random` times more at
 * a moment of chance; after each, another start goes on with the same file.
 */
export const killEverywhere = async (rounds: number, random: number): Promise<KillReport> => {
  const world = await createWorld();
  const folder = await mkdtemp(join(tmpdir(), "keyferry-torture-command-"));
  try {
    const command = await buildCommand(folder);
    const steps = await stepsOf(victim(world, command, {}));
    const kills: Kill[] = [];
    for (let round = 0; round < rounds; round++)
      for (const index of steps.keys())
        kills.push(
          await killOnce(world, async () => (await stepsOf(atStep(world, command, index + 1))).at(-1) || "Node starts"),
        );
    for (let time = 0; time < random; time++) {
      // The service takes its time, so that chance meets the moments in which it is waited for.
      await world.fault({ at: "token", kind: "slow", delayMs: Math.ceil(Math.random() * 40), times: 1 });
      kills.push(await killOnce(world, () => atRandom(world, command)));
    }
    return { kills, steps };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const atStep = (world: World, command: string, step: number): ChildProcess =>
  victim(world, command, { TORTURE_STOP_AT: String(step) });

/** Half of the time from its start on, else from when it noted what it is about to do. */
const atRandom = async (world: World, command: string): Promise<string> => {
  const child = victim(world, command, {});
  const ended = once(child, "exit");
  const steps = stepsOf(child);
  const from = Math.random() < 0.5 ? "the start" : "the intent";
  if (from === "the intent") await Promise.race([ended, appears(`${world.settings}.intent`)]);
  await sleep(Math.random() * (from === "the intent" ? 60 : 400));
  child.kill("SIGKILL");
  await ended;
  return (await steps).at(-1) || "Node starts";
};

const appears = async (path: string): Promise<void> => {
  const limit = AbortSignal.timeout(5000);
  while (!existsSync(path) && !limit.aborted) await sleep(1);
};

const killOnce = async (world: World, kill: () => Promise<string>): Promise<Kill> => {
  const before = await world.counts();
  const generation = (await world.engine.inspect(world.settings)).Grant.Generation;
  const step = await kill();
  /** Asked once the next start is through: a service that takes its time renews for the dead, too. */
  const isSpent = async (own: number) => (await world.counts()).renewals - before.renewals > own;
  const started = performance.now();
  try {
    const { Grant } = await world.engine.refresh({ settings: world.settings }, { force: true, takeOver: false });
    const nextMs = performance.now() - started;
    // What the dead process had asked for and written down counts, though it never saw it in place.
    const outcome = Grant.Generation === generation + 2 ? "finished" : "unharmed";
    const spent = await isSpent(1);
    if (outcome === "unharmed" && isUnavoidable({ step }) && (await isOvertaken(world)))
      return { step, spent: true, outcome: "lost", nextMs };
    return { step, spent, outcome, nextMs };
  } catch (error) {
    const nextMs = performance.now() - started;
    const { code, message } = asKeyferryError(error);
    const spent = await isSpent(0);
    await world.connect();
    const explained = code === "GRANT_ENDED" && message.includes("was interrupted before its answer was saved");
    return { step, spent, outcome: spent && explained ? "lost" : "unexplained", nextMs, told: `${code}: ${message}` };
  }
};

/**
 * Whether the request of a dead process reached the service only after the next start had renewed. The
 * service then takes the token for one that is used twice, and ends the grant: a loss of the stretch in
 * which the process died, not of the next kill. A person consents again where it is so.
 */
const isOvertaken = async (world: World): Promise<boolean> => {
  await sleep(150);
  try {
    await world.engine.refresh({ settings: world.settings }, { force: true, takeOver: false });
    return false;
  } catch (error) {
    if (asKeyferryError(error).code !== "GRANT_ENDED") throw error;
    await world.connect();
    return true;
  }
};

/**
 * The one stretch in which a kill may cost the grant: the service has been asked, and its answer is
 * not on the disk yet. No order of steps can close it, as only the service knows that it has answered.
 */
export const isUnavoidable = ({ step }: Pick<Kill, "step">): boolean =>
  [
    "after send the request",
    "before the answer's head is read",
    "after the answer is read",
    "before write .OAuthSettings.txt.next",
  ].includes(step);
