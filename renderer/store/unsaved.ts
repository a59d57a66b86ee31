import { hasUnsaved } from "./bulk-export.ts";
import { bulkExport } from "./bulk-export-store.ts";
import { hasUnsavedFiles } from "./consent-queue.ts";
import { consentQueue } from "./consent-queue-store.ts";
import { onDesktop } from "./desktop-store.ts";

/**
 * Lets the browser ask before a window is closed that alone has exported files, until the returned
 * function is called. The desktop program closes without asking: what is in a window says so itself.
 */
export const guardUnsaved = (): (() => void) => {
  const ask = (event: BeforeUnloadEvent): void => {
    const bulk = bulkExport.getState();
    const only = bulk.running || hasUnsaved(bulk) || hasUnsavedFiles(consentQueue.getState());
    if (!onDesktop && only) event.preventDefault();
  };
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
};
