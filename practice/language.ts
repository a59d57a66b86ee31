import type { Language } from "../shared/localised.ts";

/** The language a browser would rather read, English where it reads neither of ours. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  (acceptLanguage ?? "")
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.trim().split(";");
      const quality = parameters.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find((each) => each !== undefined);
      return { language: tag.toLowerCase().split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((range) => range.quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map((range) => range.language)
    .find((language): language is Language => language === "en" || language === "ja") ?? "en";
