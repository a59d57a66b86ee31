import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** The desktop program: its main process, the preload script, and the screens (served by both shells). */
export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      rollupOptions: { input: { main: "electron/main.ts" } },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      rollupOptions: {
        input: { preload: "electron/preload.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "renderer",
    base: "./",
    plugins: [react()],
    build: {
      outDir: "dist/screens",
      emptyOutDir: true,
      minify: true,
      target: "chrome130",
      assetsInlineLimit: 0,
      // Loaded from this very machine: one file is as good as many.
      chunkSizeWarningLimit: 1000,
      modulePreload: { polyfill: false },
      rollupOptions: { input: "renderer/index.html" },
    },
  },
});
