import type { EventEmitter } from "node:events";
import { emitterOf } from "../emitter.ts";
import { guardClass } from "../guard.ts";
import { note } from "../record.ts";
import type { Menu } from "./menu.ts";

const events = ["click", "right-click", "double-click", "middle-click"];

/** An icon in the tray, kept in the record as `tray.new`; a test reads what it shows, and emits `click`. */
class StandInTray extends emitterOf("Tray", events) {
  image: unknown;
  toolTip = "";
  title = "";
  menu: Menu | null = null;
  #destroyed = false;

  constructor(image: unknown) {
    super();
    this.image = image;
    note("tray.new", this);
  }

  setImage(image: unknown): void {
    this.image = image;
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getTitle(): string {
    return this.title;
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }

  popUpContextMenu(menu = this.menu): void {
    menu?.popup();
  }

  destroy(): void {
    this.#destroyed = true;
    note("tray.destroy", this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
}

/** Electron's Tray. */
export const Tray: new (image: unknown) => EventEmitter = guardClass("Tray", StandInTray);
