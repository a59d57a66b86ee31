import { run } from "./run.ts";

/** Everything that judges the code without a browser. */
export const check = (): void => {
  run("Format and lint", "biome", "ci", ".");
  run("Types", "tsc", "-b");
  run("Layers", "depcruise", "--config", ".dependency-cruiser.mjs", "--output-type", "err", ".");
  run("Service names stay in services/", "node", "scripts/check-service-names.ts");
  run("Dead code", "knip");
  run("Unit and integration tests", "vitest", "run");
};

if (import.meta.main) check();
