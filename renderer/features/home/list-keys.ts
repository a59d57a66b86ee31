/** What a key does in the list of connections. */
export type ListAction =
  | { readonly kind: "move"; readonly to: number; readonly range: boolean }
  | { readonly kind: "choose"; readonly range: boolean }
  | { readonly kind: "choose-all" }
  | { readonly kind: "choose-none" };

interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where the arrow keys, Home and End lead from a row. */
const targets: Readonly<Record<string, (current: number, last: number) => number>> = {
  ArrowDown: (current, last) => Math.min(current + 1, last),
  ArrowUp: (current) => Math.max(current - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** What a key does with the focus in row `current` of rows up to `last`; undefined where the list leaves it alone. */
export const actionOf = (press: Press, current: number, last: number): ListAction | undefined => {
  const { key, shiftKey: range } = press;
  const command = press.ctrlKey || press.metaKey;
  if (command) return key.toLowerCase() === "a" ? { kind: "choose-all" } : undefined;
  if (key === " ") return { kind: "choose", range };
  if (key === "Escape") return { kind: "choose-none" };
  const to = targets[key]?.(current, last);
  return to === undefined ? undefined : { kind: "move", to, range };
};
