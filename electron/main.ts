import { app } from "electron";
import { composeDesktop } from "./compose.ts";
import { connectPipes } from "./ipc/pipes.ts";
import { renewAhead } from "./renew-ahead.ts";
import { focusMainWindow, openMainWindow } from "./windows/main-window.ts";
import { registerScreensScheme, serveScreensScheme } from "./windows/screens-scheme.ts";

// The order of the boot, and nothing else: each line is a file of its own.
registerScreensScheme();
if (app.requestSingleInstanceLock()) {
  app.on("second-instance", focusMainWindow);
  app.on("window-all-closed", () => app.quit());
  app.on("activate", openMainWindow);
  void app.whenReady().then(async () => {
    const backend = await composeDesktop(process.env, process.argv.includes("--practice"));
    serveScreensScheme();
    connectPipes(backend);
    openMainWindow();
    renewAhead(backend.engine);
  });
} else {
  app.quit();
}
