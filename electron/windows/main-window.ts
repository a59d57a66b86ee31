import { join } from "node:path";
import { app, BrowserWindow } from "electron";
import { mayOpen } from "../may-open.ts";
import { openExternal } from "../open-external.ts";
import { screensOrigin } from "./screens-scheme.ts";

let window: BrowserWindow | undefined;

/** Opens the window, or brings it to the front where there is one. */
export const openMainWindow = (): void => {
  if (window) focusMainWindow();
  else createMainWindow();
};

const createMainWindow = (): void => {
  window = new BrowserWindow({
    width: 1200,
    height: 800,
    minWidth: 480,
    minHeight: 500,
    show: false,
    title: "Keyferry",
    webPreferences: {
      preload: join(app.getAppPath(), "out", "preload", "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.setMenuBarVisibility(false);
  confine(window);
  window.once("ready-to-show", () => window?.show());
  window.on("closed", () => {
    window = undefined;
  });
  void window.loadURL(`${screensOrigin}/`);
};

export const focusMainWindow = (): void => {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

/** The window shows our screens and nothing else: no way out, no second window, no permission. */
const confine = ({ webContents }: BrowserWindow): void => {
  // A link to a guide or a consent page goes to the person's browser; nothing opens in here.
  webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url)) openExternal(url).catch(() => {});
    return { action: "deny" };
  });
  webContents.on("will-navigate", (event) => event.preventDefault());
  webContents.on("will-attach-webview", (event) => event.preventDefault());
  webContents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  webContents.session.setPermissionCheckHandler(() => false);
};
