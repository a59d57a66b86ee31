import type { ConnectionSummary } from "../../shared/connection.ts";
import type { Language } from "../../shared/localised.ts";
import { needAttention, words } from "../words.ts";

/** What the tray shows: at a glance whether a person is needed, and by a click where. */
export interface TrayView {
  readonly attention: boolean;
  readonly tooltip: string;
  /** The first lines of its menu; each leads to a place in the window. */
  readonly lines: readonly { readonly label: string; readonly address?: string }[];
  readonly count: number;
}

/** So many connections are named in the menu; the others are counted. */
const named = 8;

/** The state of all connections, as the tray shows it. */
export const trayView = (connections: readonly ConnectionSummary[], language: Language): TrayView => {
  const needy = connections
    .filter(({ health }) => health === "consent-needed" || health === "unreadable")
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const summary =
    needy.length > 0 ? needAttention(needy.length) : connections.length > 0 ? words.allGood : words.noConnections;
  const shown = needy.slice(0, named).map(({ id, name, healthDetail }) => ({
    label: [name, healthDetail?.[language]].filter(Boolean).join(" – ").slice(0, 90),
    address: `#/connections/${id}`,
  }));
  const more = needy.length > named ? [{ label: `+${needy.length - named} …`, address: "#/" }] : [];
  return {
    attention: needy.length > 0,
    tooltip: `Keyferry: ${summary[language]}`,
    lines: [{ label: summary[language], address: "#/" }, ...shown, ...more],
    count: needy.length,
  };
};
