import { emitterOf } from "./emitter.ts";

const events = [
  ...["ready-to-show", "close", "closed", "resize", "resized", "move", "moved", "maximize", "unmaximize", "minimize"],
  ...["restore", "focus", "blur", "show", "hide", "enter-full-screen", "leave-full-screen", "page-title-updated"],
  ...["session-end", "query-session-end", "unresponsive", "responsive", "always-on-top-changed"],
];

/** Places and sizes in DIP. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a window starts with. */
export interface WindowOptions extends Partial<Bounds> {
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly fullscreen?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly sandbox?: boolean;
    readonly nodeIntegration?: boolean;
    readonly contextIsolation?: boolean;
  };
}

/** The one display of the stand-in; its work area is all of it. */
export const displayBounds: Bounds = { x: 0, y: 0, width: 1920, height: 1080 };

let focused: WindowState | null = null;

/** What a window is like to the program: place, size, shown or not. A headless Chromium shows none of it. */
export class WindowState extends emitterOf("BrowserWindow", events) {
  #normal: Bounds;
  #least: readonly [number, number];
  #mode: "normal" | "maximized" | "full-screen" = "normal";
  #minimized = false;
  #visible: boolean;
  #title: string;
  #destroyed = false;
  #menuBar = true;
  #background: string;

  constructor(options: WindowOptions) {
    super();
    const { width = 800, height = 600, minWidth = 0, minHeight = 0 } = options;
    const { x = Math.round((displayBounds.width - width) / 2), y = Math.round((displayBounds.height - height) / 2) } =
      options;
    this.#least = [minWidth, minHeight];
    this.#normal = this.#noSmaller({ x, y, width, height });
    this.#visible = options.show ?? true;
    this.#title = options.title ?? "Electron";
    this.#background = options.backgroundColor ?? "#FFFFFF";
    if (options.fullscreen) this.#mode = "full-screen";
    if (this.#visible) this.#take();
  }

  static getFocused(): WindowState | null {
    return focused;
  }

  #noSmaller(bounds: Bounds): Bounds {
    const [width, height] = this.#least;
    return { ...bounds, width: Math.max(bounds.width, width), height: Math.max(bounds.height, height) };
  }

  #take(): void {
    if (focused === this) return;
    const before = focused;
    focused = this;
    before?.emit("blur");
    this.emit("focus");
  }

  #leave(): void {
    if (focused !== this) return;
    focused = null;
    this.emit("blur");
  }

  #switch(mode: "normal" | "maximized" | "full-screen", event: string): void {
    this.#mode = mode;
    this.emit(event);
    this.#moved();
  }

  #moved(): void {
    this.emit("move");
    this.emit("resize");
  }

  getBounds(): Bounds {
    return this.#mode === "normal" ? { ...this.#normal } : { ...displayBounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.#normal };
  }

  getContentBounds(): Bounds {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.getBounds();
    this.#mode = "normal";
    this.#normal = this.#noSmaller({ ...before, ...bounds });
    if (before.x !== this.#normal.x || before.y !== this.#normal.y) this.emit("move");
    if (before.width !== this.#normal.width || before.height !== this.#normal.height) this.emit("resize");
  }

  getSize(): readonly number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getPosition(): readonly number[] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getMinimumSize(): readonly number[] {
    return [...this.#least];
  }

  setMinimumSize(width: number, height: number): void {
    this.#least = [width, height];
  }

  center(): void {
    const { width, height } = this.getBounds();
    this.setBounds({
      x: Math.round((displayBounds.width - width) / 2),
      y: Math.round((displayBounds.height - height) / 2),
    });
  }

  isMaximized(): boolean {
    return this.#mode === "maximized";
  }

  maximize(): void {
    this.show();
    if (!this.isMaximized()) this.#switch("maximized", "maximize");
  }

  unmaximize(): void {
    if (this.isMaximized()) this.#switch("normal", "unmaximize");
  }

  isFullScreen(): boolean {
    return this.#mode === "full-screen";
  }

  setFullScreen(on: boolean): void {
    if (on === this.isFullScreen()) return;
    if (on) this.#switch("full-screen", "enter-full-screen");
    else this.#switch("normal", "leave-full-screen");
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  minimize(): void {
    if (this.#minimized) return;
    this.#minimized = true;
    this.#leave();
    this.emit("minimize");
  }

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.emit("restore");
    this.#take();
  }

  isVisible(): boolean {
    return this.#visible;
  }

  show(): void {
    this.showInactive();
    this.#take();
  }

  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.emit("show");
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#leave();
    this.emit("hide");
  }

  focus(): void {
    if (this.#visible && !this.#minimized) this.#take();
  }

  blur(): void {
    this.#leave();
  }

  isFocused(): boolean {
    return focused === this;
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  setMenuBarVisibility(visible: boolean): void {
    this.#menuBar = visible;
  }

  isMenuBarVisible(): boolean {
    return this.#menuBar;
  }

  setAutoHideMenuBar(hide: boolean): void {
    this.#menuBar = !hide;
  }

  setBackgroundColor(color: string): void {
    this.#background = color;
  }

  getBackgroundColor(): string {
    return this.#background;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Ends the bookkeeping; true the first time. */
  protected end(): boolean {
    if (this.#destroyed) return false;
    this.#destroyed = true;
    this.#visible = false;
    if (focused === this) focused = null;
    return true;
  }
}
