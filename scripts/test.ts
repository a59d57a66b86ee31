import { build } from "./build.ts";
import { check } from "./check.ts";
import { ensureChromium } from "./find-chromium.ts";
import { run } from "./run.ts";

// `npm test` judges everything; `npm test -- PATH…` runs the unit tests there, and nothing else.
const paths = process.argv.slice(2);
if (paths.length > 0) {
  run("Unit tests", "vitest", "run", ...paths);
} else {
  process.env.CHROMIUM_BIN = ensureChromium();
  build();
  check();
  run("The whole job in the terminal", "node", "scripts/demo.ts");
  run("End-to-end tests in Chromium", "playwright", "test");
}
