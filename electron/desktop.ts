import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, clipboard, dialog, nativeImage, nativeTheme, shell } from "electron";
import type { Desktop } from "../bridge/desktop.ts";
import { type DesktopPreferences, type MenuWish, zoomSteps } from "../shared/desktop.ts";
import { chooseLanguage } from "../shared/language.ts";
import type { Language } from "../shared/localised.ts";
import type { Log } from "./log-file.ts";
import { showRecoveryCode } from "./recovery-dialog.ts";
import type { Remembered } from "./store/preferences.ts";
import type { createUpdates } from "./updates.ts";
import type { MainWindow } from "./windows/main-window.ts";
import { createWishes } from "./wishes.ts";
import { newestVersion, versionFound, words } from "./words.ts";

interface DesktopParts {
  readonly remembered: Remembered;
  readonly window: MainWindow;
  readonly log: Log;
  readonly updates: ReturnType<typeof createUpdates>;
}

/** The desktop program around its window. */
export interface DesktopProgram extends Desktop {
  readonly language: () => Language;
  /** Brings the window to the front, at this place. */
  readonly go: (address: string) => void;
  readonly wish: (kind: MenuWish) => void;
  readonly zoom: (direction: 1 | 0 | -1) => void;
  /** Looks for a newer version because a person asked, and says what came of it. */
  readonly tellOfUpdates: () => Promise<void>;
  /** Called with every change of preferences, and once now. */
  readonly follow: (changed: (preferences: DesktopPreferences) => void) => void;
}

export const createDesktop = ({ remembered, window, log, updates }: DesktopParts): DesktopProgram => {
  const wishes = createWishes();
  const followers: ((preferences: DesktopPreferences) => void)[] = [];
  const language = () => chooseLanguage(remembered.preferences().language, app.getPreferredSystemLanguages());
  const apply = (preferences: DesktopPreferences): void => {
    nativeTheme.themeSource = preferences.theme;
    window.current()?.webContents.setZoomFactor(preferences.zoom);
    for (const follower of followers) follower(preferences);
    wishes.tell({ kind: "preferences", preferences });
  };
  const setPreferences = (change: Partial<DesktopPreferences>): DesktopPreferences => {
    const preferences = remembered.setPreferences(change);
    if (change.openAtLogin !== undefined) app.setLoginItemSettings({ openAtLogin: change.openAtLogin });
    apply(preferences);
    return preferences;
  };
  const show = async (message: string): Promise<void> => {
    const open = window.current();
    const options = { type: "info", message, title: "Keyferry" } as const;
    await (open ? dialog.showMessageBox(open, options) : dialog.showMessageBox(options));
  };
  return {
    language,
    preferences: remembered.preferences,
    setPreferences,
    wishes: wishes.listen,
    follow: (changed) => {
      followers.push(changed);
      changed(remembered.preferences());
    },
    go: (address) => {
      wishes.tell({ kind: "go", address });
      window.open();
    },
    wish: (kind) => {
      window.open();
      if (kind !== "paste") wishes.tell({ kind });
      else void clipboard.readText().then((text) => wishes.tell({ kind, text }));
    },
    zoom: (direction) => setPreferences({ zoom: nextZoom(remembered.preferences().zoom, direction) }),
    dragOut: async (fileName, content) => {
      const path = temporaryFile(fileName, content);
      const icon = nativeImage
        .createFromPath(join(app.getAppPath(), "assets", "icons", "256x256.png"))
        .resize({ width: 64 });
      window.current()?.webContents.startDrag({ file: path, icon });
    },
    holdFiles: window.holdFiles,
    openLogFolder: async () => {
      log.line("the log folder was opened");
      await shell.openPath(log.folder);
    },
    checkForUpdates: updates.look,
    tellOfUpdates: async () => {
      const found = await updates.look();
      const told =
        found.state === "off"
          ? words.updatesOff
          : found.state === "latest"
            ? newestVersion(found.version)
            : versionFound(found.version);
      await show(told[language()]);
    },
    showRecoveryCode: (code) => showRecoveryCode(code, window.current(), language()),
  };
};

const nextZoom = (now: number, direction: 1 | 0 | -1): number => {
  if (direction === 0) return 1;
  const steps = direction === 1 ? zoomSteps : zoomSteps.toReversed();
  return steps.find((step) => (direction === 1 ? step > now + 0.001 : step < now - 0.001)) ?? now;
};

/** A file to drag from: sealed as it is, for its user alone all the same, and gone with the program. */
const temporaryFile = (fileName: string, content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-drag-"));
  app.once("will-quit", () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, fileName.replaceAll(/[^\w.-]/g, "_").replace(/^\.+/, "_") || "OAuthSettings.txt");
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
