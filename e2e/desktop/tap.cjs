// Loaded before the program by `-r`, which Electron's own starter takes: writes down what passes between the main
// process and its pages, and what is shown, opened or started outside of them, as it happens. Changes nothing of it.
const { ChildProcess } = require("node:child_process");
const { appendFileSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { app, clipboard, dialog, ipcMain, Menu, Notification, shell, Tray } = require("electron");

const folder = process.env.DESKTOP_TEST_TAP;
mkdirSync(folder, { recursive: true });
const file = join(folder, `${process.pid}.jsonl`);

const textOf = (value) => {
  if (typeof value === "string") return value;
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1");
  return JSON.stringify(value) ?? "";
};

const note = (place, ...values) => appendFileSync(file, `${JSON.stringify([place, ...values.map(textOf)])}\n`);

/** Does something before each call of a method. */
const before = (object, name, work) => {
  const method = object[name];
  object[name] = function (...values) {
    work.apply(this, values);
    return method.apply(this, values);
  };
};

before(ipcMain, "emit", (channel, _event, ...values) => note(`from the page: ${channel}`, ...values));
// Ways that the program does not use, and that would go unseen.
const refuse = (name) => () => {
  throw new Error(`The watch of the desktop tests does not see ${name}: teach it in e2e/desktop/tap.cjs.`);
};
ipcMain.handle = refuse("ipcMain.handle");
app.on("web-contents-created", (_event, contents) => {
  before(contents, "send", (channel, ...values) => note(`to the page: ${channel}`, ...values));
  contents.postMessage = refuse("webContents.postMessage");
  before(contents, "executeJavaScript", (code) => note("to the page: a script", code));
  before(contents, "loadURL", (address) => note("to the page: its address", address));
});

before(shell, "openPath", (path) => note("a path to open", path));
before(clipboard, "writeText", (text) => note("the clipboard", text));
before(dialog, "showErrorBox", (...words) => note("a dialog", ...words));
before(dialog, "showMessageBox", (...words) => note("a dialog", words.at(-1)));
before(dialog, "showSaveDialog", (...words) => note("a dialog", words.at(-1)));
before(Menu, "buildFromTemplate", (template) => note("a menu", template));
before(Tray.prototype, "setToolTip", (text) => note("the tray", text));
before(Notification.prototype, "show", function () {
  note("a notification", this.title, this.body);
});
// Every process is started through this one method, whichever function was called.
before(ChildProcess.prototype, "spawn", ({ args, envPairs }) =>
  note("a process: words and environment", args, envPairs),
);
