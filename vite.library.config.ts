import { defineConfig } from "vite";

/** The library for programs: `import { connect } from "keyferry"`. No Electron. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "headless/library.ts",
    outDir: "dist",
    emptyOutDir: false,
    target: "node22",
    minify: false,
    rolldownOptions: { output: { codeSplitting: false, entryFileNames: "index.mjs" } },
  },
  ssr: { noExternal: true },
});
