import { app, BrowserWindow, protocol } from "electron";

// The least that shows a page of a program's own: what any program on this runtime pays. The page comes by a
// scheme, as Electron's security list has it for every program.
protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true } }]);
app.on("window-all-closed", () => app.quit());
void app.whenReady().then(() => {
  protocol.handle(
    "app",
    () => new Response("<title>Bare</title><h1>Bare</h1>", { headers: { "content-type": "text/html" } }),
  );
  const window = new BrowserWindow({ width: 1200, height: 800, show: false });
  window.once("ready-to-show", () => window.show());
  void window.loadURL("app://bare/");
});
