import { defineConfig } from "vitest/config";

const folders = "{shared,services,engine,practice,bridge,headless,renderer,electron,scripts,torture,e2e}";

/** These put something else in place of a module, which other files must not see. */
const mocking = ["engine/settings/disk-full.test.ts", "headless/integration/read-only.test.ts"];

const common = {
  testTimeout: 30_000,
  hookTimeout: 30_000,
  restoreMocks: true,
  unstubEnvs: true,
};

// Files run side by side; each takes free ports and folders of its own. They share their workers'
// modules: to load all of them anew for each file takes longer than most files do.
export default defineConfig({
  test: {
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
