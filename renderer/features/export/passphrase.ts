import { words } from "./words.ts";

/** How many words a suggested passphrase has. */
const wordCount = 6;

/** Fills an array with random numbers: `crypto.getRandomValues` outside tests. */
export type FillRandom = (numbers: Uint32Array<ArrayBuffer>) => unknown;

/** How hard a suggested passphrase is to guess, in bits. */
export const suggestionBits = wordCount * Math.log2(words.length);

/** A passphrase of random words. Each word is equally likely. */
export const suggestPassphrase = (fillRandom: FillRandom): string =>
  Array.from({ length: wordCount }, () => words[randomBelow(words.length, fillRandom)]).join("-");

/** Numbers in the last, incomplete round are drawn again, or the first words would come up more often. */
const randomBelow = (limit: number, fillRandom: FillRandom): number => {
  const fair = Math.floor(2 ** 32 / limit) * limit;
  const drawn = new Uint32Array(1);
  for (;;) {
    fillRandom(drawn);
    const [number = fair] = drawn;
    if (number < fair) return number % limit;
  }
};

export type Strength = "weak" | "fair" | "strong";

/** A rough judgement from length and variety: a hint, not a promise. */
export const strengthOf = (passphrase: string): Strength => {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(passphrase)).length;
  const variety = new Set(passphrase).size;
  const score = Math.min(passphrase.length, variety * 2.5) * (0.8 + kinds * 0.1);
  if (score < 14) return "weak";
  return score < 20 ? "fair" : "strong";
};
