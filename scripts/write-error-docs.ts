import { readFileSync, writeFileSync } from "node:fs";
import { errorCatalog } from "../shared/error-catalog.ts";

/** Writes docs/errors.md from the catalog of errors; with `--check` it only says whether that is up to date. */

const path = new URL("../docs/errors.md", import.meta.url);

const statuses: readonly { readonly exit: number; readonly title: string; readonly meaning: string }[] = [
  {
    exit: 1,
    title: "the service said no",
    meaning: "The request arrived and was refused. Trying again unchanged will not help.",
  },
  {
    exit: 2,
    title: "the words are off",
    meaning: "A word of the command, or of the connection string, is not right. Nothing was started.",
  },
  {
    exit: 3,
    title: "the settings file, or the key to it",
    meaning: "A file cannot be read, opened or written. The service was not asked.",
  },
  {
    exit: 4,
    title: "a person, or another machine",
    meaning: "Somebody has to consent, or another machine renews the grant.",
  },
  { exit: 75, title: "a passing fault", meaning: "Try again later. What is saved was kept." },
];

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

const section = ({ exit, title, meaning }: (typeof statuses)[number]): string => {
  const rows = Object.entries(errorCatalog).filter(([, entry]) => entry.exit === exit);
  return [
    `## ${exit}: ${title}`,
    "",
    meaning,
    "",
    "| code | message | what to do |",
    "| --- | --- | --- |",
    ...rows.map(([code, { message, remedy }]) => `| \`${code}\` | ${cell(message.en)} | ${cell(remedy.en)} |`),
    "",
  ].join("\n");
};

const page = `# Errors

<!-- Written by scripts/write-error-docs.ts from shared/error-catalog.ts. Do not edit. -->

Every failure has a stable \`code\`, a \`message\` (what failed and why) and a \`remedy\` (what to do next).
With \`--json\` a command prints \`{"error":{"code":"…","message":"…","remedy":"…"}}\` on standard output.
Scripts should look at the code or at the exit status, never at the words. A status of 0 means done.

Words in braces are filled in. No secret is ever among them.

${statuses.map(section).join("\n")}`;

if (process.argv.includes("--check")) {
  const current = readFileSync(path, "utf8");
  if (current !== page) {
    console.error("docs/errors.md is stale: run `npm run docs`.");
    process.exitCode = 1;
  }
} else writeFileSync(path, page);
