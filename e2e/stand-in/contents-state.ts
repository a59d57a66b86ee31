import { emitterOf } from "./emitter.ts";
import { note } from "./record.ts";

const events = [
  ...["did-start-loading", "did-stop-loading", "did-finish-load", "did-fail-load", "dom-ready", "did-navigate"],
  ...["did-navigate-in-page", "page-title-updated", "will-navigate", "will-redirect", "will-attach-webview"],
  ...["render-process-gone", "before-input-event", "destroyed", "context-menu", "devtools-opened", "devtools-closed"],
  ...["zoom-changed", "unresponsive", "responsive", "ipc-message", "preload-error", "console-message"],
];

/** What contents only remember: zoom, developer tools, and the editing that nobody sees. */
export class ContentsState extends emitterOf("webContents", events) {
  #zoom = 1;
  #devTools = false;

  /** Bookkeeping only: the page is not drawn any larger. */
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoom = factor;
  }

  getZoomFactor(): number {
    return this.#zoom;
  }

  setZoomLevel(level: number): void {
    this.#zoom = 1.2 ** level;
  }

  getZoomLevel(): number {
    return Math.log(this.#zoom) / Math.log(1.2);
  }

  get zoomFactor(): number {
    return this.#zoom;
  }

  get zoomLevel(): number {
    return this.getZoomLevel();
  }

  openDevTools(): void {
    this.#devTools = true;
    note("webContents.openDevTools");
    this.emit("devtools-opened");
  }

  closeDevTools(): void {
    this.#devTools = false;
    this.emit("devtools-closed");
  }

  isDevToolsOpened(): boolean {
    return this.#devTools;
  }

  startDrag(item: object): void {
    note("webContents.startDrag", item);
  }

  undo(): void {
    note("webContents.undo");
  }

  redo(): void {
    note("webContents.redo");
  }

  cut(): void {
    note("webContents.cut");
  }

  copy(): void {
    note("webContents.copy");
  }

  paste(): void {
    note("webContents.paste");
  }

  selectAll(): void {
    note("webContents.selectAll");
  }

  focus(): void {
    note("webContents.focus");
  }
}
