import { create } from "zustand";
import type { ConnectionSummary } from "../../shared/connection.ts";
import { client } from "../client.ts";
import { type Loadable, load, loading } from "./loadable.ts";

interface ConnectionsState {
  readonly list: Loadable<readonly ConnectionSummary[]>;
  /** Fetches the list; what is shown stays until the answer is there. */
  readonly load: () => Promise<void>;
  /** The same, showing that it is on its way: for a first try, and for trying again after a failure. */
  readonly reload: () => Promise<void>;
}

export const useConnectionsStore = create<ConnectionsState>((set, get) => ({
  list: loading,
  load: async () => {
    set({ list: await load(client.connections.list) });
  },
  reload: async () => {
    set({ list: loading });
    await get().load();
  },
}));
