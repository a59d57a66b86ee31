/** A text in every language the screens speak. English is what the command prints. */
export interface Localised {
  readonly en: string;
  readonly ja: string;
}

export type Language = keyof Localised;

/** The same words in every language: for names, addresses and a service's own sentences. */
export const untranslated = (text: string): Localised => ({ en: text, ja: text });
