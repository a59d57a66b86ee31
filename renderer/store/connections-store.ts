import { create } from "zustand";
import type { ConnectionSummary } from "../../shared/connection.ts";
import { client } from "../client.ts";
import { type Loadable, load, loading } from "./loadable.ts";

interface ConnectionsState {
  readonly list: Loadable<readonly ConnectionSummary[]>;
  /** Fetches the list; what is shown stays until the answer is there. */
  readonly load: () => Promise<void>;
  /** Fetches the list unless it has just come. */
  readonly ensure: () => Promise<void>;
  /** Fetches some connections of the list again, or where they are many, all of it. */
  readonly refresh: (ids: readonly string[]) => Promise<void>;
  /** The same as `load`, showing that it is on its way: for a first try, and for trying again after a failure. */
  readonly reload: () => Promise<void>;
}

/** How long a list that came counts as having just come, in milliseconds. */
const justMs = 1000;

/** From this many on, fetching the whole list is the shorter way. */
const many = 10;

let cameAt = 0;

export const useConnectionsStore = create<ConnectionsState>((set, get) => ({
  list: loading,
  load: async () => {
    set({ list: await load(client.connections.list) });
    cameAt = performance.now();
  },
  ensure: async () => {
    const { list, load: fetchList } = get();
    if (list.status !== "ready" || performance.now() - cameAt > justMs) await fetchList();
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
