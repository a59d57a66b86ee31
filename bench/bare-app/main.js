import { app, BrowserWindow, protocol } from "electron";

// The least that shows a page of a program's own: what any program on this runtime pays. The page comes by a
// scheme, as Electron's security list has it for every program; with `--weight=<bytes>` so does a script of that
// size which does nothing.
const weight = Number(process.argv.find((word) => word.startsWith("--weight="))?.slice("--weight=".length) ?? 0);
const page = weight > 0 ? '<script src="weight.js"></script>' : "";
const answer = (body, type) => new Response(body, { headers: { "content-type": type } });

protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true } }]);
app.on("window-all-closed", () => app.quit());
void app.whenReady().then(() => {
  protocol.handle("app", ({ url }) =>
    url.endsWith("weight.js")
      ? answer(`/*${"x".repeat(weight)}*/`, "text/javascript")
      : answer(`<title>Bare</title>${page}<h1>Bare</h1>`, "text/html"),
  );
  const window = new BrowserWindow({ width: 1200, height: 800, show: false });
  window.once("ready-to-show", () => window.show());
  void window.loadURL("app://bare/");
});
