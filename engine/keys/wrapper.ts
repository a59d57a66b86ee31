import type { Localised } from "../../shared/localised.ts";

/**
 * Something that can keep a short secret for this machine's user: an operating system's keychain,
 * later a recovery code. Handed in by a shell; the engine knows none by name.
 */
export interface Wrapper {
  /** Stable, for the file: what kind of wrap this makes and opens (`os-keychain`). */
  readonly kind: string;
  /** Whether it truly protects now. Never throws; a weak stand-in says that it is unavailable. */
  readonly state: () => Promise<WrapperState>;
  /** Wraps a short text; the answer may be kept anywhere. Throws `KEYCHAIN_UNAVAILABLE`. */
  readonly wrap: (text: string) => Promise<string>;
  /**
   * The text of a wrap, and whether it is due to be wrapped again. Throws `KEYCHAIN_UNAVAILABLE`
   * (passing: locked, say) or `KEYCHAIN_REFUSED` (its key is another one now).
   */
  readonly unwrap: (wrapped: string) => Promise<{ readonly text: string; readonly wrapAgain: boolean }>;
}

export type WrapperState =
  | {
      readonly available: true;
      /** The keychain's name, as people know it. */
      readonly label: string;
      readonly strength: Localised;
    }
  | { readonly available: false; readonly reason: Localised };
