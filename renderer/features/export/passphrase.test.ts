import { expect, test } from "vitest";
import { strengthOf, suggestionBits, suggestPassphrase } from "./passphrase.ts";
import { words } from "./words.ts";

const random = (numbers: Uint32Array<ArrayBuffer>) => crypto.getRandomValues(numbers);

test("the words are different, short and plain", () => {
  expect(new Set(words).size).toBe(words.length);
  expect(words.length).toBeGreaterThanOrEqual(256);
  expect(words.filter((word) => !/^[a-z]{3,8}$/.test(word))).toEqual([]);
});

test("a suggestion has six words of the list and at least 48 bits", () => {
  const parts = suggestPassphrase(random).split("-");
  expect(parts).toHaveLength(6);
  expect(parts.every((word) => words.includes(word))).toBe(true);
  expect(suggestionBits).toBeGreaterThanOrEqual(48);
});

test("numbers that would favour the first words are drawn again", () => {
  const draws = [2 ** 32 - 1, 0, 1, 2, 3, 4, 5];
  const passphrase = suggestPassphrase((numbers) => {
    numbers[0] = draws.shift() ?? 0;
  });
  expect(passphrase).toBe(words.slice(0, 6).join("-"));
});

test("strength grows with length and variety", () => {
  expect(strengthOf("password")).toBe("weak");
  expect(strengthOf("aaaaaaaaaaaaaaaaaaaaaaaa")).toBe("weak");
  expect(strengthOf("Tr0ub4dor&3-long")).toBe("fair");
  expect(strengthOf(suggestPassphrase(random))).toBe("strong");
});
