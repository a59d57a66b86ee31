import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** Nothing is painted before the first screen: an empty window in between only costs time and flickers. */
const firstPaint = {
  name: "first-paint",
  transformIndexHtml: {
    order: "post",
    handler: (html: string) => html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
  },
} as const;

/** The desktop program: its main process, the preload script, and the screens (served by both shells). */
export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      minify: true,
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
    plugins: [react(), firstPaint],
    build: {
      outDir: "dist/screens",
      emptyOutDir: true,
      minify: true,
      target: "chrome130",
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: "renderer/index.html",
        // Two files rather than seventy: what the first screen needs, and all other screens.
        output: {
          codeSplitting: {
            groups: [
              { name: "first", tags: ["$initial"] },
              { name: "later", test: /[\\/]renderer[\\/]features[\\/]/ },
            ],
          },
        },
      },
    },
  },
});
