import { secretMask } from "../../shared/property.ts";

/** Paths as a report may show them, and texts that hold such paths. */
export interface PathWords {
  /** The home folder of the person is `~`; a part that is not made of plain words is `••••` and a number. */
  readonly shown: (path: string) => string;
  /** A text in which every path that was shown before stands as it was shown. */
  readonly within: (text: string) => string;
}

/** Names that this program gives, and names that people give: words, dates, short numbers. */
const plainParts: readonly RegExp[] = [
  /^\.?[\p{L}]{1,24}(?:[ ._-][\p{L}]{1,24})*(?:[._-]?\d{1,4})?(?:\.[a-z]{1,8}){0,2}$/u,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.txt)?$/,
  /^\.?[\p{L}]{1,24}\.(?:txt|json)\.(?:removed|kept|damaged)-[\dTZ.:-]{10,30}$/u,
  /^(?:[A-Za-z]:|\.{0,2}|~)$/,
];

/** Makes a shower of paths; the same part gets the same number throughout. */
export const createPathWords = (userHome: string): PathWords => {
  const numbers = new Map<string, number>();
  const known = new Map<string, string>();
  const shownPart = (part: string): string => {
    if (plainParts.some((pattern) => pattern.test(part))) return part;
    const number = numbers.get(part) ?? numbers.size + 1;
    numbers.set(part, number);
    return `${secretMask}${number}`;
  };
  const shown = (path: string): string => {
    const inHome = userHome !== "" && (path === userHome || /^[\\/]/.test(path.slice(userHome.length)));
    const short = inHome && path.startsWith(userHome) ? `~${path.slice(userHome.length)}` : path;
    const words = short
      .split(/([\\/])/)
      .map((part, at) => (at % 2 === 0 ? shownPart(part) : part))
      .join("");
    known.set(path, words);
    return words;
  };
  const within = (text: string): string =>
    [...known]
      .filter(([path]) => path.length > 1)
      .toSorted(([one], [other]) => other.length - one.length)
      .reduce((words, [path, word]) => words.replaceAll(path, word), text);
  return { shown, within };
};
