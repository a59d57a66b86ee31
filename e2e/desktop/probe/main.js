import { join } from "node:path";
import { app, BrowserWindow, ipcMain, protocol } from "electron";

// A program that uses Electron in small ways, for electron-api.spec.ts: what holds on the real binary must
// hold on the stand-in.
protocol.registerSchemesAsPrivileged([
  { scheme: "probe", privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
ipcMain.handle("echo", (_event, value) => value);
ipcMain.handle("fail", () => {
  throw new TypeError("on purpose");
});
ipcMain.on("sync", (event, value) => {
  event.returnValue = { value, sameFrame: event.senderFrame === event.sender.mainFrame, url: event.senderFrame.url };
});

const page = `<!doctype html><meta charset="utf-8"><title>Probe</title>
<input type="file" aria-label="File"><input aria-label="Text">
<a href="/second">Second</a> <a href="/moved">Moved</a> <a href="/second" target="_blank">Window</a>
<a href="/data.txt" download>Download</a>`;

const answer = ({ url, method }) => {
  const { pathname } = new URL(url);
  if (pathname === "/data.txt") return new Response("some data", { headers: { "content-type": "text/plain" } });
  if (pathname === "/asked") return Response.json({ url, method });
  const headers = { "content-type": "text/html", "content-security-policy": "default-src 'self' probe:" };
  return new Response(page.replace("Probe", pathname === "/second" ? "Second" : "Probe"), { headers });
};

const happened = [];
Object.assign(globalThis, { happened, prevent: new Set() });
const listen = (emitter, names, say = () => undefined) => {
  for (const name of names)
    emitter.on(name, (event, ...values) => {
      happened.push([name, say(...values)]);
      if (globalThis.prevent.has(name)) event.preventDefault();
    });
};

listen(app, ["before-quit", "will-quit", "window-all-closed", "browser-window-created", "web-contents-created"]);
void app.whenReady().then(() => {
  protocol.handle("probe", answer);
  const window = new BrowserWindow({
    width: 700,
    height: 500,
    webPreferences: { preload: join(app.getAppPath(), "preload.cjs") },
  });
  listen(window, ["close", "closed", "maximize", "unmaximize", "minimize", "restore", "hide", "show"]);
  listen(window.webContents, ["will-navigate"], (url) => url);
  window.webContents.on("before-input-event", (event, input) => {
    happened.push(["before-input-event", input]);
    if (input.key === "x") event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    happened.push(["window-open", url]);
    return { action: "deny" };
  });
  void window.loadURL("probe://host/");
});
