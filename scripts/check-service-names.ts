import { globSync, readdirSync, readFileSync } from "node:fs";
import { root } from "./run.ts";

/**
 * A service is known in its own folder alone: its id stands in no other source. Tests, documents and
 * the demo may name one, as they use it.
 */
const ids = readdirSync(`${root}services`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const pattern = new RegExp(`\\b(${ids.join("|")})\\b`, "i");
const files = globSync("{shared,engine,bridge,headless,electron,renderer,practice}/**/*.{ts,tsx,css}", {
  cwd: root,
}).filter((path) => !/\.test\.tsx?$|test-kit|\/integration\//.test(path));

const found = files.flatMap((path) =>
  readFileSync(root + path, "utf8")
    .split("\n")
    .flatMap((line, index) => (pattern.test(withoutComment(line)) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
);

/** Comments may give a service as an example. */
function withoutComment(line: string): string {
  return line.replace(/\/\/.*$|\/\*.*?(\*\/|$)|^\s*\*.*$/g, "");
}

if (found.length > 0) {
  process.stderr.write(`Services are named outside services/:\n${found.join("\n")}\n`);
  process.exit(1);
}
process.stdout.write(`${files.length} files name none of ${ids.join(", ")}.\n`);
