import { join } from "node:path";
import { App } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { emitPreventable } from "./emitter.ts";
import { guard, guardClass } from "./guard.ts";
import { IpcMain } from "./ipc-main.ts";
import type { Launch } from "./launch.ts";
import { createClipboard } from "./native/clipboard.ts";
import { createDialog } from "./native/dialog.ts";
import { menuClasses } from "./native/menu.ts";
import { createNativeImage } from "./native/native-image.ts";
import { NativeTheme } from "./native/native-theme.ts";
import { Notification } from "./native/notification.ts";
import { PowerMonitor } from "./native/power-monitor.ts";
import { createSafeStorage, keychainOf } from "./native/safe-storage.ts";
import { Screen } from "./native/screen.ts";
import { createShell } from "./native/shell.ts";
import { Tray } from "./native/tray.ts";
import { record } from "./record.ts";
import { StandInSession } from "./session.ts";
import type { Targets } from "./targets.ts";
import { WebContents } from "./web-contents.ts";

/** What Electron's module is made with. */
export interface ModuleParts {
  readonly launch: Launch;
  /** Chromium's pages, once it is there. */
  readonly targets: Promise<Targets>;
  /** Ends Chromium. */
  readonly end: () => Promise<void>;
}

/** Electron's module, with `__standin` beside it for tests. */
export const createElectron = ({ launch, targets, end }: ModuleParts) => {
  const app = new App(launch, { windows: () => BrowserWindow.getAllWindows(), end });
  const session = new StandInSession();
  const ipcMain = new IpcMain();
  const state = { keychain: keychainOf(process.env.KEYFERRY_STANDIN_KEYCHAIN) };
  const nativeTheme = new NativeTheme((source) => WebContents.setColorScheme(source));
  const dialog = createDialog();
  BrowserWindow.provide({ app, targets, session, ipcMain, process: preloadProcess(launch) });
  return {
    app,
    BrowserWindow: guardClass("BrowserWindow", BrowserWindow),
    clipboard: createClipboard(),
    dialog,
    ipcMain,
    ...menuClasses,
    nativeImage: createNativeImage(),
    nativeTheme,
    net: guard("net", {
      fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, init),
      isOnline: () => true,
      online: true,
    }),
    Notification,
    powerMonitor: new PowerMonitor(),
    protocol: session.protocol,
    safeStorage: createSafeStorage(state, () => join(app.getPath("userData"), "standin-keychain")),
    screen: new Screen(),
    session: guard("session", { defaultSession: session }),
    shell: createShell(),
    systemPreferences: guard("systemPreferences", {
      getMediaAccessStatus: () => "granted",
      getAnimationSettings: () => ({}),
    }),
    Tray,
    webContents: guardClass("webContents", WebContents),
    __standin: Object.assign(state, { record }),
    /** Tells the program of a download; true where it wants none. */
    willDownload: (item: object) =>
      emitPreventable(session, "will-download", item, BrowserWindow.getFocusedWindow()?.webContents),
    /** Asks as a real Electron does where the program names no path: by a dialog, which a test may answer. */
    askForPath: async (defaultPath: string) => {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath });
      return canceled ? undefined : filePath;
    },
    /** Makes the module itself throw for what it has not. */
    seal: (module: object) => guard("electron", module),
  };
};

/** What a sandboxed preload script sees of its process. */
const preloadProcess = ({ packaged, resources }: Launch): object => ({
  type: "renderer",
  platform: process.platform,
  arch: process.arch,
  sandboxed: true,
  contextIsolated: true,
  versions: process.versions,
  resourcesPath: resources,
  defaultApp: !packaged,
  argv: [],
  env: {},
});
