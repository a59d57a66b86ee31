import { app, BrowserWindow } from "electron";

// The least that shows a window: what any program on this runtime pays.
app.on("window-all-closed", () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1200, height: 800, show: false });
  window.once("ready-to-show", () => window.show());
  void window.loadURL("data:text/html,<title>Bare</title><h1>Bare</h1>");
});
