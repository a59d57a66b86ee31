import { secretMask } from "../shared/property.ts";
import { shownName } from "../shared/secret-shapes.ts";

/** Commander repeats what it was given: unquoted blanks make arguments out of parts of a password. */
const quoting: readonly RegExp[] = [
  /^(error: unknown (?:command|option) ')(.*)('(?:\n\(Did you mean .*\))?)$/s,
  /^(error: (?:option '[^']*' argument|option '[^']*' value|command-argument value) ')(.*)(' is invalid.*)$/s,
];

/** What commander says of words it cannot use, without repeating anything but names and flags. */
export const usageWords = (message: string): string => {
  const end = /\n?$/.exec(message)?.[0] ?? "";
  const text = message.slice(0, message.length - end.length).replace(/( but got \d+): .*$/s, "$1.");
  const shown = quoting.reduce(
    (each, pattern) =>
      each.replace(pattern, (_, before: string, word: string, after: string) => before + shownWord(word) + after),
    text,
  );
  return shown + end;
};

/** A flag keeps its name and loses its value. */
const shownWord = (word: string): string => {
  const [, dashes = "", name = word, value] = /^(--?)([a-z][a-z-]{0,29})(=.*)?$/is.exec(word) ?? [];
  return `${dashes}${shownName(name)}${value === undefined ? "" : `=${secretMask}`}`;
};
