import { useStore } from "zustand";
import { client } from "../client.ts";
import { type BulkExportState, createBulkExport } from "./bulk-export.ts";
import { useConnectionsStore } from "./connections-store.ts";

/** The export of several connections, kept while the window is open, whatever screen is shown. */
export const bulkExport = createBulkExport({
  exportOne: ({ id, mode, fileName }, to, name) => client.connections.export({ id, to, names: [name], mode, fileName }),
  reload: () => useConnectionsStore.getState().load(),
});

/** What a screen shows of it. */
export const useBulkExport = <T>(pick: (state: BulkExportState) => T): T => useStore(bulkExport, pick);
