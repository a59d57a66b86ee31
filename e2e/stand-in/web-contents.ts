import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ContentsState } from "./contents-state.ts";
import { createEvent, emitPreventable } from "./emitter.ts";
import { guardRequests } from "./fetch-gate.ts";
import { notImplemented } from "./guard.ts";
import { createAnswerer } from "./ipc-answers.ts";
import type { IpcMain } from "./ipc-main.ts";
import { createMainFrame } from "./main-frame.ts";
import type { FromPage } from "./page/messages.ts";
import { linkPage, type PageLink } from "./page-link.ts";
import { applyColorScheme, type ColorScheme, evaluate, grantPermissions, resizePage } from "./page-settings.ts";
import { toProgramAddress } from "./schemes.ts";
import { StandInSession } from "./session.ts";
import type { PageTarget, Targets } from "./targets.ts";

/** What contents are made with. */
export interface ContentsParts {
  readonly targets: Promise<Targets>;
  readonly session: StandInSession;
  readonly ipcMain: IpcMain;
  readonly preload: string | undefined;
  /** What `process` is in a preload script. */
  readonly process: object;
}

type OpenHandler = (details: object) => { readonly action: "allow" | "deny" };

const all = new Set<WebContents>();
let last = 0;
let colorScheme: ColorScheme = "system";

/** Electron's webContents: a page, and what the program does with it. */
export class WebContents extends ContentsState {
  readonly id = ++last;
  readonly session: StandInSession;
  readonly mainFrame: object;
  readonly #parts: ContentsParts;
  readonly #link: Promise<PageLink>;
  #page: PageLink | undefined;
  #toPage: (url: string) => string = (url) => url;
  #url = "";
  #title = "";
  #destroyed = false;
  #loading = false;
  /** Settled once the page that was last asked for is there, or is known not to come. */
  #arriving: Promise<void> = Promise.resolve();
  #crashed = false;
  #openHandler: OpenHandler | undefined;
  /** Where a page wants to go by itself; what the program loads is not asked about. */
  #wanted: string | undefined;
  /** Asks the window to close; a page without one is simply destroyed. */
  readonly #onClose: () => void;
  readonly #answer: ReturnType<typeof createAnswerer>;

  constructor(parts: ContentsParts, onClose: () => void) {
    super();
    this.#parts = parts;
    this.#onClose = onClose;
    this.session = parts.session;
    this.mainFrame = createMainFrame(this);
    this.#answer = createAnswerer({
      ipcMain: parts.ipcMain,
      words: { sender: this, senderFrame: this.mainFrame, frameId: 1, processId: this.id, ports: [] },
      deliver: (message) => this.#page?.deliver(message),
    });
    all.add(this);
    this.#link = parts.targets.then((targets) => this.#open(targets));
    // A window that is closed before it is there needs no page.
    this.#link.catch(() => {});
  }

  static getAllWebContents(): readonly WebContents[] {
    return [...all];
  }

  static fromId(id: number): WebContents | undefined {
    return [...all].find((each) => each.id === id);
  }

  static fromDevToolsTargetId(target: string): WebContents | undefined {
    return [...all].find((each) => each.#page?.target.id === target);
  }

  /** Tells all pages, now and to come, what they are to look like. */
  static setColorScheme(scheme: ColorScheme): void {
    colorScheme = scheme;
    for (const each of all) each.#link.then(({ target }) => applyColorScheme(target, scheme)).catch(() => {});
  }

  async #open(targets: Targets): Promise<PageLink> {
    let link: PageLink | undefined;
    const target = await targets.open(async (page) => {
      link = await this.#join(page);
    });
    void target.gone.then(() => this.#destroy());
    if (!link) throw new Error("stand-in for Electron: the page was not joined");
    this.#page = link;
    if (this.#destroyed) this.#closePage(link);
    return link;
  }

  async #join(page: PageTarget): Promise<PageLink> {
    const guarded = guardRequests(page.session, page.id, this.session.gate, (url, redirected) =>
      this.#mayNavigate(url, redirected),
    );
    this.#toPage = guarded.toPage;
    StandInSession.watchGate(this.session, this, () => void guarded.refresh().catch(() => {}));
    await guarded.refresh();
    // Playwright has a say of its own in this: only what the program asks for is set.
    if (colorScheme !== "system") await applyColorScheme(page, colorScheme);
    return linkPage(page, {
      message: (message) => this.#receive(message),
      navigated: (url) => {
        this.#url = toProgramAddress(url);
        this.emit("did-navigate", createEvent({}), this.#url, 200, "OK");
      },
      navigatedInPage: (url) => {
        this.#wanted = undefined;
        this.#url = toProgramAddress(url);
        this.emit("did-navigate-in-page", createEvent({}), this.#url, true);
      },
      lifecycle: (name) => this.#reached(name),
      wantsToLeave: (url) => {
        this.#wanted = toProgramAddress(url);
      },
      crashed: () => {
        this.#crashed = true;
        this.emit("render-process-gone", createEvent({}), { reason: "crashed", exitCode: 1 });
      },
    });
  }

  #reached(name: string): void {
    if (name === "init") {
      this.#loading = true;
      this.emit("did-start-loading");
    } else if (name === "DOMContentLoaded") this.emit("dom-ready", createEvent({}));
    else if (name === "load") {
      this.#loading = false;
      this.emit("did-finish-load", createEvent({}));
      this.emit("did-stop-loading", createEvent({}));
    }
  }

  #mayNavigate(url: string, redirected: boolean): boolean {
    if (redirected) return !emitPreventable(this, "will-redirect", url, false, true);
    const wanted = this.#wanted !== undefined && withoutHash(this.#wanted) === withoutHash(url);
    this.#wanted = undefined;
    return !wanted || !emitPreventable(this, "will-navigate", url, false, true);
  }

  #receive(message: FromPage): unknown {
    this.#url = toProgramAddress(message.href);
    if (message.kind === "open") return this.#askToOpen(message.url, message.frameName, message.features);
    if (message.kind === "key") return emitPreventable(this, "before-input-event", message.input);
    if (message.kind === "title") return this.#retitle(message.title);
    if (message.kind === "path") return undefined;
    return this.#answer(message);
  }

  #retitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit("page-title-updated", createEvent({}), title, true);
  }

  #askToOpen(url: string, frameName: string, features: string): void {
    const details = {
      url: toProgramAddress(url),
      frameName,
      features,
      disposition: "foreground-tab",
      referrer: { url: this.#url },
    };
    const { action } = this.#openHandler?.(details) ?? { action: "allow" };
    if (action === "allow") throw notImplemented("a window that a page opens");
  }

  /** Resolves when the page has loaded; rejects where it cannot be. */
  loadURL(url: string): Promise<void> {
    const loading = this.#load(url);
    this.#arriving = loading.catch(() => {});
    return loading;
  }

  async #load(url: string): Promise<void> {
    const page = await this.#link;
    const { preload, process } = this.#parts;
    const watchKeys = this.listenerCount("before-input-event") > 0;
    const text = preload === undefined ? undefined : readFileSync(preload, "utf8");
    // A page whose process has died takes no scripts; it keeps those that it had.
    if (!this.#crashed) await page.prepare({ preload: text, watchKeys, process });
    this.#crashed = false;
    const origin = new URL(this.#toPage(url)).origin;
    await grantPermissions(page.target, origin, await this.session.permissionsFor(this, origin));
    const loaded = new Promise<void>((resolve) => this.once("did-finish-load", () => resolve()));
    this.#wanted = undefined;
    this.#url = url;
    const { errorText } = await page.target.session.send<{ errorText?: string }>("Page.navigate", {
      url: this.#toPage(url),
    });
    if (errorText) {
      this.emit("did-fail-load", createEvent({}), -2, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    await Promise.race([loaded, page.target.gone]);
  }

  async loadFile(path: string): Promise<void> {
    await this.loadURL(pathToFileURL(path).href);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...values: readonly unknown[]): void {
    this.#page?.deliver({ kind: "message", channel, values });
  }

  /** Waits for a page that is on its way, as Electron does. */
  async executeJavaScript(code: string): Promise<unknown> {
    await this.#arriving;
    return evaluate((await this.#link).target, code);
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  reload(): void {
    this.#crashed = false;
    void this.#link.then(({ target }) => target.session.send("Page.reload")).catch(() => {});
  }

  forcefullyCrashRenderer(): void {
    void this.#link.then(({ target }) => target.session.send("Page.crash")).catch(() => {});
  }

  getURL(): string {
    return this.#url;
  }

  getTitle(): string {
    return this.#title;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getType(): string {
    return "window";
  }

  close(): void {
    this.#onClose();
  }

  /** Makes the page as large as its window says. */
  static resize(contents: WebContents, width: number, height: number): void {
    contents.#link.then(({ target }) => resizePage(target, width, height)).catch(() => {});
  }

  /** Closes the page without asking. */
  static destroy(contents: WebContents): void {
    if (contents.#page) contents.#closePage(contents.#page);
    contents.#destroy();
  }

  #closePage({ target: { session } }: PageLink): void {
    void session.send("Page.close").catch(() => {});
  }

  #destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this);
    StandInSession.leaveGate(this.session, this);
    this.emit("destroyed");
  }
}

const withoutHash = (url: string): string => url.replace(/#.*$/s, "");
