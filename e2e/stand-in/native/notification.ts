import type { EventEmitter } from "node:events";
import { createEvent, emitterOf } from "../emitter.ts";
import { guardClass } from "../guard.ts";
import { note } from "../record.ts";

const events = ["show", "click", "close", "reply", "action", "failed"];

/** What a notification says. */
export interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly urgency?: string;
  readonly icon?: unknown;
  readonly actions?: readonly { readonly type: string; readonly text?: string }[];
}

/** A notification, kept in the record as `notification.show`; a test emits `click`, `action` or `close`. */
class StandInNotification extends emitterOf("Notification", events) {
  title: string;
  body: string;
  silent: boolean;
  urgency: string;
  icon: unknown;
  actions: readonly object[];

  constructor(options: NotificationOptions = {}) {
    super();
    this.title = options.title ?? "";
    this.body = options.body ?? "";
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? "normal";
    this.icon = options.icon;
    this.actions = options.actions ?? [];
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    note("notification.show", this);
    this.emit("show", createEvent({}));
  }

  close(): void {
    note("notification.close", this);
    this.emit("close", createEvent({}));
  }
}

/** Electron's Notification. */
export const Notification: new (options?: NotificationOptions) => EventEmitter = guardClass(
  "Notification",
  StandInNotification,
);
