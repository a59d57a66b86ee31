import { type BrowserWindow, clipboard, dialog } from "electron";
import type { Language } from "../shared/localised.ts";
import { words } from "./words.ts";

/** How long a copied code stays in the clipboard, in milliseconds. */
const clipboardMs = 30_000;

/**
 * Shows a recovery code in a dialog of the system, as the screens never hold a secret. True once the
 * person says that it is kept.
 */
export const showRecoveryCode = async (
  code: string,
  window: BrowserWindow | undefined,
  language: Language,
): Promise<boolean> => {
  const options = {
    type: "info",
    title: words.recoveryTitle[language],
    message: code,
    detail: words.recoveryText[language],
    buttons: [words.recoveryKept[language], words.recoveryCopy[language], words.cancel[language]],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  } satisfies Electron.MessageBoxOptions;
  for (;;) {
    const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
    if (response !== 1) return response === 0;
    await clipboard.writeText(code);
    setTimeout(() => void forget(code), clipboardMs).unref();
  }
};

/** What was copied since stays. */
const forget = async (code: string): Promise<void> => {
  if ((await clipboard.readText()) === code) await clipboard.clear();
};
