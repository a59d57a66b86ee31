import { client } from "../client.ts";
import { hasUnsaved } from "./bulk-export.ts";
import { bulkExport } from "./bulk-export-store.ts";
import { hasUnsavedFiles } from "./consent-queue.ts";
import { consentQueue } from "./consent-queue-store.ts";
import { onDesktop } from "./desktop-store.ts";

const holdsFiles = (): boolean => {
  const bulk = bulkExport.getState();
  return bulk.running || hasUnsaved(bulk) || hasUnsavedFiles(consentQueue.getState());
};

/**
 * Lets the browser, or the desktop program, ask before a window is closed that alone has exported files, until the
 * returned function is called.
 */
export const guardUnsaved = (): (() => void) => (onDesktop ? guardOnDesktop() : guardInBrowser());

const guardInBrowser = (): (() => void) => {
  const ask = (event: BeforeUnloadEvent): void => {
    if (holdsFiles()) event.preventDefault();
  };
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
};

/** Electron asks nobody on its own: it would only refuse to close. So the program is told, with each change. */
const guardOnDesktop = (): (() => void) => {
  let told = false;
  const tell = (): void => {
    const unsaved = holdsFiles();
    if (unsaved === told) return;
    told = unsaved;
    // A program that is about to end does not answer.
    client.desktop.holdFiles({ unsaved }).catch(() => {});
  };
  const ends = [bulkExport.subscribe(tell), consentQueue.subscribe(tell)];
  return () => {
    for (const end of ends) end();
  };
};
