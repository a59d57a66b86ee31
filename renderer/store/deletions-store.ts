import { useStore } from "zustand";
import { client } from "../client.ts";
import { useConnectionsStore } from "./connections-store.ts";
import { createDeletions } from "./deletions.ts";

/** The deletions of this window. */
export const deletions = createDeletions({
  remove: async (id) => {
    await client.connections.delete({ id });
  },
  reload: () => useConnectionsStore.getState().load(),
});

/** The deletions that wait or are under way. */
export const useDeletionBatches = () => useStore(deletions, ({ batches }) => batches);
