import { create } from "zustand";
import type { ConnectionSummary } from "../../shared/connection.ts";
import { client } from "../client.ts";
import { type Loadable, load, loading } from "./loadable.ts";

interface ConnectionsState {
  readonly list: Loadable<readonly ConnectionSummary[]>;
  /** Fetches the list; what is shown stays until the answer is there. */
  readonly load: () => Promise<void>;
  /** Fetches the list for a screen that is not there yet. */
  readonly fetchAhead: () => Promise<void>;
  /** The same as `load`, for a screen that appears: what was fetched ahead for it is not fetched again. */
  readonly appear: () => Promise<void>;
  /** Fetches some connections of the list again, or where they are many, all of it. */
  readonly refresh: (ids: readonly string[]) => Promise<void>;
  /** The same as `load`, showing that it is on its way: for a first try, and for trying again after a failure. */
  readonly reload: () => Promise<void>;
}

/** From this many on, fetching the whole list is the shorter way. */
const many = 10;

let fetchedAhead = false;

export const useConnectionsStore = create<ConnectionsState>((set, get) => ({
  list: loading,
  load: async () => {
    set({ list: await load(client.connections.list) });
  },
  fetchAhead: async () => {
    await get().load();
    fetchedAhead = get().list.status === "ready";
  },
  appear: async () => {
    if (!fetchedAhead) await get().load();
    fetchedAhead = false;
  },
  refresh: async (ids) => {
    if (get().list.status !== "ready" || ids.length >= many) return get().load();
    const answers = await Promise.all(ids.map((id) => client.connections.get({ id }).catch(() => undefined)));
    const fresh = new Map(answers.flatMap((connection) => (connection ? [[connection.id, connection]] : [])));
    const { list } = get();
    if (list.status === "ready")
      set({ list: { status: "ready", value: list.value.map((each) => fresh.get(each.id) ?? each) } });
  },
  reload: async () => {
    set({ list: loading });
    await get().load();
  },
}));
