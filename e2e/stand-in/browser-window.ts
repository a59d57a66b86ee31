import type { App } from "./app.ts";
import { emitPreventable } from "./emitter.ts";
import { notImplemented } from "./guard.ts";
import { type ContentsParts, WebContents } from "./web-contents.ts";
import { type WindowOptions, WindowState } from "./window-state.ts";

const windows = new Set<BrowserWindow>();
let last = 0;
let parts: (Omit<ContentsParts, "preload"> & { readonly app: App }) | undefined;

/** Electron's BrowserWindow: the bookkeeping of a window, around a page of a headless Chromium. */
export class BrowserWindow extends WindowState {
  readonly id = ++last;
  readonly webContents: WebContents;
  #closing = false;
  #shown = false;

  constructor(options: WindowOptions = {}) {
    if (!parts?.app.isReady()) throw new Error("Cannot create BrowserWindow before app is ready");
    const { nodeIntegration, contextIsolation = true, sandbox = true, preload } = options.webPreferences ?? {};
    if (nodeIntegration || !contextIsolation || !sandbox) throw notImplemented("a window with Node in its page");
    super(options);
    this.webContents = new WebContents({ ...parts, preload }, () => this.close());
    windows.add(this);
    this.webContents.on("destroyed", () => this.destroy());
    this.webContents.on("did-finish-load", () => {
      if (this.#shown) return;
      this.#shown = true;
      this.emit("ready-to-show");
    });
    this.webContents.on("page-title-updated", (_event: object, title: string) => {
      if (!emitPreventable(this, "page-title-updated", title, true)) this.setTitle(title);
    });
    const { app } = parts;
    this.webContents.on("render-process-gone", (event: object, details: object) =>
      app.emit("render-process-gone", event, this.webContents, details),
    );
    this.on("resize", () => this.#fit());
    this.on("focus", () => app.emit("browser-window-focus", {}, this));
    this.on("blur", () => app.emit("browser-window-blur", {}, this));
    this.#fit();
    // Programs install their guards in listeners of these two: before anything is loaded.
    app.emit("web-contents-created", {}, this.webContents);
    app.emit("browser-window-created", {}, this);
  }

  /** Hands the class what its windows are made with. Once, before the program starts. */
  static provide(given: NonNullable<typeof parts>): void {
    parts = given;
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...windows].find((each) => each.isFocused()) ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((each) => each.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return [...windows].find((each) => each.id === id) ?? null;
  }

  #fit(): void {
    const { width, height } = this.getBounds();
    WebContents.resize(this.webContents, width, height);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    return this.webContents.loadFile(path);
  }

  reload(): void {
    this.webContents.reload();
  }

  setMenu(menu: unknown): void {
    this.setMenuBarVisibility(menu !== null);
  }

  removeMenu(): void {
    this.setMenuBarVisibility(false);
  }

  /** Closes unless a listener of `close` prevents it, which also ends a quitting. */
  close(): void {
    if (this.#closing || this.isDestroyed()) return;
    this.#closing = true;
    if (emitPreventable(this, "close")) {
      this.#closing = false;
      parts?.app.closeWasPrevented();
      return;
    }
    // As with a real window, who calls goes on first.
    setImmediate(() => this.destroy());
  }

  /** Closes without asking. */
  destroy(): void {
    if (!this.end()) return;
    windows.delete(this);
    WebContents.destroy(this.webContents);
    this.emit("closed");
    if (windows.size === 0) parts?.app.lastWindowClosed();
  }
}
