interface Program {
  readonly run: (words: readonly string[]) => Promise<number>;
}

/** Stands before the program in the last line of the built file; put there by scripts/program-text.ts. */
const mark = "//#program:";

/**
 * The whole command line. It stands packed in a comment of the built file, which Node passes over
 * where a quick look is enough; unpacked and compiled here, once, when it is needed.
 */
export const loadProgram = (): Program => {
  const path = process.getBuiltinModule("node:url").fileURLToPath(import.meta.url);
  const file = process.getBuiltinModule("node:fs").readFileSync(path, "latin1");
  const { brotliDecompressSync } = process.getBuiltinModule("node:zlib");
  const packed = file.slice(file.lastIndexOf(mark) + mark.length);
  const source = brotliDecompressSync(Buffer.from(packed, "base64")).toString("utf8");
  const module: { exports: Partial<Program> } = { exports: {} };
  const { compileFunction } = process.getBuiltinModule("node:vm");
  const { createRequire } = process.getBuiltinModule("node:module");
  const evaluate = compileFunction(source, ["module", "exports", "require", "__filename"], { filename: path });
  evaluate(module, module.exports, createRequire(path), path);
  return module.exports as Program;
};
