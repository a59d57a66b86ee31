import type { SettingsDocument } from "./document.ts";
import type { Sealing } from "./envelope.ts";

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
  /** Does `work` while no other process can write. Throws `SETTINGS_BUSY`, `SETTINGS_UNWRITABLE`. */
  readonly locked: <T>(work: (held: HeldSettings) => Promise<T>) => Promise<T>;
  /** Takes the settings aside under another name, which it returns; undefined where there are none. */
  readonly setAside: () => Promise<string | undefined>;
}

/** Settings under lock. */
export interface HeldSettings {
  readonly read: () => Promise<OpenedSettings | undefined>;
  /** Proves that a write will work, before anything is asked of a service. Throws `SETTINGS_UNWRITABLE`. */
  readonly prepare: () => Promise<PreparedSettings>;
  /** The renewal that was under way when a process died, where one was. */
  readonly intent: () => Promise<RenewalIntent | undefined>;
}

export interface PreparedSettings {
  /** Notes, durably, that a renewal of this generation is about to be asked for. */
  readonly noteIntent: (intent: RenewalIntent) => Promise<void>;
  /** Writes in one durable step and clears the intent. */
  readonly commit: (settings: OpenedSettings) => Promise<void>;
  /** Everything stays as it was, the intent included. */
  readonly abandon: () => Promise<void>;
  /** The service has answered, and nothing of its answer needs keeping. */
  readonly clearIntent: () => Promise<void>;
}

/** Holds no secret: it only says what was about to happen. */
export interface RenewalIntent {
  readonly Generation: number;
  readonly StartedAt: number;
}
