/**
 * The texts of an area in Japanese, for those in English: the same keys, but that nouns have no singular of
 * their own (`_one`), as `Intl.PluralRules` has it.
 */
export type InJapanese<Texts> = Readonly<Record<Exclude<keyof Texts, `${string}_one`>, string>>;
