import { app, type BrowserWindow, dialog } from "electron";
import type { Language } from "../../shared/localised.ts";
import { words } from "../words.ts";

/**
 * Asks before a window is closed that alone has exported files. Where the person discards them, the window is closed,
 * and the program ended if that was what they wanted.
 */
export const askBeforeClosing = (window: BrowserWindow, hasFiles: () => boolean, language: () => Language): void => {
  let quitting = false;
  let asking = false;
  const noteQuit = (): void => {
    quitting = true;
  };
  app.on("before-quit", noteQuit);
  window.once("closed", () => app.off("before-quit", noteQuit));
  window.on("close", (event) => {
    if (!hasFiles()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void confirm(window, language()).then((discard) => {
      asking = false;
      if (window.isDestroyed()) return;
      // A window that stays ends a quitting, too.
      if (!discard) quitting = false;
      else window.destroy();
      if (quitting) app.quit();
    });
  });
};

const confirm = async (window: BrowserWindow, language: Language): Promise<boolean> => {
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    title: "Keyferry",
    message: words.unsavedTitle[language],
    detail: words.unsavedText[language],
    buttons: [words.keepFiles[language], words.discardFiles[language]],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
};
