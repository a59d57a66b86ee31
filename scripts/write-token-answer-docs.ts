import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ServiceDriver } from "../engine/kit.ts";
import { type Expected, firstRows, generalRows, type TokenAnswerRow } from "../engine/oauth/token-answers.ts";
import { errorCatalog } from "../shared/error-catalog.ts";
import type { ServiceDefinition } from "../shared/service.ts";

const path = new URL("../docs/token-answers.md", import.meta.url);
const services = new URL("../services/", import.meta.url);

const meanings: readonly {
  readonly means: TokenAnswerRow["means"];
  readonly code?: keyof typeof errorCatalog;
  readonly after: string;
}[] = [
  { means: "granted", after: "The tokens are saved, then used. No refresh token in the answer: the old one is kept." },
  {
    means: "grant-ended",
    code: "GRANT_ENDED",
    after:
      "The only end. A person consents again; the file stays. `CODE_REFUSED` for a code, `SIGN_IN_REFUSED` for a password.",
  },
  { means: "client-refused", code: "CLIENT_REFUSED", after: "The OAuth app is to be corrected. The grant is kept." },
  { means: "redirect-refused", code: "REDIRECT_REFUSED", after: "CallbackURL is to be corrected. The grant is kept." },
  { means: "refused", code: "SERVICE_REFUSED", after: "The service's words are shown. The grant is kept." },
  { means: "busy", code: "RATE_LIMITED", after: "Try again later. The grant is kept." },
  { means: "down", code: "SERVICE_UNAVAILABLE", after: "Try again later. The grant is kept." },
  { means: "unreadable", code: "ANSWER_UNREADABLE", after: "Try again later. The grant is kept." },
];

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
const code = (text: string): string => `\`${cell(text)}\``;

const expectedWords = (expected: Expected): string => {
  if (expected instanceof RegExp) return expected.source === "." ? "any text" : code(String(expected));
  if (!Array.isArray(expected)) return code(String(expected));
  return Number.isFinite(expected[0]) ? `${expected[0]}–${expected[1]}` : "any number";
};

const bodies: Readonly<Record<NonNullable<TokenAnswerRow["body"]>, string>> = {
  empty: "empty",
  "web-page": "starts with `<`",
  "other-than-object": "not a whole JSON object",
};

const conditionsOf = ({ body, text, fields = {} }: TokenAnswerRow): string => {
  const conditions = [
    ...(body ? [bodies[body]] : []),
    ...(text ? [`text ${code(String(text))}`] : []),
    ...Object.entries(fields).map(([name, values]) => `${code(name)}: ${values.map(expectedWords).join(", ")}`),
  ];
  return conditions.length === 0 ? "any" : conditions.join("; ");
};

const statusOf = ({ status }: TokenAnswerRow): string =>
  status?.map((each) => (typeof each === "number" ? String(each) : each.join("–"))).join(", ") ?? "any";

const rowOf = (row: TokenAnswerRow): string => {
  const hint = row.hint ? ` Hint: ${row.hint}.` : "";
  const source = row.source ? ` [source](${row.source})` : "";
  return `| ${statusOf(row)} | ${conditionsOf(row)} | ${row.means} | ${cell(row.why)}${cell(hint)}${source} |`;
};

const tableOf = (rows: readonly TokenAnswerRow[]): string =>
  ["| status | body | means | why |", "| --- | --- | --- | --- |", ...rows.map(rowOf)].join("\n");

const load = async (id: string) => {
  const [{ service }, { driver }] = (await Promise.all([
    import(new URL(`${id}/service.ts`, services).href),
    import(new URL(`${id}/driver.ts`, services).href),
  ])) as [{ service: ServiceDefinition }, { driver: ServiceDriver }];
  return { name: service.name, rows: driver.tokenAnswers, wrapped: driver.tokenBody !== undefined };
};

const folders = readdirSync(services, { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.startsWith("_"))
  .map(({ name }) => name)
  .toSorted();
const loaded = await Promise.all(folders.map(load));

/** Services of one house share their lines. */
const sections = loaded
  .filter(({ rows }, index) => loaded.findIndex((other) => other.rows === rows) === index)
  .map(({ rows, wrapped }) => {
    const names = loaded.filter((other) => other.rows === rows).map(({ name }) => name);
    const note = wrapped ? "\nThe answer may stand in `data[0]`; it is looked at there.\n" : "";
    return `### ${names.join(", ")}\n${note}\n${rows ? tableOf(rows) : "Nothing of its own."}\n`;
  });

const page = `# What a token answer means

<!-- Written by scripts/write-token-answer-docs.ts from engine/oauth/token-answers.ts and the drivers. Do not edit. -->

Only the service's clear word ends a grant; everything else is passing, or to be corrected, and what is saved is kept.
An answer of a token endpoint is compared with the lines below from the top, and the first that fits counts: first what
must not be overruled, then the service's own words, then RFC 6749.

| means | error | exit | then |
| --- | --- | --- | --- |
${meanings
  .map(
    ({ means, code: error, after }) =>
      `| ${means} | ${error ? `\`${error}\`` : ""} | ${error ? errorCatalog[error].exit : 0} | ${after} |`,
  )
  .join("\n")}

No answer at all (DNS, TLS, a refused or cut connection, silence) is \`NETWORK_FAILED\`, exit 75, and keeps the grant too.

## First of all

${tableOf(firstRows)}

## Then, in the service's own words

${sections.join("\n")}
## Then, by RFC 6749

${tableOf(generalRows)}

## What is read of a good answer

| field | what is taken |
| --- | --- |
| \`access_token\` | A text of visible ASCII: what else there may be cannot stand in a header, and is no token. |
| \`refresh_token\` | A text or a number. Missing, empty or anything else: the old one is kept. |
| \`expires_in\` | A number or a text of one, from 1 second to 10 years. Anything else: the service's default life. |
| \`token_type\` | \`bearer\` in any case, or nothing. |
| everything else | Not looked at, so that nothing odd in it can cost a token that was just renewed. |

## How long to wait

\`Retry-After\` (RFC 9110 section 10.2.3) is taken as seconds or as a date; a date is compared with the answer's own \`Date\`.
A day is the most; garbage is passed over. What reads an API waits by itself up to ten seconds, three attempts in all.
What may spend a code or a token is sent once; it is sent again only where it surely never left the machine.
`;

if (process.argv.includes("--check")) {
  const current = readFileSync(path, "utf8");
  if (current !== page) {
    console.error("docs/token-answers.md is stale: run `npm run docs`.");
    process.exitCode = 1;
  }
} else writeFileSync(path, page);
