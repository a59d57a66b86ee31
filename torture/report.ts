import type { Kill } from "./kill.ts";
import type { RaceReport } from "./race.ts";

/** A race, as `npm run torture` prints it. */
export const raceLines = (title: string, race: RaceReport): readonly string[] => [
  `${title}: ${race.processes} processes, ${race.expiries} expiries, ${race.kills} kills`,
  `  renewals ${race.renewals}, tokens presented twice ${race.reused}, failures seen by a caller ${race.failures.length},`,
  `  grants lost ${race.losses} (each in the one unavoidable stretch, and told so), slowest caller ${Math.round(race.slowestMs)} ms`,
  "",
];

/** All kills, by the last step that the killed process took. */
export const killLines = (kills: readonly Kill[], steps: readonly string[]): readonly string[] => {
  const count = (outcome: Kill["outcome"], among = kills) => among.filter((kill) => kill.outcome === outcome).length;
  const rows = [...Map.groupBy(kills, ({ step }) => step)].map(([step, of]) => [
    step.replace(/keyferry-torture-\w+/, "the folder"),
    of.length,
    of.filter(({ spent }) => spent).length,
    count("unharmed", of),
    count("finished", of),
    count("lost", of),
  ]);
  return [
    `Kills at ${steps.length} steps and at moments of chance: ${kills.length}`,
    `  unharmed ${count("unharmed")}, finished by the next start ${count("finished")}, lost ${count("lost")}, unexplained ${count("unexplained")}`,
    `  slowest next start ${Math.round(Math.max(...kills.map(({ nextMs }) => nextMs)))} ms`,
    "",
    table([["last step taken", "kills", "renewed by then", "unharmed", "finished", "lost"], ...rows]),
    "",
  ];
};

const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => String(cell)[column === 0 ? "padEnd" : "padStart"](widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
