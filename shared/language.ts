import type { Language } from "./localised.ts";

/** The languages of the screens, under the names their speakers give them. */
export const languages = [
  { value: "en", label: "English" },
  { value: "ja", label: "日本語" },
] as const satisfies readonly { readonly value: Language; readonly label: string }[];

/** A word as a language of the screens, or undefined. */
export const asLanguage = (word: string | null | undefined): Language | undefined =>
  languages.find((language) => language.value === word)?.value;

/** The remembered language, else the first of the system's that the screens speak, else English. */
export const chooseLanguage = (remembered: string | null, system: readonly string[]): Language =>
  asLanguage(remembered) ??
  system.map((tag) => asLanguage(tag.toLowerCase().split("-")[0])).find((language) => language !== undefined) ??
  "en";
