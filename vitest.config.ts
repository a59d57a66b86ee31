import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,services,engine,practice,bridge,headless,renderer,electron,scripts,torture,e2e}/**/*.test.ts"],
    // Files run side by side; each takes free ports and folders of its own.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
