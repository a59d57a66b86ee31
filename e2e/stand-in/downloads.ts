import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "./cdp.ts";
import { createEvent, emitterOf } from "./emitter.ts";

type State = "progressing" | "completed" | "cancelled" | "interrupted";

/** Asks a person where to save; undefined where they cancel. */
export type AskForPath = (suggested: string) => Promise<string | undefined>;

interface Begun {
  readonly guid: string;
  readonly url: string;
  readonly suggestedFilename: string;
}

interface Progress {
  readonly guid: string;
  readonly totalBytes: number;
  readonly receivedBytes: number;
  readonly state: "inProgress" | "completed" | "canceled";
}

/** Electron's DownloadItem. */
class DownloadItem extends emitterOf("DownloadItem", ["updated", "done"]) {
  readonly #begun: Begun;
  readonly #cancel: () => void;
  #path = "";
  #state: State = "progressing";
  #sizes: readonly [received: number, total: number] = [0, 0];

  constructor(begun: Begun, cancel: () => void) {
    super();
    this.#begun = begun;
    this.#cancel = cancel;
  }

  getURL(): string {
    return this.#begun.url;
  }

  getFilename(): string {
    return this.#begun.suggestedFilename;
  }

  setSavePath(path: string): void {
    this.#path = path;
  }

  getSavePath(): string {
    return this.#path;
  }

  getState(): State {
    return this.#state;
  }

  getReceivedBytes(): number {
    return this.#sizes[0];
  }

  getTotalBytes(): number {
    return this.#sizes[1];
  }

  cancel(): void {
    this.#cancel();
    DownloadItem.end(this, "cancelled");
  }

  static progress(item: DownloadItem, { receivedBytes, totalBytes }: Progress): void {
    item.#sizes = [receivedBytes, totalBytes];
    item.emit("updated", createEvent({}), "progressing");
  }

  static end(item: DownloadItem, state: State): void {
    if (item.#state !== "progressing") return;
    item.#state = state;
    item.emit("done", createEvent({}), state);
  }
}

/**
 * Takes what pages download into a folder of its own, and from there to where the program says in
 * `will-download`, else a person in a dialog. `tell` emits that event; it says whether it was prevented.
 */
export const receiveDownloads = async (
  root: Session,
  tell: (item: DownloadItem) => boolean,
  askForPath: AskForPath,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "standin-downloads-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const items = new Map<string, { readonly item: DownloadItem; readonly decided: Promise<void> }>();

  const decide = async (item: DownloadItem): Promise<void> => {
    if (item.getState() !== "progressing" || item.getSavePath() !== "") return;
    const path = await askForPath(item.getFilename());
    if (path === undefined) item.cancel();
    else item.setSavePath(path);
  };
  const finish = (item: DownloadItem, guid: string): void => {
    if (item.getState() !== "progressing") return;
    try {
      copyFileSync(join(folder, guid), item.getSavePath());
      DownloadItem.end(item, "completed");
    } catch {
      DownloadItem.end(item, "interrupted");
    }
  };
  root.on<Begun>("Browser.downloadWillBegin", (begun) => {
    const { guid } = begun;
    const item = new DownloadItem(begun, () => void root.send("Browser.cancelDownload", { guid }).catch(() => {}));
    if (tell(item)) item.cancel();
    items.set(guid, { item, decided: decide(item) });
  });
  root.on<Progress>("Browser.downloadProgress", (progress) => {
    const { item, decided } = items.get(progress.guid) ?? {};
    if (!item || !decided) return;
    if (progress.state === "inProgress") DownloadItem.progress(item, progress);
    else if (progress.state === "canceled") DownloadItem.end(item, "cancelled");
    else void decided.then(() => finish(item, progress.guid));
  });
  await root.send("Browser.setDownloadBehavior", {
    behavior: "allowAndName",
    downloadPath: folder,
    eventsEnabled: true,
  });
};
