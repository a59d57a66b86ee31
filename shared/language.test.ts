import { expect, test } from "vitest";
import { chooseLanguage } from "./language.ts";

test("the remembered language wins over the system's", () => {
  expect(chooseLanguage("en", ["ja-JP"])).toBe("en");
});

test("the first language of the system that the screens speak is chosen", () => {
  expect(chooseLanguage(null, ["fr-FR", "ja-JP", "en-US"])).toBe("ja");
});

test("English is chosen where nothing fits, or nonsense was remembered", () => {
  expect(chooseLanguage("klingon", ["fr"])).toBe("en");
});
