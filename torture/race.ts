import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { buildProgram } from "./build.ts";
import { createWorld } from "./world.ts";

export interface RaceReport {
  readonly processes: number;
  readonly expiries: number;
  readonly renewals: number;
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

/**
 * `processes` processes share one settings file; `expiries` times the token lapses, and all of them
 * ask for one at the same moment.
 */
export const race = async (processes: number, expiries: number, onRound = (_: number) => {}): Promise<RaceReport> => {
  let time = Date.now();
  const world = await createWorld(() => time);
  const program = await buildProgram("race-worker", world.home);
  const workers = Array.from({ length: processes }, () => fork(program, [world.home, world.origin, world.settings]));
  try {
    await Promise.all(workers.map((worker) => once(worker, "message")));
    const failures: string[] = [];
    let split = 0;
    let slowestMs = 0;
    for (let round = 0; round < expiries; round++) {
      // Every other time the token is lapsed for good; else it is due, and still usable.
      time += (round % 2 === 0 ? 15 * 24 : 13.995 * 24) * hour;
      const answers = await Promise.all(workers.map((worker) => ask(worker, time)));
      failures.push(...answers.flatMap(({ error }) => error ?? []));
      slowestMs = Math.max(slowestMs, ...answers.map(({ ms }) => ms));
      if (round % 2 === 0 && new Set(answers.map(({ token }) => token)).size > 1) split++;
      onRound(round + 1);
    }
    const { renewals, refusals } = await world.counts();
    return { processes, expiries, renewals, reused: refusals, failures, split, slowestMs };
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
    await world.close();
  }
};

const ask = async (worker: ChildProcess, now: number): Promise<Answer> => {
  const answer = once(worker, "message");
  worker.send(now);
  return (await answer)[0] as Answer;
};
