import { Notification } from "electron";
import type { Backend } from "../../bridge/router.ts";
import type { Language } from "../../shared/localised.ts";
import { createNoticer } from "./notice-of.ts";

interface NoticeParts {
  readonly engine: Backend["engine"];
  readonly language: () => Language;
  readonly wanted: () => boolean;
  readonly go: (address: string) => void;
}

/** Tells a person of what needs one, through the system's notifications. A click opens the connection. */
export const showNotices = ({ engine, language, wanted, go }: NoticeParts): void => {
  const noticer = createNoticer();
  // What is shown is held here: what is collected as garbage loses its click.
  const shown = new Set<Notification>();
  engine.watch((event) => {
    const notice = noticer(event, language());
    if (!notice || !wanted() || !Notification.isSupported()) return;
    const notification = new Notification({ title: notice.title, body: notice.body });
    shown.add(notification);
    notification.on("click", () => go(notice.address));
    notification.on("close", () => shown.delete(notification));
    notification.show();
  });
};
