import { createCanarySearch, type Leak, type Planted } from "../../shared/canary-kit.ts";

/** What was found of the secrets in all that was collected. */
export interface Found {
  readonly leaks: readonly Leak[];
  /** Messages to the program that carry a secret: what was typed, on its one way. */
  readonly typed: readonly Leak[];
  readonly seen: { readonly places: number; readonly characters: number; readonly secrets: number };
}

/** Takes a text into the collection, under where it was seen; `typed` where a person's secrets are on their one way. */
export type Note = (place: string, text: string, typed?: boolean) => void;

/** All that a program let out, by where it was seen. */
export interface Evidence {
  readonly note: Note;
  /** Something to be looked for beside what the practice provider gives out. */
  readonly plant: (name: string, value: string) => string;
  /** Looks for these and for what was planted in everything that was collected so far. */
  readonly search: (secrets: readonly Planted[]) => Found;
}

/** The calls in which a person hands something over: a connection's properties, a pasted address, a passphrase. */
const handingOver =
  /\/(?:connections\/(?:connect|pasteAddress|export|import)|keys\/(?:choosePassphrase|unlock|recover))$/;

/** Whether a call of the contract, named by its path, may carry what a person typed. */
export const handsOver = (path: string): boolean => handingOver.test(path);

/** Makes an empty collection. */
export const createEvidence = (): Evidence => {
  const texts: { readonly place: string; readonly text: string; readonly typed: boolean }[] = [];
  const planted: Planted[] = [];
  return {
    note: (place, text, typed = false) => {
      if (text !== "") texts.push({ place, text, typed });
    },
    plant: (name, value) => {
      planted.push({ name, value });
      return value;
    },
    search: (secrets) => {
      const { look, seen } = createCanarySearch([...secrets, ...planted]);
      const found = texts.map(({ place, text, typed }) => ({ typed, leaks: look(place, text) }));
      return {
        leaks: found.flatMap(({ typed, leaks }) => (typed ? [] : leaks)),
        typed: found.flatMap(({ typed, leaks }) => (typed ? leaks : [])),
        seen: seen(),
      };
    },
  };
};
