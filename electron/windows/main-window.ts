import { join } from "node:path";
import { app, BrowserWindow, screen } from "electron";
import type { Language } from "../../shared/localised.ts";
import type { WindowState } from "../store/preferences.ts";
import { askBeforeClosing } from "./ask-before-closing.ts";
import { screensOrigin } from "./screens-scheme.ts";
import { openingBounds, smallestWindow } from "./window-state.ts";

/** What a window remembers from one time to the next, and how large its content is shown. */
interface MainWindowParts {
  readonly state: () => WindowState;
  readonly keep: (state: WindowState) => void;
  readonly zoom: () => number;
  readonly language: () => Language;
}

/** The one window of the program. */
export interface MainWindow {
  /** Opens the window, or brings it to the front where there is one. */
  readonly open: () => void;
  /** The window that is open. */
  readonly current: () => BrowserWindow | undefined;
  /** Whether the window alone has exported files, as its page says: it is then not closed without a question. */
  readonly holdFiles: (unsaved: boolean) => void;
}

export const createMainWindow = ({ state, keep, zoom, language }: MainWindowParts): MainWindow => {
  let window: BrowserWindow | undefined;
  let holdsFiles = false;
  const remember = (closing: BrowserWindow): void =>
    keep({ bounds: closing.getNormalBounds(), maximized: closing.isMaximized() });

  const create = (): void => {
    const before = state();
    const made = new BrowserWindow({
      ...openingBounds(
        before,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: "Keyferry",
      // Windows and macOS take the program's own picture.
      ...(process.platform === "linux" ? { icon: join(app.getAppPath(), "assets", "icons", "256x256.png") } : {}),
      webPreferences: {
        disableBlinkFeatures: "Auxclick",
        preload: join(app.getAppPath(), "out", "preload", "preload.cjs"),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    window = made;
    if (before.maximized) made.maximize();
    made.once("ready-to-show", () => made.show());
    made.webContents.on("did-finish-load", () => made.webContents.setZoomFactor(zoom()));
    // A page that begins anew has none.
    made.webContents.on("did-start-loading", () => {
      holdsFiles = false;
    });
    made.on("close", () => remember(made));
    askBeforeClosing(made, () => holdsFiles, language);
    made.on("closed", () => {
      if (window === made) window = undefined;
    });
    void made.loadURL(`${screensOrigin}/`);
  };

  return {
    open: () => {
      if (window) focus(window);
      else create();
    },
    current: () => window,
    holdFiles: (unsaved) => {
      holdsFiles = unsaved;
    },
  };
};

const focus = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};
