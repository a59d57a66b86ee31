import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { buildProgram } from "./build.ts";
import { createWorld, type World } from "./world.ts";

/** What came of many processes that shared one file. */
export interface RaceReport {
  readonly processes: number;
  readonly expiries: number;
  readonly renewals: number;
  /** Processes that were killed while they raced. */
  readonly kills: number;
  /** Grants lost to a kill in the one unavoidable stretch, and told so precisely to all that asked. */
  readonly losses: number;
  /** Spent tokens that the provider was shown: each would have ended the grant. */
  readonly reused: number;
  /** Callers that were told of a failure, in the words they were told. */
  readonly failures: readonly string[];
  /** Expiries after which not all callers held the same token. */
  readonly split: number;
  /** Milliseconds the slowest caller waited. */
  readonly slowestMs: number;
}

interface Answer {
  readonly token?: string;
  readonly error?: string;
  readonly ms: number;
}

const hour = 3_600_000;

interface RaceOptions {
  readonly processes: number;
  readonly expiries: number;
  /** Kill one of them at a moment of chance in every round. */
  readonly kill?: boolean;
}

/**
 * `processes` processes share one settings file; `expiries` times the token lapses, and all of them
 * ask for one at the same moment.
 */
export const race = async ({ processes, expiries, kill = false }: RaceOptions): Promise<RaceReport> => {
  let time = Date.now();
  const world = await createWorld(() => time);
  const program = await buildProgram("race-worker", world.home);
  const start = async (): Promise<ChildProcess> => {
    const worker = fork(program, [world.home, world.origin, world.settings]);
    await once(worker, "message");
    return worker;
  };
  const workers = await Promise.all(Array.from({ length: processes }, start));
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < expiries; round++) {
      // Every other time the token is lapsed for good; else it is due, and still usable.
      const lapsed = round % 2 === 0 || kill;
      time += (lapsed ? 15 * 24 : 13.995 * 24) * hour;
      const asked = workers.map((worker) => ask(worker, time));
      if (kill) await killOne(workers);
      const told = judge((await Promise.all(asked)).filter((answer) => answer !== "killed"));
      rounds.push({ ...told, split: lapsed && told.split });
      if (kill) await tidy(world, workers, told, start);
    }
    return tally(processes, kill, rounds, await world.counts());
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
    await world.close();
  }
};

/** After a kill: another process in the place of the dead one, and another grant where that one cost it. */
const tidy = async (
  world: World,
  workers: ChildProcess[],
  { interrupted }: Round,
  start: () => Promise<ChildProcess>,
): Promise<void> => {
  if (interrupted) await world.connect();
  for (const [index, worker] of workers.entries()) if (worker.killed) workers[index] = await start();
};

const tally = (
  processes: number,
  kill: boolean,
  rounds: readonly Round[],
  { renewals, refusals }: { readonly renewals: number; readonly refusals: number },
): RaceReport => {
  const lost = rounds.filter(({ interrupted }) => kill && interrupted);
  return {
    processes,
    expiries: rounds.length,
    kills: kill ? rounds.length : 0,
    losses: lost.length,
    renewals,
    reused: refusals - lost.length,
    failures: rounds.filter((round) => !lost.includes(round)).flatMap((round) => round.failures),
    split: rounds.filter(({ split }) => split).length,
    slowestMs: Math.max(...rounds.map((round) => round.slowestMs)),
  };
};

/** What all callers of one expiry were told. */
interface Round {
  readonly failures: readonly string[];
  readonly slowestMs: number;
  /** All of them were told that an interrupted renewal cost the grant. */
  readonly interrupted: boolean;
  /** They were not all given the same token. */
  readonly split: boolean;
}

const judge = (answers: readonly Answer[]): Round => {
  const failures = answers.flatMap(({ error }) => error ?? []);
  return {
    failures,
    slowestMs: Math.max(...answers.map(({ ms }) => ms)),
    interrupted: failures.length === answers.length && failures.every((words) => words.includes("was interrupted")),
    split: new Set(answers.map(({ token }) => token)).size > 1,
  };
};

const killOne = async (workers: readonly ChildProcess[]): Promise<void> => {
  await sleep(Math.random() * 40);
  workers[Math.floor(Math.random() * workers.length)]?.kill("SIGKILL");
};

const ask = async (worker: ChildProcess, now: number): Promise<Answer | "killed"> => {
  const over = new AbortController();
  const answer = Promise.race([
    once(worker, "message", over).then(([message]) => message as Answer),
    once(worker, "exit", over).then(() => "killed" as const),
  ]);
  worker.send(now);
  return answer.finally(() => over.abort());
};
