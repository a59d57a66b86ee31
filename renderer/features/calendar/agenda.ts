import type { ConnectionSummary } from "../../../shared/connection.ts";
import { type Day, dayOf } from "./days.ts";

/**
 * What stands in the calendar of a connection.
 * - `ended`, `unreadable`: it needs a person now.
 * - `failing`: it cannot be renewed at the moment; `at` is when it ends if that goes on.
 * - `ends`: it ends then, whatever renews it, unless a person signs in again before.
 * - `renews`: it is renewed by itself then.
 */
export type AgendaKind = "ended" | "unreadable" | "failing" | "ends" | "renews";

export interface AgendaEntry {
  readonly connection: ConnectionSummary;
  readonly kind: AgendaKind;
  /** Milliseconds since 1970; absent where no date is known. */
  readonly at?: number;
}

/** What lies ahead of all connections. */
export interface Agenda {
  /** Needs a person now: has ended, cannot be read, fails, or should have ended by now. The oldest first. */
  readonly now: readonly AgendaEntry[];
  /** Ends at a day to come, the first that ends first. */
  readonly ends: readonly AgendaEntry[];
  /** Is renewed by itself, the next first. */
  readonly renewals: readonly AgendaEntry[];
  /** Connections that other machines renew: what lies ahead of them is not known here. */
  readonly elsewhere: number;
  /** Connections without any date. */
  readonly undated: number;
}

const order: readonly AgendaKind[] = ["ended", "unreadable", "failing", "ends", "renews"];

/** The agenda of connections at `now` (milliseconds since 1970), from what is known of each without asking a service. */
export const agendaOf = (connections: readonly ConnectionSummary[], now: number): Agenda => {
  const found = connections.map((connection) => ({ connection, entries: entriesOf(connection, now) }));
  const entries = found.flatMap((each) => each.entries);
  const needsNow = (entry: AgendaEntry): boolean =>
    order.indexOf(entry.kind) < order.indexOf("ends") || (entry.kind === "ends" && (entry.at ?? 0) <= now);
  const without = found.filter((each) => each.entries.length === 0);
  const elsewhere = without.filter(({ connection }) => connection.health === "elsewhere").length;
  return {
    now: entries
      .filter(needsNow)
      .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || byTime(one, other)),
    ends: entries.filter((entry) => entry.kind === "ends" && !needsNow(entry)).toSorted(byTime),
    renewals: entries.filter(({ kind }) => kind === "renews").toSorted(byTime),
    elsewhere,
    undated: without.length - elsewhere,
  };
};

const names = new Intl.Collator(undefined, { numeric: true });

const byTime = (one: AgendaEntry, other: AgendaEntry): number =>
  (one.at ?? 0) - (other.at ?? 0) || names.compare(one.connection.name, other.connection.name);

const entriesOf = (connection: ConnectionSummary, now: number): readonly AgendaEntry[] => {
  const { health, forecast } = connection;
  const { cause, diesAt, renewsAt } = forecast;
  const dated = (kind: AgendaKind, at: number | undefined): AgendaEntry[] => [
    { connection, kind, ...(at === undefined ? {} : { at }) },
  ];
  if (health === "unreadable" || cause === "unreadable") return dated("unreadable", undefined);
  if (health === "consent-needed" || cause === "ended") {
    return dated("ended", diesAt !== undefined && diesAt <= now ? diesAt : undefined);
  }
  if (health === "elsewhere") return [];
  if (cause === "failing") return dated("failing", diesAt);
  const heldOff = renewsAt !== undefined && cause !== "grant-age";
  return [
    ...(diesAt !== undefined && !heldOff ? dated("ends", diesAt) : []),
    // What is due waits for its turn: that is today.
    ...(renewsAt === undefined ? [] : dated("renews", Math.max(renewsAt, now))),
  ];
};

/** What happens on one day. */
export interface AgendaDay {
  readonly day: Day;
  /** Needs a person by then. */
  readonly ends: readonly AgendaEntry[];
  readonly renewals: readonly AgendaEntry[];
}

/** The days of an agenda on which something happens, by their day. What is overdue is of no day. */
export const daysOf = ({ now, ends, renewals }: Agenda, today: Day): ReadonlyMap<Day, AgendaDay> => {
  const days = new Map<Day, { day: Day; ends: AgendaEntry[]; renewals: AgendaEntry[] }>();
  const at = (day: Day) => {
    const known = days.get(day) ?? { day, ends: [], renewals: [] };
    days.set(day, known);
    return known;
  };
  // What fails now ends at a day to come, unless it succeeds before.
  for (const entry of [...now, ...ends]) {
    if (entry.at !== undefined && dayOf(entry.at) >= today) at(dayOf(entry.at)).ends.push(entry);
  }
  for (const entry of renewals) if (entry.at !== undefined) at(dayOf(entry.at)).renewals.push(entry);
  return days;
};

/** Entries in the order they come, parted by their days. */
export const byDay = (entries: readonly AgendaEntry[]): readonly (readonly [Day, readonly AgendaEntry[]])[] => [
  ...Map.groupBy(
    entries.filter(({ at }) => at !== undefined),
    ({ at = 0 }) => dayOf(at),
  ),
];
