import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { isUnavoidable, killEverywhere } from "./kill.ts";
import { race } from "./race.ts";
import { killLines, raceLines } from "./report.ts";

// The short form of these runs in every check; `npm run torture` is the long one, and prints them.
const long = process.env.KEYFERRY_TORTURE === "long";
const report = process.env.KEYFERRY_TORTURE_REPORT;
const limit = long ? 60 * 60_000 : 120_000;
const tell = async (lines: readonly string[]) => {
  if (report) await writeFile(report, `${lines.join("\n")}\n`, { flag: "a" });
};

describe("many processes on one settings file", () => {
  const [processes, expiries] = long ? [64, 100] : [8, 10];

  test("make exactly one renewal an expiry, present no token twice, and none of them sees a failure", {
    timeout: limit,
  }, async () => {
    const outcome = await race({ processes, expiries });
    await tell(raceLines("Race", outcome));
    expect(outcome.failures).toEqual([]);
    expect(outcome).toMatchObject({ renewals: expiries, reused: 0, split: 0 });
  });

  test("go on within 5 seconds where one of them is killed, and lose nothing but in the one unavoidable stretch", {
    timeout: limit,
  }, async () => {
    const outcome = await race({ processes, expiries, kill: true });
    await tell(raceLines("Race with kills", outcome));
    expect(outcome.failures).toEqual([]);
    expect(outcome).toMatchObject({ kills: expiries, reused: 0, split: 0 });
    expect(outcome.slowestMs).toBeLessThan(5000);
  });
});

test("a renewing process may be killed at any step: nothing is lost but in the one unavoidable stretch, and that is explained", {
  timeout: limit,
}, async () => {
  const [rounds, random] = long ? [30, 600] : [1, 12];
  const { kills, steps } = await killEverywhere(rounds, random);
  await tell(killLines(kills, steps));
  expect(kills.length).toBeGreaterThan(steps.length * rounds - 1);
  expect(kills.filter(({ outcome }) => outcome === "unexplained")).toEqual([]);
  expect(kills.filter((kill) => kill.outcome === "lost" && !isUnavoidable(kill))).toEqual([]);
  expect(kills.filter(({ outcome }) => outcome === "finished").length).toBeGreaterThan(0);
  expect(Math.max(...kills.map(({ nextMs }) => nextMs))).toBeLessThan(5000);
});
