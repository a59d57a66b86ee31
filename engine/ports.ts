import type { Program } from "../shared/history.ts";
import type { KeyState } from "../shared/key-gate.ts";
import type { KeyStorage } from "../shared/key-storage.ts";
import type { CatalogStorage } from "./connections/catalog-storage.ts";
import type { SecretKeys } from "./keys/secret-keys.ts";
import type { HttpAnswer, HttpRequest } from "./kit.ts";

/** All effects of the engine, handed in by whoever composes it. */
export interface Ports {
  readonly clock: Clock;
  readonly browser: Browser;
  readonly transport: Transport;
  /** Whether this machine has a network at all; it has where that is not known. What comes by itself waits for one. */
  readonly hasNetwork?: () => boolean;
  /** `length` random bytes, base64url. */
  readonly random: (length: number) => string;
  readonly keys: KeySource;
  readonly paths: Paths;
  /** Does work that a polite stop (Ctrl+C, `kill`, quitting) must not cut off: the stop waits for it. */
  readonly shield: <T>(work: () => Promise<T>) => Promise<T>;
  readonly embeddedApps: EmbeddedApps;
  /** Where the list of connections is kept; a file in the home where absent. */
  readonly catalog?: CatalogStorage;
  /** Origin of a practice provider; every service address is then taken from there. */
  readonly practiceOrigin?: string;
  readonly version: string;
  /** Which part of the product this is, for the journals of connections. */
  readonly program?: Program;
}

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects where `signal` is aborted. A sleep in the background does not keep the process alive. */
  readonly sleep: (
    milliseconds: number,
    signal?: AbortSignal,
    options?: { readonly background?: boolean },
  ) => Promise<void>;
}

export interface Browser {
  /** Opens an address in the person's browser. Rejects where there is none. */
  readonly open: (url: string) => Promise<void>;
}

export interface Transport {
  /** One request, no redirects followed; rejects with Node's error where no answer came. */
  readonly send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;
  /** Opens a connection and closes it; milliseconds each part took. */
  readonly reach: (origin: string, signal: AbortSignal) => Promise<ReachTimes>;
}

export interface ReachTimes {
  readonly dns: number;
  readonly connect: number;
  readonly tls?: number;
}

/**
 * Where this machine's age identity and the passphrase come from. Asking for a key throws
 * `IDENTITY_*` or `KEYCHAIN_*`, whatever stands in the way.
 */
export interface KeySource {
  /** The present secret key (`AGE-SECRET-KEY-1…`). Throws `IDENTITY_MISSING` where there is none. */
  readonly identity: () => Promise<string>;
  /** The same, made and saved where there is none yet and this source may make one. */
  readonly ensureIdentity: () => Promise<string>;
  /** The present key and the earlier ones, which still open what was sealed to them. */
  readonly identities: () => Promise<SecretKeys>;
  /** The passphrase a person set for settings files, where one is set. */
  readonly passphrase: () => Promise<string | undefined>;
  /** How the identity is kept. Asks no keychain for a secret, and never throws for what is wrong with it. */
  readonly storage: () => Promise<KeyStorage>;
  /** Only where the identity stands in a file that is this program's to write. */
  readonly file?: IdentityFile;
  /** What a person decides about the key, where there is a person to ask. */
  readonly gate?: () => Promise<KeyGate>;
}

/** What a person decides about the key of a desktop. Nothing weaker than what is asked for is ever chosen silently. */
export interface KeyGate {
  /** Whether the key is at hand; makes one where a keychain can keep it. Throws what no person's word can mend. */
  readonly state: () => Promise<KeyState>;
  /** Makes the key, in a file behind this passphrase. Throws `PASSPHRASE_TOO_SHORT`. */
  readonly choosePassphrase: (passphrase: string) => Promise<void>;
  /** Makes the key in a plain file, because a person said so. */
  readonly choosePlainFile: () => Promise<void>;
  /** Opens the key for this process. Throws `IDENTITY_PASSPHRASE_WRONG`. */
  readonly unlock: (passphrase: string) => Promise<void>;
  /**
   * Makes a recovery code, gives it to `show`, and puts it in force once `show` says that the person
   * has it; the earlier code is worth nothing from then on.
   */
  readonly makeRecoveryCode: (show: (code: string) => Promise<boolean>) => Promise<boolean>;
  /**
   * Opens the key by a recovery code and puts it under the keychain of now, else behind the
   * passphrase given. Throws `RECOVERY_CODE_WRONG`, `RECOVERY_CODE_MISSING`, `PASSPHRASE_TOO_SHORT`.
   */
  readonly recover: (code: string, passphrase: string | undefined) => Promise<void>;
}

export interface IdentityFile {
  readonly path: string;
  /** What the file must hold to keep these keys instead, protected as it is now. */
  readonly contentFor: (keys: SecretKeys) => Promise<string>;
  /** Moves a plain file's keys into the keychain. Throws `IDENTITY_MISSING`, `KEYCHAIN_UNAVAILABLE`; the file then stays. */
  readonly protect: () => Promise<void>;
}

export interface Paths {
  /** Where identity, catalog and default settings live. */
  readonly home: string;
}

/** An OAuth app that comes with the product, the organisation or the practice provider. */
export interface EmbeddedApp {
  readonly OAuthClientId: string;
  readonly OAuthClientSecret?: string;
  readonly CallbackURL: string;
  /** The app is registered for every loopback port (RFC 8252 section 7.3). */
  readonly anyLoopbackPort?: boolean;
}

export type EmbeddedApps = Readonly<Record<string, EmbeddedApp>>;
