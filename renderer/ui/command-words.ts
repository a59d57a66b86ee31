/** A piece of a sentence: what one types (between backticks), or what one reads. */
export interface Piece {
  readonly text: string;
  readonly isTyped: boolean;
}

/** The pieces of a sentence in their order, none of them empty. A backtick without its other half is none: it stays. */
export const piecesOf = (sentence: string): readonly Piece[] => {
  const parts = sentence.split("`");
  if (parts.length % 2 === 0) return [{ text: sentence, isTyped: false }];
  return parts.map((text, index) => ({ text, isTyped: index % 2 === 1 })).filter(({ text }) => text !== "");
};
