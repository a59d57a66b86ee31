import type { KeySource } from "../ports.ts";
import { fileStore } from "./file-store.ts";
import { expandLocation } from "./location.ts";
import { memoryStore } from "./memory-store.ts";
import type { SettingsStore } from "./store.ts";

/**
 * The store at an `OAuthSettingsLocation`: `memory://…`, or a path (`~` is the home folder).
 * `rescueFolder` takes renewed settings that cannot be written at their place.
 */
export const openStore = (location: string, keys: KeySource, rescueFolder?: string): SettingsStore =>
  location.startsWith("memory://") ? memoryStore(location) : fileStore(expandLocation(location), keys, rescueFolder);
