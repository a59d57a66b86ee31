import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { errorCatalog, errorCodes } from "./error-catalog.ts";
import { asKeyferryError, KeyferryError } from "./errors.ts";
import type { Localised } from "./localised.ts";

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const hasJapanese = (text: string): boolean => /[\u3040-\u30ff\u4e00-\u9fff]/.test(text);

const texts: readonly (readonly [code: string, part: string, text: Localised])[] = errorCodes.flatMap((code) => [
  [code, "message", errorCatalog[code].message] as const,
  [code, "remedy", errorCatalog[code].remedy] as const,
]);

describe.each(texts)("%s, %s", (_, __, { en, ja }) => {
  test("is there in both languages, with the same gaps to fill", () => {
    expect(en.trim()).not.toBe("");
    expect(ja.trim()).not.toBe("");
    expect(placeholders(ja)).toEqual(placeholders(en));
  });

  test("is a sentence in English and in Japanese, or all of it is filled in", () => {
    const words = (text: string) => text.replace(/\{\w+\}/g, "").trim();
    if (words(en) === "") expect(words(ja)).toBe("");
    else {
      expect(en).toMatch(/[.?!]$/);
      expect(ja).toMatch(/。$/);
      expect(hasJapanese(ja)).toBe(true);
      expect(hasJapanese(en)).toBe(false);
    }
  });
});

test("the list of codes is the catalog's, in capitals", () => {
  expect(errorCodes).toEqual(Object.keys(errorCatalog));
  for (const code of errorCodes) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
});

test.each([
  [1, ["CONSENT_DENIED", "CLIENT_REFUSED", "CODE_REFUSED", "ACCOUNT_WRONG", "STATE_MISMATCH"]],
  [2, ["CONNECTION_STRING_SYNTAX", "PROPERTY_UNKNOWN", "INPUT_UNREADABLE", "USAGE", "PROPERTY_MISSING"]],
  [3, ["SETTINGS_MISSING", "SETTINGS_DAMAGED", "SETTINGS_FOREIGN", "SETTINGS_UNWRITABLE", "PASSPHRASE_WRONG"]],
  [4, ["CONSENT_NEEDED", "GRANT_ENDED", "OTHER_OWNER", "CONSENT_TIMEOUT"]],
  [75, ["NETWORK_FAILED", "RATE_LIMITED", "SERVICE_UNAVAILABLE", "ANSWER_UNREADABLE"]],
] as const)("status %i is promised to scripts for %j", (status, codes) => {
  for (const code of codes) expect(new KeyferryError(code).exitStatus, code).toBe(status);
});

describe("an error", () => {
  test("fills its gaps in each language with that language's words", () => {
    const { message } = new KeyferryError("SETTINGS_UNREADABLE", {
      path: "/x",
      detail: { en: "no", ja: "不可" },
    }).toData();
    expect(message.en).toBe("The settings file /x cannot be read: no.");
    expect(message.ja).toContain("不可");
  });

  test("leaves no gap where a parameter is absent", () => {
    for (const code of errorCodes) {
      const { message, remedy } = new KeyferryError(code).toData();
      for (const text of [message.en, message.ja, remedy.en, remedy.ja]) expect(text).not.toMatch(/\{\w+\}/);
    }
  });

  test("does not fill gaps within what fills a gap", () => {
    expect(new KeyferryError("SETTINGS_MISSING", { path: "{path}$&" }).message).toContain("{path}$&");
  });

  test("of any other kind becomes INTERNAL, says where it happened and shows none of its words", () => {
    const surprise = Object.assign(new TypeError("secret words\nsecret line"), {
      code: "ERR_X",
      input: "secret member",
    });
    const error = asKeyferryError(surprise);
    expect(error.code).toBe("INTERNAL");
    expect(error.cause).toMatchObject({ name: "TypeError", code: "ERR_X" });
    expect((error.cause as Error).stack).toContain("error-catalog.test.ts");
    expect(JSON.stringify(error.toData())).not.toContain("secret");
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("secret");
    expect(asKeyferryError("text").code).toBe("INTERNAL");
    expect(asKeyferryError(error)).toBe(error);
  });
});
