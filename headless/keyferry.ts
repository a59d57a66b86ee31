import { writeSync } from "node:fs";
import { homeFolder } from "../bridge/paths.ts";
import { quickToken } from "../engine/quick-token.ts";
import { catalog } from "../services/catalog.ts";
import { loadProgram } from "./load-program.ts";
import { quickWords } from "./quick-words.ts";

const words = process.argv.slice(2);
const target = quickWords(words);
const surroundings = { catalog, home: homeFolder(process.env), environment: process.env };
const token = target && quickToken(target, surroundings);
if (token === undefined) {
  const status = await loadProgram().run(words);
  // Ends even where standard input stays open or a keep-alive socket lingers; output is flushed first.
  await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
  process.exit(status);
}
// The streams of `process.stdout` cost more to set up than all of this program so far.
writeSync(1, `${token}\n`);
process.exit(0);
