import { defineConfig } from "vite";
import { ascii } from "./scripts/ascii.ts";
import { lazyBuiltins } from "./scripts/lazy-builtins.ts";
import { programText } from "./scripts/program-text.ts";

/** The `keyferry` command as one file: everything inside, nothing evaluated before it is needed. */
export default defineConfig({
  publicDir: false,
  plugins: [programText(), lazyBuiltins(), ascii()],
  build: {
    ssr: "headless/keyferry.ts",
    outDir: "dist",
    emptyOutDir: false,
    target: "node22",
    minify: true,
    rolldownOptions: {
      output: { codeSplitting: false, entryFileNames: "keyferry.mjs", banner: "#!/usr/bin/env node" },
    },
  },
  ssr: { noExternal: true },
});
