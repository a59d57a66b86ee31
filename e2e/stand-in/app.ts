import { AppState } from "./app-state.ts";
import { createEvent, emitPreventable } from "./emitter.ts";
import type { Launch } from "./launch.ts";
import { note } from "./record.ts";
import { type Instance, type SecondStart, takeInstance } from "./single-instance.ts";

/** A window, as far as quitting is concerned. */
interface Closable {
  readonly close: () => void;
  readonly destroy: () => void;
}

/** What leaving waits for and needs to know. */
export interface Leaving {
  readonly windows: () => readonly Closable[];
  /** Ends all that was started. */
  readonly end: () => Promise<void>;
}

/** Electron's app. */
export class App extends AppState {
  readonly #leaving: Leaving;
  readonly #ready = Promise.withResolvers<void>();
  #isReady = false;
  #quitting = false;
  #left = false;
  #instance: Instance | undefined;

  constructor(launch: Launch, leaving: Leaving) {
    super(launch);
    this.#leaving = leaving;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Called when Chromium is there and the program may begin. */
  becomeReady(): void {
    if (this.#left) return;
    this.#isReady = true;
    this.emit("will-finish-launching");
    this.emit("ready", createEvent({}), {});
    this.#ready.resolve();
  }

  /** Whether the program has ended itself, maybe before it was ready. */
  hasLeft(): boolean {
    return this.#left;
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    if (this.#instance?.first) return true;
    const own = { argv: process.argv, cwd: process.cwd(), data };
    const instance = takeInstance(this.getPath("userData"), own, (start) => this.#onSecond(start));
    this.#instance = instance;
    return instance.first;
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance?.first === true;
  }

  releaseSingleInstanceLock(): void {
    if (this.#instance?.first) this.#instance.release();
    this.#instance = undefined;
  }

  #onSecond({ argv, cwd, data }: SecondStart): void {
    void this.whenReady().then(() => this.emit("second-instance", createEvent({}), argv, cwd, data));
  }

  /** Asks the program, then each window; `will-quit` last. Any of them can prevent it. */
  quit(): void {
    if (this.#quitting || this.#left) return;
    this.#quitting = true;
    if (emitPreventable(this, "before-quit")) {
      this.#quitting = false;
      return;
    }
    const windows = this.#leaving.windows();
    if (windows.length === 0) this.#finish();
    for (const window of windows) window.close();
  }

  /** Ends at once: no window is asked. */
  exit(code = 0): void {
    if (this.#left) return;
    this.#left = true;
    for (const window of this.#leaving.windows()) window.destroy();
    this.emit("quit", createEvent({}), code);
    const told = this.#instance?.first === false ? this.#instance.told : Promise.resolve();
    void Promise.all([told, this.#leaving.end()]).finally(() => process.exit(code));
  }

  relaunch(options: object = {}): void {
    note("app.relaunch", options);
  }

  closeWasPrevented(): void {
    this.#quitting = false;
  }

  lastWindowClosed(): void {
    if (this.#left) return;
    if (this.#quitting) this.#finish();
    else if (!this.emit("window-all-closed")) this.quit();
  }

  #finish(): void {
    if (emitPreventable(this, "will-quit")) this.#quitting = false;
    else this.exit(0);
  }
}
