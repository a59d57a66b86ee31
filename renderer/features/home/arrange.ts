import type { ConnectionSummary, Health } from "../../../shared/connection.ts";
import { hasWords, searchable, searchWords } from "../../ui/search-words.ts";
import { type HomeView, healthOrder, type Sorting } from "./view.ts";

/** A connection with what it is found and sorted by, so that a keystroke has little left to do. */
interface Indexed {
  readonly connection: ConnectionSummary;
  /** Name, account, service and tags, as they are searched. */
  readonly haystack: string;
  /** Sorts as people do: `Shop 2` before `Shop 10`, accents and case aside. */
  readonly nameKey: string;
}

/** All connections, sorted, ready to be filtered. */
export type Index = readonly Indexed[];

/** The connections of a view in their order, and how many each filter would let through. */
export interface Arranged {
  readonly shown: readonly ConnectionSummary[];
  /** How many match everything but the choice of healths. */
  readonly byHealth: ReadonlyMap<Health, number>;
  /** How many match everything but the choice of services. */
  readonly byService: ReadonlyMap<string, number>;
  /** How many match everything but the choice of tags. */
  readonly byTag: ReadonlyMap<string, number>;
}

type NameOf = (service: string) => string;

const keys = new WeakMap<ConnectionSummary, Indexed>();

const indexed = (connection: ConnectionSummary, nameOf: NameOf): Indexed => {
  const { name, account = "", service, tags = [] } = connection;
  const haystack = searchable([name, account, nameOf(service), ...tags].join("\n"));
  const known = keys.get(connection);
  if (known?.haystack === haystack) return known;
  const fresh = { connection, haystack, nameKey: nameKeyOf(name) };
  keys.set(connection, fresh);
  return fresh;
};

/** `Intl.Collator` with numbers takes a third of a second for 10,000 names; plain text takes a thirtieth of that. */
const nameKeyOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => digits.padStart(12, "0"));

/** Sorts all connections and notes what they are found by. */
export const indexOf = (connections: readonly ConnectionSummary[], nameOf: NameOf, sort: Sorting): Index => {
  const order = orders[sort];
  return connections
    .map((connection) => indexed(connection, nameOf))
    .toSorted((a, b) => order(a.connection) - order(b.connection) || compare(a.nameKey, b.nameKey));
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const never = Number.MAX_SAFE_INTEGER;

/** What each sorting sorts by, the smallest first; what is equal goes by name. */
const orders: Readonly<Record<Sorting, (connection: ConnectionSummary) => number>> = {
  attention: ({ health, forecast, lastTest }) => {
    if (health === "consent-needed" || health === "unreadable") return 0;
    if (forecast.cause === "failing") return 1;
    return lastTest?.ok === false ? 2 : 3;
  },
  name: () => 0,
  next: ({ forecast: { renewsAt = never, diesAt = never } }) => Math.min(renewsAt, diesAt),
  tested: ({ lastTest }) => (lastTest ? -lastTest.at : 0),
};

/** The connections of an index that a view shows: every word of its text is found, and service, health and a tag are chosen. */
export const arrange = (index: Index, view: HomeView, nameOf: NameOf): Arranged => {
  const words = searchWords(view.text);
  const ofServices = chosenIn(view.services);
  const ofHealths = chosenIn(view.healths);
  const ofTags = chosenIn(view.tags);
  const byHealth = new Map<Health, number>();
  const byService = new Map<string, number>();
  const byTag = new Map<string, number>();
  const shown: ConnectionSummary[] = [];
  for (const { connection, haystack } of index) {
    if (!hasWords(haystack, words)) continue;
    const { service, health, tags = [] } = connection;
    const suitsService = ofServices([service]);
    const suitsHealth = ofHealths([health]);
    const suitsTag = ofTags(tags);
    if (suitsService && suitsTag) count(byHealth, [health]);
    if (suitsHealth && suitsTag) count(byService, [service]);
    if (suitsService && suitsHealth) count(byTag, tags);
    if (suitsService && suitsHealth && suitsTag) shown.push(connection);
  }
  return { shown: grouped(shown, view, nameOf), byHealth, byService, byTag };
};

/** Whether a filter lets something through with these values: all where nothing is chosen. */
const chosenIn = (chosen: readonly string[]): ((values: readonly string[]) => boolean) => {
  const wanted = new Set(chosen);
  return (values) => wanted.size === 0 || values.some((value) => wanted.has(value));
};

const count = <T>(counts: Map<T, number>, keys: readonly T[]): void => {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
};

const grouped = (shown: readonly ConnectionSummary[], { group }: HomeView, nameOf: NameOf) => {
  if (group === "none") return shown;
  if (group === "health")
    return shown.toSorted((a, b) => healthOrder.indexOf(a.health) - healthOrder.indexOf(b.health));
  const ranks = new Map([...new Set(shown.map(({ service }) => service))].map((id) => [id, nameKeyOf(nameOf(id))]));
  return shown.toSorted((a, b) => compare(ranks.get(a.service) ?? "", ranks.get(b.service) ?? ""));
};

/** Where in a grouped list each group begins, and how many it holds. */
export const groupStarts = (
  shown: readonly ConnectionSummary[],
  { group }: Pick<HomeView, "group">,
): ReadonlyMap<number, number> => {
  const starts = new Map<number, number>();
  if (group === "none") return starts;
  let start = 0;
  for (const [at, connection] of shown.entries()) {
    if (shown[start]?.[group] !== connection[group]) start = at;
    starts.set(start, at - start + 1);
  }
  return starts;
};
