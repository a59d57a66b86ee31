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

const served = (reason: string): Shell => ({
  kind: "served",
  words: `${reason}.\nThe same screens are served to a browser instead. Open this address:`,
});
