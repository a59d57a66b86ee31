import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const folders = "{shared,services,engine,practice,bridge,headless,renderer,electron,scripts,torture,e2e}";

/** These put something else in place of a module, which other files must not see. */
const mocking = ["engine/settings/disk-full.test.ts", "headless/integration/read-only.test.ts"];

const common = {
  // Passphrases cost seconds by design, and more where other files run beside.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  restoreMocks: true,
  unstubEnvs: true,
};

// Files run side by side; each takes free ports and folders of its own. They share their workers'
// modules: to load all of them anew for each file takes longer than most files do.
export default defineConfig({
  test: {
    // Vitest would leave one of two cores free; much of the time goes into waiting for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...common,
          name: "all",
          include: [`${folders}/**/*.test.ts`],
          exclude: ["**/node_modules/**", ...mocking],
          isolate: false,
        },
      },
      { test: { ...common, name: "mocking", include: mocking, isolate: true } },
    ],
  },
});
