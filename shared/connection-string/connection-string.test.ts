import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyferryError } from "../errors.ts";
import { type Properties, secretMask } from "../property.ts";
import { secretNamesOf } from "../service.ts";
import { expectFailure, failureOf, sampleService } from "../test-kit.ts";
import { formatConnectionString, formatMasked } from "./format.ts";
import { parseConnectionString } from "./parse.ts";

const parse = (text: string): Properties => parseConnectionString(sampleService, text);

const vectors: readonly (readonly [title: string, text: string, expected: Properties])[] = [
  ["nothing", "", {}],
  ["one pair", "AccountId=12", { AccountId: "12" }],
  ["several pairs", "Schema=V2;AccountId=12", { Schema: "V2", AccountId: "12" }],
  ["empty segments and a last semicolon", ";;Schema=V2;;AccountId=12;", { Schema: "V2", AccountId: "12" }],
  ["segments of blanks alone", " ; \t;Schema=V2; \n", { Schema: "V2" }],
  ["keys in any case, values in their own", "accountID=AbC", { AccountId: "AbC" }],
  ["blanks around keys and values", "  AccountId \t=  1 2  ", { AccountId: "1 2" }],
  ["equals signs in a value", "AccountId=a=b==", { AccountId: "a=b==" }],
  ["a value that is empty", "AccountId=;Schema=V2", { AccountId: "", Schema: "V2" }],
  ["a key given twice, the last counting", "AccountId=1;accountid=2", { AccountId: "2" }],
  ["semicolons in double quotes", 'AccountId="a;b";Schema=V2', { AccountId: "a;b", Schema: "V2" }],
  ["semicolons in single quotes", "AccountId='a;b';Schema=V2", { AccountId: "a;b", Schema: "V2" }],
  ["blanks kept in quotes", 'AccountId= " a " ', { AccountId: " a " }],
  ["a doubled quote", 'AccountId="say ""hi"""', { AccountId: 'say "hi"' }],
  ["a doubled single quote", "AccountId='it''s'", { AccountId: "it's" }],
  ["the other kind of quote inside", `AccountId="it's"`, { AccountId: "it's" }],
  ["an empty value in quotes", 'AccountId="";Schema=V2', { AccountId: "", Schema: "V2" }],
  ["a quote in the middle of a bare value", 'AccountId=5" disk', { AccountId: '5" disk' }],
  ["a new line in quotes", 'AccountId="a\nb"', { AccountId: "a\nb" }],
];

describe("what a connection string says", () => {
  test.each(vectors)("%s", (_, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });
});

describe("what is refused, and where", () => {
  test.each([
    ["an open double quote", 'Schema=V2;AccountId="abc', "21"],
    ["an open single quote", "AccountId='abc''", "11"],
    ["a quote left open by a doubled one", 'AccountId="abc""', "11"],
    ["a word without a value", "Schema=V2;AccountId", "11"],
    ["a word without a value before another pair", "AccountId;Schema=V2", "1"],
    ["text after a closing quote", 'AccountId="a" b', "15"],
    ["a value without a key", " =abc", "2"],
  ])("%s", async (_, text, at) => {
    const error = await failureOf(() => parse(text));
    expectFailure(error, "CONNECTION_STRING_SYNTAX");
    expect(error.exitStatus).toBe(2);
    expect(error.message).toContain(`at character ${at}:`);
  });

  test("a property nobody knows, with the nearest known name", async () => {
    const error = await failureOf(() => parse("AcountId=hush-hush"));
    expectFailure(error, "PROPERTY_UNKNOWN", ["hush-hush"]);
    expect(error.message).toContain("AcountId");
    expect(error.remedy).toContain("AccountId");
  });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(";", '"', "'", "=", " ", "\n", "\r", "\t", "\u00a0", "\ufeff", "\u2028", "a", "日"),
  }),
);
const name = fc.constantFrom("Schema", "AccountId", "Password", "OAuthAccessToken", "OAuthClientSecret");
const properties = fc.dictionary(name, anyText, { noNullPrototype: true });

describe("for every text", () => {
  test("formatting then parsing gives the same properties", () => {
    fc.assert(
      fc.property(properties, (given) => {
        expect(parse(formatConnectionString(given))).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });

  test("parsing throws nothing but a KeyferryError of two codes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `AccountId=${text}`),
        ),
        (text) => {
          try {
            parse(text);
          } catch (error) {
            expect(error).toBeInstanceOf(KeyferryError);
            expect(["CONNECTION_STRING_SYNTAX", "PROPERTY_UNKNOWN"]).toContain((error as KeyferryError).code);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("an error never holds a value", () => {
    const breaks = fc.constantFrom(
      (canary: string) => `Password="${canary}`,
      (canary: string) => `Password='${canary}' ${canary}`,
      (canary: string) => `Password=${canary};AccountId`,
      (canary: string) => `Pasword=${canary}`,
      (canary: string) => `=${canary}`,
    );
    const canaries = fc.stringMatching(/^[A-Z]{6}[0-9]{6}$/);
    fc.assert(
      fc.property(breaks, canaries, (broken, canary) => {
        try {
          parse(broken(canary));
          expect.unreachable();
        } catch (error) {
          expect(JSON.stringify((error as KeyferryError).toData())).not.toContain(canary);
          expect(String((error as Error).stack)).not.toContain(canary);
        }
      }),
    );
  });

  test("the masked line never holds a secret", () => {
    const secrets = secretNamesOf(sampleService);
    const secretValue = fc.stringMatching(/^[A-Z]{6}[0-9]{6}[;"' ]?$/);
    fc.assert(
      fc.property(fc.constantFrom(...secrets), secretValue, anyText, (secretName, secret, open) => {
        const line = formatMasked({ AccountId: open.replaceAll(secret.trim(), ""), [secretName]: secret }, secrets);
        expect(line).not.toContain(secret.slice(0, 12));
        expect(line).toContain(`${secretName}=${secretMask}`);
      }),
    );
  });
});

test("an empty secret is not shown as if it were set", () => {
  expect(formatMasked({ Password: "" }, new Set(["Password"]))).toBe("Password=");
});

test("values are quoted only where they must be", () => {
  expect(formatConnectionString({ A: "x=y", B: "it's", C: "a b", D: "", E: "a;b" })).toBe(
    `A=x=y;B=it's;C=a b;D=;E="a;b"`,
  );
});

test("a long line is read in a moment: the work grows as the line does", () => {
  const started = performance.now();
  expect(parse(";".repeat(1_000_000))).toEqual({});
  expect(parse("AccountId=1;".repeat(20_000))).toEqual({ AccountId: "1" });
  // It took six seconds, and sixteen times as long for four times the length.
  expect(performance.now() - started).toBeLessThan(3000);
});
