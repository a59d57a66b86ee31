import { KeyferryError } from "../errors.ts";

/** One `Key=Value` of a connection string, and where it starts (counted from 1). */
export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly at: number;
}

/**
 * Splits a connection string into its pairs, in order. Keys and values have their surrounding
 * blanks cut; a value in quotes keeps them. Empty segments are passed over.
 *
 * Throws `CONNECTION_STRING_SYNTAX` for an open quote, text after a closing quote, a word without
 * a value, and a value without a key. The text of a value is never part of the error.
 */
export const tokenise = (text: string): readonly Pair[] => {
  const pairs: Pair[] = [];
  let position = 0;
  while (position < text.length) {
    const { pair, next } = readSegment(text, position);
    if (pair) pairs.push(pair);
    position = next;
  }
  return pairs;
};

interface Segment {
  readonly pair: Pair | undefined;
  readonly next: number;
}

const readSegment = (text: string, start: number): Segment => {
  const end = indexOrEnd(text, ";", start);
  // Looked for in the segment alone: a long text without any would be read to its end for each.
  const offset = text.slice(start, end).indexOf("=");
  const equals = start + offset;
  if (offset === -1) {
    if (text.slice(start, end).trim() === "") return { pair: undefined, next: end + 1 };
    throw syntaxError(firstInk(text, start), "a word without a value");
  }
  const key = text.slice(start, equals).trim();
  const at = firstInk(text, start);
  if (key === "") throw syntaxError(at, "a value without a key");
  const { value, next } = readValue(text, equals + 1);
  return { pair: { key, value, at: at + 1 }, next };
};

const readValue = (text: string, start: number): { value: string; next: number } => {
  const first = firstInk(text, start);
  const quote = text[first];
  if (quote === '"' || quote === "'") return readQuoted(text, first, quote);
  const end = indexOrEnd(text, ";", start);
  return { value: text.slice(start, end).trim(), next: end + 1 };
};

const readQuoted = (text: string, open: number, quote: string): { value: string; next: number } => {
  let value = "";
  let position = open + 1;
  for (;;) {
    const close = text.indexOf(quote, position);
    if (close === -1) throw syntaxError(open, "a quote that is never closed");
    value += text.slice(position, close);
    if (text[close + 1] !== quote) return { value, next: afterQuoted(text, close + 1) };
    value += quote;
    position = close + 2;
  }
};

const afterQuoted = (text: string, position: number): number => {
  const end = indexOrEnd(text, ";", position);
  if (text.slice(position, end).trim() !== "") {
    throw syntaxError(firstInk(text, position), "text after a closing quote");
  }
  return end + 1;
};

const indexOrEnd = (text: string, character: string, start: number): number => {
  const index = text.indexOf(character, start);
  return index === -1 ? text.length : index;
};

/** The first position from `start` that is not blank, or the end of the text. */
const firstInk = (text: string, start: number): number => {
  const offset = text.slice(start).search(/\S/);
  return offset === -1 ? text.length : start + offset;
};

const syntaxError = (position: number, detail: string): KeyferryError =>
  new KeyferryError("CONNECTION_STRING_SYNTAX", { at: String(position + 1), detail });
