import type { SettingsDocument } from "./document.ts";
import type { Sealing } from "./envelope.ts";
import type { EndedNote, Intent } from "./journal.ts";
import type { Waiting } from "./lock.ts";

/** A settings document and whom it is sealed to. */
export interface OpenedSettings {
  readonly document: SettingsDocument;
  readonly sealing: Sealing;
}

/** Where OAuth settings are kept: a file, the process's memory, later other places. */
export interface SettingsStore {
  /** For people and errors: a path, or `memory://…`. */
  readonly location: string;
  /** The settings as they are now, undefined where there are none. Readers never wait for a lock. */
  readonly read: () => Promise<OpenedSettings | undefined>;
  /** Something that changes whenever the settings do; undefined where there are none. Cheap. */
  readonly mark: () => Promise<string | undefined>;
  /** That the service ended the grant, where it said so of these very settings. */
  readonly ended: (document: SettingsDocument) => Promise<EndedNote | undefined>;
  /**
   * Does `work` while no other process can write. What a process left undone that died at its work
   * is finished first, where all of it is known. Throws `SETTINGS_BUSY`, `SETTINGS_UNWRITABLE`.
   */
  readonly locked: <T>(work: (held: HeldSettings) => Promise<T>, waiting?: Waiting<T>) => Promise<T>;
  /** Takes the settings aside under another name, which it returns; undefined where there are none. */
  readonly setAside: () => Promise<string | undefined>;
}

/** Settings under lock. */
export interface HeldSettings {
  readonly read: () => Promise<OpenedSettings | undefined>;
  /** Proves that a write will work, before anything is asked of a service. Throws `SETTINGS_UNWRITABLE`. */
  readonly prepare: () => Promise<PreparedSettings>;
  /** The work that was under way when a process died, where some was. */
  readonly intent: () => Promise<Intent | undefined>;
}

export interface PreparedSettings {
  /** Notes, durably, what is about to be done to the settings. Throws `SETTINGS_UNWRITABLE`. */
  readonly noteIntent: (intent: Pick<Intent, "Kind" | "Generation" | "StartedAt">) => Promise<void>;
  /**
   * Writes in one durable step and clears the intent; returns what stands there now. Throws
   * `SETTINGS_CHANGED`, `RENEWAL_NOT_SAVED`: the new settings are then kept where the error says.
   */
  readonly commit: (settings: OpenedSettings) => Promise<OpenedSettings>;
  /** Everything stays as it was, the intent included. */
  readonly abandon: () => Promise<void>;
  /** The service has answered, and nothing of its answer needs keeping. */
  readonly clearIntent: () => Promise<void>;
  /** Notes that the service ended the grant. A note that cannot be written is left out: it only saves a question. */
  readonly noteEnded: (note: EndedNote) => Promise<void>;
}
