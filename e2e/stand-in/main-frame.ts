import { guard } from "./guard.ts";

/** What a frame needs of its contents. */
interface Contents {
  readonly id: number;
  readonly getURL: () => string;
  readonly send: (channel: string, ...values: readonly unknown[]) => void;
  readonly executeJavaScript: (code: string) => Promise<unknown>;
}

/** Electron's WebFrameMain of a page's main frame: the same object for as long as the page is there. */
export const createMainFrame = (contents: Contents): object =>
  guard("webContents.mainFrame", {
    parent: null,
    routingId: 1,
    processId: contents.id,
    get url() {
      return contents.getURL();
    },
    get origin() {
      const url = contents.getURL();
      return URL.canParse(url) ? url.split("/").slice(0, 3).join("/") : "null";
    },
    send: (channel: string, ...values: readonly unknown[]) => contents.send(channel, ...values),
    executeJavaScript: (code: string) => contents.executeJavaScript(code),
  });
