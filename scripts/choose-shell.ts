/** What decides where the screens can be shown. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** Electron's own program, where it was found. */
  readonly electronBinary: string | undefined;
}

export type Shell =
  | { readonly kind: "electron"; readonly binary: string; readonly words: string }
  | { readonly kind: "served"; readonly words: string };

/** Electron where there is a binary and a display, else the same screens in a browser; and why. */
export const chooseShell = ({ platform, environment, electronBinary }: Surroundings): Shell => {
  if (!electronBinary) {
    return served(
      "Electron's program is not on this machine (`npx install-electron` downloads it where the network allows)",
    );
  }
  const display = platform !== "linux" || environment.DISPLAY || environment.WAYLAND_DISPLAY;
  return display
    ? { kind: "electron", binary: electronBinary, words: "Starting the desktop program." }
    : served("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
};

/** What is said where the screens are served for the given reason. */
export const servedInstead = (reason: string): string =>
  `${reason}.\nThe same screens are served to a browser instead. Open this address:`;

const served = (reason: string): Shell => ({ kind: "served", words: servedInstead(reason) });

/** How long a program that cannot run takes to say so, in milliseconds; with a library missing it is at once. */
const startMs = 10_000;

/** Whether Electron never came up: it ended soon, with a status that is not 0 or with none at all. */
export const failedAtStart = (end: number | string, afterMs: number): boolean => end !== 0 && afterMs < startMs;

/**
 * What Electron is given for its sandbox, and what is said of it. Chromium refuses to start as root on Linux with
 * its sandbox on; from a container's root there is nothing else to start as, so it is switched off there and nowhere
 * else. The packaged program never does this.
 */
export const sandboxWords = (
  platform: NodeJS.Platform,
  user: number | undefined,
): { readonly given: readonly string[]; readonly words?: string } =>
  platform === "linux" && user === 0
    ? {
        given: ["--no-sandbox"],
        words: "This is root: Chromium's sandbox is off (--no-sandbox). Start it as another user to have it on.",
      }
    : { given: [] };
