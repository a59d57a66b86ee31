import type { OpenedSettings } from "./store.ts";

/** New settings that no disk would take: this process goes on with them, and tries again. */
const unsaved = new Map<string, OpenedSettings>();

export const unsavedAt = (path: string): OpenedSettings | undefined => unsaved.get(path);

export const keepUnsaved = (path: string, settings: OpenedSettings): void => {
  unsaved.set(path, settings);
};

/** Writes what could not be written before. Throws what `write` throws; it is then kept on. */
export const flushUnsaved = async (path: string, write: (settings: OpenedSettings) => Promise<void>): Promise<void> => {
  const settings = unsaved.get(path);
  if (!settings) return;
  await write(settings);
  unsaved.delete(path);
};
