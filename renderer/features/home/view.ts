import type { ConnectionSummary, Health } from "../../../shared/connection.ts";

/** By what the list is sorted. */
export const sortings = ["attention", "name", "next", "tested"] as const;
export type Sorting = (typeof sortings)[number];

/** By what the list is divided. */
export const groupings = ["none", "service", "health"] as const;
export type Grouping = (typeof groupings)[number];

/** How the list is looked at. Empty lists let everything through. */
export interface HomeView {
  readonly text: string;
  readonly services: readonly string[];
  readonly healths: readonly Health[];
  readonly tags: readonly string[];
  readonly sort: Sorting;
  readonly group: Grouping;
}

/** The list before anybody has chosen anything. */
export const plainView: HomeView = { text: "", services: [], healths: [], tags: [], sort: "attention", group: "none" };

/** From this many connections on, there is a way to find one among them. */
const filterFrom = 8;

/** Whether the list is long enough to be filtered. */
export const canFilter = (connections: readonly ConnectionSummary[]): boolean => connections.length >= filterFrom;

/** Whether a view leaves anything out, or may. */
export const isFiltered = ({ text, services, healths, tags }: HomeView): boolean =>
  text.trim() !== "" || [services, healths, tags].some((chosen) => chosen.length > 0);

/** The order in which healths are named: what needs a person first. */
export const healthOrder: readonly Health[] = ["consent-needed", "unreadable", "elsewhere", "good"];

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

/** A view that was kept as text. What is not understood is as in the plain view. */
export const parseView = (kept: string | null): HomeView => {
  const found = parseObject(kept);
  return {
    text: typeof found.text === "string" ? found.text : plainView.text,
    services: strings(found.services),
    healths: strings(found.healths).flatMap((each) => oneOf(healthOrder, each) ?? []),
    tags: strings(found.tags),
    sort: oneOf(sortings, found.sort) ?? plainView.sort,
    group: oneOf(groupings, found.group) ?? plainView.group,
  };
};

const parseObject = (kept: string | null): Partial<Record<keyof HomeView, unknown>> => {
  try {
    const found: unknown = JSON.parse(kept ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
};
