import type { DesktopPreferences, DesktopWish, UpdateState } from "../shared/desktop.ts";

/** What only a desktop program can do for its screens. */
export interface Desktop {
  readonly preferences: () => DesktopPreferences;
  /** Changes what is given, in force at once, and returns all. */
  readonly setPreferences: (change: Partial<DesktopPreferences>) => DesktopPreferences;
  /** What the program asks the window to show, for as long as the stream is read. */
  readonly wishes: (signal: AbortSignal | undefined) => AsyncGenerator<DesktopWish, void>;
  /** Begins to drag a file with this content out of the window. */
  readonly dragOut: (fileName: string, content: string) => Promise<void>;
  /** Tells whether the window alone has exported files: it is not closed then without a question. */
  readonly holdFiles: (unsaved: boolean) => void;
  readonly openLogFolder: () => Promise<void>;
  readonly checkForUpdates: () => Promise<UpdateState>;
  /** Shows a recovery code outside the screens; whether the person took it. */
  readonly showRecoveryCode: (code: string) => Promise<boolean>;
}
