// What `require("electron")` and `import … from "electron"` get in the main process. Node finds the names of
// a CommonJS module by reading it: each stands here in so many words. main.ts puts the object in place.
const electron = globalThis[Symbol.for("stand-in for Electron")];

exports.app = electron.app;
exports.BrowserWindow = electron.BrowserWindow;
exports.clipboard = electron.clipboard;
exports.dialog = electron.dialog;
exports.ipcMain = electron.ipcMain;
exports.Menu = electron.Menu;
exports.MenuItem = electron.MenuItem;
exports.nativeImage = electron.nativeImage;
exports.nativeTheme = electron.nativeTheme;
exports.net = electron.net;
exports.Notification = electron.Notification;
exports.powerMonitor = electron.powerMonitor;
exports.protocol = electron.protocol;
exports.safeStorage = electron.safeStorage;
exports.screen = electron.screen;
exports.session = electron.session;
exports.shell = electron.shell;
exports.systemPreferences = electron.systemPreferences;
exports.Tray = electron.Tray;
exports.webContents = electron.webContents;
// For tests: what would have happened outside, and the keychain that can be switched.
exports.__standin = electron.__standin;
electron.seal(exports);
