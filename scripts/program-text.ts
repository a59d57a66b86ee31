import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, type Plugin } from "vite";
import { lazyBuiltins } from "./lazy-builtins.ts";

const entry = fileURLToPath(new URL("../headless/main.ts", import.meta.url));

/**
 * Appends the whole command line, bundled to CommonJS and packed, to the built command as a comment.
 * A comment costs Node next to nothing to read; see headless/load-program.ts for the way back.
 */
export const programText = (): Plugin => ({
  name: "program-text",
  generateBundle: async (_options, bundle) => {
    const packed = brotliCompressSync(await bundleProgram()).toString("base64");
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === "chunk" && chunk.isEntry) chunk.code = `${chunk.code.trimEnd()}\n//#program:${packed}\n`;
    }
  },
});

const bundleProgram = async (): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [lazyBuiltins()],
    build: {
      ssr: entry,
      write: false,
      target: "node22",
      minify: true,
      rolldownOptions: { output: { format: "cjs", codeSplitting: false, exports: "named" } },
    },
    ssr: { noExternal: true },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs.flatMap((each) => ("output" in each ? each.output : [])).find((each) => each.type === "chunk");
  if (chunk?.type !== "chunk") throw new Error("the command line was not bundled");
  return chunk.code;
};
