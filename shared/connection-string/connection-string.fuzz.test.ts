import fc from "fast-check";
import { KeyferryError } from "../errors.ts";
import { canary, changed, fuzz, growsGently, oddText } from "../fuzz-kit.ts";
import type { Properties } from "../property.ts";
import { checkProperties } from "../property-check.ts";
import { secretNamesOf } from "../service.ts";
import { sampleService } from "../test-kit.ts";
import { formatConnectionString, formatMasked } from "./format.ts";
import { parseConnectionString } from "./parse.ts";

const secrets = secretNamesOf(sampleService);
const valid = `Schema=V3;Password="${canary}; with ""quotes""";OAuthClientSecret='${canary}';AccountId= 12 ;`;
const anyText = fc.oneof(oddText("Schema=", "Password=", `Password=${canary};`, "a=b;", ";;", '""'), changed(valid));

/** Keys are told in errors, so that a canary that became one is no leak. */
const parseUnlessUnknown = (text: string): Properties => {
  try {
    return parseConnectionString(sampleService, text);
  } catch (error) {
    if (error instanceof KeyferryError && error.code === "PROPERTY_UNKNOWN") return {};
    throw error;
  }
};

fuzz("connection strings: any text", anyText, (text) => {
  const properties = parseUnlessUnknown(text);
  const again = parseConnectionString(sampleService, formatConnectionString(properties));
  if (JSON.stringify(again) !== JSON.stringify(properties)) throw new Error("formatting changed what was parsed");
  checkProperties(sampleService, properties);
});

const names = fc.constantFrom("Schema", "AccountId", "Password", "OAuthAccessToken", "OAuthClientSecret", "User");

fuzz("connection strings: there and back", fc.dictionary(names, oddText(), { noNullPrototype: true }), (properties) => {
  const line = formatConnectionString(properties);
  const read = parseConnectionString(sampleService, line);
  for (const [name, value] of Object.entries(properties)) {
    if (read[name] !== value) throw new Error(`${name} came back as ${JSON.stringify(read[name])}`);
  }
  const open = Object.entries(properties).filter(([name]) => !secrets.has(name));
  const shown = formatMasked(properties, secrets);
  if (shown.includes(canary) && !open.some(([, value]) => value.includes(canary))) throw new Error("a secret shows");
});

const parse = (text: string) => parseConnectionString(sampleService, text);

growsGently("empty segments", (length) => ";".repeat(length), parse);
growsGently("blanks", (length) => " ".repeat(length), parse);
growsGently("blanks between semicolons", (length) => " ;".repeat(length / 2), parse);
growsGently("one key again and again", (length) => "User=1;".repeat(length / 7), parse);
growsGently("quotes", (length) => `User=${'"'.repeat(length)}`, parse);
growsGently("blanks after a value", (length) => `User="a"${" ".repeat(length)}x`, parse);
growsGently("a key that is long", (length) => `${"k".repeat(length)}=1`, parse);
growsGently("equals signs", (length) => `User=${"=".repeat(length)}`, parse);
