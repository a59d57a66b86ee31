import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { sampleDocument } from "../test-kit.ts";
import { formatDocument, parseDocument } from "./document.ts";

const path = "/where/OAuthSettings.txt";
const parse = (value: unknown) => parseDocument(JSON.stringify(value), path);

describe("reading", () => {
  test.each([
    "",
    "null",
    "[]",
    "7",
    "{",
    '"text"',
    '{"Format":1}',
    '{"Format":1,"Service":"x"}',
    '{"Format":1,"Service":7,"Properties":{}}',
    '{"Format":1,"Service":"x","Properties":{"A":1}}',
    '{"Format":1,"Service":"x","Properties":[]}',
    '{"Format":"canary-2","Service":"x","Properties":{}}',
    '{"Format":{"toString":1},"Service":"x","Properties":{}}',
    '{"Format":0,"Service":"x","Properties":{}}',
    '{"Service":"x","Properties":{}}',
  ])("%s is called no settings file", async (text) => {
    expectFailure(await failureOf(() => parseDocument(text, path)), "SETTINGS_NOT_OURS");
  });

  test("a later format asks for an update, and names itself", async () => {
    const error = await failureOf(() => parse({ Format: 2, Service: "x", Properties: {} }));
    expectFailure(error, "SETTINGS_NEWER");
    expect(error.message).toContain("format 2");
    expect(error.exitStatus).toBe(3);
  });

  test("a file without a grant is nobody's, of the first generation", () => {
    expect(parse({ Format: 1, Service: "x", Properties: {} })).toEqual({
      Format: 1,
      Service: "x",
      Name: "",
      Properties: {},
      Grant: { Id: "", Generation: 1, Owner: null },
    });
  });

  test("unknown members survive a rewrite, at the top and within the grant", () => {
    const known = sampleDocument();
    const text = JSON.stringify({
      ...known,
      Later: { deep: [1, { x: null }] },
      Grant: { ...known.Grant, Reason: "because" },
      Properties: { ...known.Properties, NotYetKnown: "kept" },
    }).replace('"Later"', '"constructor":1,"__proto__":{"toString":2},"Later"');
    expect(JSON.parse(formatDocument(parseDocument(text, path)))).toEqual(JSON.parse(text));
  });
});

describe("a file that somebody tampered with", () => {
  test.each([0, null, "age1", {}, [1], [["age1"]]])("has no Recipients where they are %j", (Recipients) => {
    expect(parse({ ...sampleDocument(), Recipients })).not.toHaveProperty("Recipients");
  });

  test("has an Account only where it is a text", () => {
    expect(parse({ ...sampleDocument(), Account: { a: 1 } })).not.toHaveProperty("Account");
    expect(parse({ ...sampleDocument(), Account: "Kumo" }).Account).toBe("Kumo");
  });

  const { Grant } = sampleDocument();

  test.each([5, null, "x", [], true])("was not handed over by %j", (HandedOver) => {
    expect(parse({ ...sampleDocument(), Grant: { ...Grant, HandedOver } }).Grant).toEqual(Grant);
  });

  test.each([{ To: [1] }, { To: { later: "form" } }, {}])(
    "was handed over by %j, to whom nobody can tell",
    (HandedOver) => {
      expect(parse({ ...sampleDocument(), Grant: { ...Grant, HandedOver } }).Grant.HandedOver).toEqual({
        At: 0,
        To: "passphrase",
      });
    },
  );

  test("is not ours where it is nested too deeply to be written again", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const text = `{"Format":1,"Service":"x","Properties":{},"x":${deep}}`;
    expectFailure(await failureOf(() => parseDocument(text, path)), "SETTINGS_NOT_OURS");
  });
});

test("a byte order mark before the JSON is passed over", () => {
  expect(parseDocument(`\ufeff${formatDocument(sampleDocument())}`, path)).toEqual(sampleDocument());
});

test("any text is read, or refused as not ours or newer", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc
      .record({ Format: fc.anything(), Service: fc.anything(), Properties: fc.anything(), Grant: fc.anything() })
      .map((value) => {
        try {
          return JSON.stringify(value);
        } catch {
          return "";
        }
      }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseDocument(text, path);
      } catch (error) {
        expect(error).toBeInstanceOf(KeyferryError);
        expect(["SETTINGS_NOT_OURS", "SETTINGS_NEWER"]).toContain((error as KeyferryError).code);
      }
    }),
    { numRuns: 500 },
  );
});

test("what was written is read back the same, whatever the values are", () => {
  const text = fc.string({ unit: "binary" });
  const documents = fc.record({
    Format: fc.constant(1 as const),
    Service: text,
    Name: text,
    Properties: fc.dictionary(text, text, { noNullPrototype: true }),
    Grant: fc.record({ Id: text, Generation: fc.nat(), Owner: fc.option(text) }),
    Later: fc.jsonValue({ noUnicodeString: false }),
  });
  fc.assert(
    fc.property(documents, (document) => {
      const once = formatDocument(document);
      expect(formatDocument(parseDocument(once, path))).toBe(once);
    }),
  );
});
