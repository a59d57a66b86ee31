import { describe, expect, test } from "vitest";
import { en } from "./en/index.ts";
import { ja } from "./ja/index.ts";

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Words that are the same in every language. */
const sameEverywhere = new Set(["shell.product"]);

const flat = (texts: Texts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([area, words]) =>
      Object.entries(words).map(([key, text]) => [`${area}.${key}`, text]),
    ),
  );

const english = flat(en);
const japanese = flat(ja);

const files = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.ts", "!../i18n/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const sources = Object.values(files).join("\n");

const placeholders = (text = ""): ReadonlySet<string> => new Set(text.match(/\{\{\w+\}\}/g));

const withoutValues = (text = ""): string => text.replaceAll(/\{\{\w+\}\}/g, "");

describe("the translations", () => {
  test("say the same things in both languages", () => {
    expect(Object.keys(japanese).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  test.each(Object.keys(english))("%s is filled in, translated, and takes the same values", (key) => {
    expect(english[key]).not.toBe("");
    expect(japanese[key]).not.toBe("");
    expect(japanese[key] === english[key] && !/^[^a-z]*$/i.test(withoutValues(english[key]))).toBe(
      sameEverywhere.has(key),
    );
    expect(placeholders(japanese[key])).toEqual(placeholders(english[key]));
  });

  test("are all used by a screen", () => {
    expect(Object.keys(english).filter((key) => !sources.includes(`"${key}"`))).toEqual([]);
  });

  test("hold every key that a screen uses", () => {
    const areas = Object.keys(en).join("|");
    const used = [...sources.matchAll(new RegExp(`"((?:${areas})\\.[A-Za-z]+)"`, "g"))].map(([, key]) => key ?? "");
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !(key in english))).toEqual([]);
  });
});
