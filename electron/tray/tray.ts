import { join } from "node:path";
import { app, Menu, nativeImage, nativeTheme, Tray } from "electron";
import type { Backend } from "../../bridge/router.ts";
import type { Language } from "../../shared/localised.ts";
import { words } from "../words.ts";
import { type TrayView, trayView } from "./tray-view.ts";

interface TrayParts {
  readonly engine: Backend["engine"];
  readonly language: () => Language;
  readonly go: (address: string) => void;
  readonly show: () => void;
}

/** Events come in bursts: the list is read once for all within this time, in milliseconds. */
const gatherMs = 500;

/** Keeps the health of all connections in the system's tray. Returns a function that draws it anew. */
export const showTray = ({ engine, language, go, show }: TrayParts): (() => void) => {
  const tray = new Tray(image(false));
  tray.on("click", show);
  const draw = (view: TrayView): void => {
    tray.setImage(image(view.attention));
    tray.setToolTip(view.tooltip);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...view.lines.map(({ label, address }) => ({ label, ...(address ? { click: () => go(address) } : {}) })),
        { type: "separator" },
        { id: "show", label: words.show[language()], click: show },
        { id: "new", label: words.newConnection[language()], click: () => go("#/new") },
        { type: "separator" },
        { id: "quit", label: words.quit[language()], role: "quit" },
      ]),
    );
    app.setBadgeCount(view.count);
  };
  const read = async (): Promise<void> => {
    // Before the key is at hand nothing can be said of the connections.
    const connections = await engine.connections.list().catch(() => []);
    draw(trayView(connections, language()));
  };
  let due = false;
  const later = (): void => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      void read();
    }, gatherMs);
  };
  engine.watch(later);
  later();
  return later;
};

/** macOS tints the picture itself; elsewhere a dark panel takes the white one. */
const image = (attention: boolean) => {
  const white = process.platform !== "darwin" && nativeTheme.shouldUseDarkColors;
  const file = `tray${attention ? "Attention" : ""}${white ? "White" : "Template"}.png`;
  return nativeImage.createFromPath(join(app.getAppPath(), "assets", "tray", file));
};
