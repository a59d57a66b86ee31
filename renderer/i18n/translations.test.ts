import { createInstance } from "i18next";
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

const placeholder = /\{\{(\w+)(?:, number)?\}\}/g;

const placeholders = (text = ""): ReadonlySet<string> => new Set(text.match(placeholder));

const withoutValues = (text = ""): string => text.replaceAll(placeholder, "");

/** The key a screen uses, without the form that the count decides. */
const baseOf = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, "");

const bases = (texts: Readonly<Record<string, string>>): readonly string[] => [
  ...new Set(Object.keys(texts).map(baseOf)),
];

const formsOf = (texts: Readonly<Record<string, string>>, base: string) =>
  Object.entries(texts).filter(([key]) => baseOf(key) === base);

/** The text in the other language that stands for this one: a noun without singular has one form for all. */
const counterpart = (key: string): string => (key in japanese ? key : `${baseOf(key)}_other`);

describe("the translations", () => {
  test("say the same things in both languages", () => {
    expect(bases(japanese).toSorted()).toEqual(bases(english).toSorted());
  });

  test.each(Object.keys(english))("%s is filled in, translated, and takes the same values", (key) => {
    const translated = japanese[counterpart(key)];
    expect(english[key]).not.toBe("");
    expect(translated).not.toBe("");
    expect(translated === english[key] && !/^[^a-z]*$/i.test(withoutValues(english[key]))).toBe(
      sameEverywhere.has(key),
    );
  });

  test.each(bases(english))("%s takes the same values in every form and language", (base) => {
    const all = [...formsOf(english, base), ...formsOf(japanese, base)].filter(([key]) => !key.endsWith("_one"));
    for (const [, text] of all) expect(placeholders(text)).toEqual(placeholders(all[0]?.[1]));
  });

  test.each([
    ["en", english],
    ["ja", japanese],
  ] as const)(
    "have every plural form of a count in %s, and write the count as numbers are written there",
    (language, texts) => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      const counted = bases(texts).filter((base) =>
        formsOf(texts, base).some(([key, text]) => key !== base || /\{\{count\b/.test(text)),
      );
      expect(counted.length).toBeGreaterThan(10);
      for (const base of counted) {
        const keys = formsOf(texts, base).map(([key]) => key);
        expect(keys.toSorted()).toEqual(pluralCategories.map((form) => `${base}_${form}`).toSorted());
      }
      const raw = Object.values(texts).filter((text) => text.includes("{{count}}") || text.includes("(s)"));
      expect(raw).toEqual([]);
    },
  );

  test("say a count in the form and the figures of the language", async () => {
    const i18n = createInstance();
    await i18n.init({ resources: { en: { translation: en }, ja: { translation: ja } }, lng: "en", fallbackLng: "en" });
    const say = (count: number) => i18n.t("home.countAll", { count });
    expect([say(1), say(2), say(12_345)]).toEqual(["1 connection", "2 connections", "12,345 connections"]);
    await i18n.changeLanguage("ja");
    expect([say(1), say(12_345)]).toEqual(["接続 1 件", "接続 12,345 件"]);
  });

  test("are all used by a screen", () => {
    expect(bases(english).filter((key) => !sources.includes(`"${key}"`))).toEqual([]);
  });

  test("hold every key that a screen uses", () => {
    const areas = Object.keys(en).join("|");
    const used = [...sources.matchAll(new RegExp(`"((?:${areas})\\.[A-Za-z]+)"`, "g"))].map(([, key]) => key ?? "");
    expect(used.length).toBeGreaterThan(100);
    const known = new Set(bases(english));
    expect(used.filter((key) => !known.has(key))).toEqual([]);
  });
});
