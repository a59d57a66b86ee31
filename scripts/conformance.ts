import { readFileSync } from "node:fs";
import { root, run } from "./run.ts";

// Tries every row of what a connection has on every service, then prints the table that is kept in docs/.
run("Conformance of every service folder", "vitest", "run", "headless/conformance", "--update");
process.stdout.write(`\n${readFileSync(`${root}docs/conformance.md`, "utf8")}`);
