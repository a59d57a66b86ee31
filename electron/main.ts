import { app } from "electron";
import { surpriseLine } from "../shared/bare-error.ts";
import { composeDesktop } from "./compose.ts";
import { createDesktop } from "./desktop.ts";
import { endWithFailure } from "./end-with-failure.ts";
import { followLinks } from "./follow-links.ts";
import { connectPipes } from "./ipc/pipes.ts";
import { openLog } from "./log-file.ts";
import { describeProgram, showMenus } from "./menu/app-menu.ts";
import { showNotices } from "./notices/notices.ts";
import { prepareAnswers } from "./prepare-answers.ts";
import { renewAhead } from "./renew-ahead.ts";
import { openRemembered } from "./store/preferences.ts";
import { showTray } from "./tray/tray.ts";
import { createUpdates } from "./updates.ts";
import { confineAll, refusePermissions } from "./windows/confine.ts";
import { createMainWindow } from "./windows/main-window.ts";
import { registerScreensScheme, serveScreensScheme } from "./windows/screens-scheme.ts";

// The order of the boot, and nothing else: each line is a file of its own.
registerScreensScheme();
if (app.requestSingleInstanceLock()) {
  confineAll();
  const links = followLinks();
  const log = openLog(app.getPath("logs"));
  // Before the program is ready, as it needs not wait for that: the window would wait for it later.
  const remembered = openRemembered(app.getPath("userData"));
  void app.whenReady().then(async () => {
    refusePermissions();
    const updates = createUpdates(process.env.KEYFERRY_UPDATE_FEED, log);
    const window = createMainWindow({
      state: remembered.window,
      keep: remembered.setWindow,
      zoom: () => remembered.preferences().zoom,
      language: () => desktop.language(),
    });
    const desktop = createDesktop({ remembered, window, log, updates });
    const { go, language } = desktop;
    const busy = serveScreensScheme();
    window.open();
    links.start(window.open, go);
    // While the window runs its script; what it asks before there is an engine waits.
    const composed = busy.then(() => composeDesktop(process.env, process.argv.includes("--practice"), log));
    connectPipes(
      composed.then(({ engine, home, practice }) => ({
        engine,
        desktop,
        info: { version: app.getVersion(), shell: "electron", practice, home },
        onSurprise: (error) => log.line(surpriseLine(error)),
      })),
    );
    const ready = await composed.catch((thrown: unknown) => endWithFailure(thrown, language(), log));
    if (!ready) return;
    const { engine, home } = ready;
    void prepareAnswers(engine);
    describeProgram(home);
    const tray = showTray({ engine, language, go, show: window.open });
    desktop.follow((preferences) => {
      showMenus(preferences, language(), {
        ...desktop,
        set: desktop.setPreferences,
        openLogFolder: () => void desktop.openLogFolder(),
        checkForUpdates: () => void desktop.tellOfUpdates(),
        about: () => app.showAboutPanel(),
      });
      tray();
    });
    showNotices({ engine, language, go, wanted: () => remembered.preferences().notifications });
    renewAhead(engine);
    updates.watch();
  });
} else {
  app.quit();
}
