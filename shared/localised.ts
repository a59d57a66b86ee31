/** A text in every language the screens speak. English is what the command prints. */
export interface Localised {
  readonly en: string;
  readonly ja: string;
}

export type Language = keyof Localised;

/** Sentences after each other, spaced as each language does it. */
export const sentences = (...parts: readonly Localised[]): Localised => ({
  en: parts.map(({ en }) => en).join(" "),
  ja: parts.map(({ ja }) => ja).join(""),
});

/** The same words in every language: for names, addresses and a service's own sentences. */
export const untranslated = (text: string): Localised => ({ en: text, ja: text });
