import type { ErrorData } from "./errors.ts";
import type { Localised } from "./localised.ts";

/** Whether the key to all settings files is at hand on a desktop, and what a person has to do where it is not. */
export type KeyState =
  /** All works. `recovery` says whether a lost keychain would lose the key with it. */
  | { readonly state: "ready"; readonly recovery: "made" | "missing" | "not-needed" }
  /** There is no key yet and no keychain to keep one: a person decides how it is kept. */
  | { readonly state: "undecided"; readonly reason: Localised }
  /** The key is in a file that a passphrase opens. */
  | { readonly state: "passphrase" }
  /** The keychain does not give the key back. */
  | {
      readonly state: "lost";
      readonly error: ErrorData;
      /** A recovery code was made for it. */
      readonly recoverable: boolean;
      /** There is a keychain that can keep the key from now on; else a new passphrase has to. */
      readonly keychain: boolean;
    };

/** The shortest passphrase that is taken for a key, in characters. */
export const shortestPassphrase = 10;
