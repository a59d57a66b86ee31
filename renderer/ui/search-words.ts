/** A text as it is searched: letters of full and half width (a Japanese keyboard types both), large and small are the same. */
export const searchable = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The words of what somebody looks for, ready to be looked for in a `searchable` text. */
export const searchWords = (text: string): readonly string[] => searchable(text).split(/\s+/).filter(Boolean);

/** Whether a `searchable` text has every word, in any order. All texts have no word. */
export const hasWords = (haystack: string, words: readonly string[]): boolean =>
  words.every((word) => haystack.includes(word));
