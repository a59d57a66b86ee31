/** Which connections are chosen, and from where a range would reach. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | undefined;
}

/** Nothing chosen. */
export const noSelection: Selection = { ids: new Set(), anchor: undefined };

/** Chooses one connection, or no longer; a range later reaches from it. */
export const toggled = ({ ids }: Selection, id: string): Selection => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
};

/** Chooses all that are shown from the anchor to `id`; without an anchor that is shown, `id` alone is switched. */
export const extended = (selection: Selection, id: string, shown: readonly string[]): Selection => {
  const { ids, anchor } = selection;
  const [from, to] = [anchor === undefined ? -1 : shown.indexOf(anchor), shown.indexOf(id)];
  if (from < 0 || to < 0) return toggled(selection, id);
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range]), anchor };
};

/** What is chosen and shown: nothing is done to a connection that a person does not see in the list. */
export const chosenOf = ({ ids }: Selection, shown: readonly string[]): readonly string[] =>
  ids.size === 0 ? [] : shown.filter((id) => ids.has(id));
