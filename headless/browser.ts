import { KeyferryError } from "../shared/errors.ts";

/**
 * Opens an address in the person's browser. `KEYFERRY_BROWSER` names another program to start, and
 * `none` starts nothing. Only web addresses are opened.
 */
export const openInBrowser = async (url: string): Promise<void> => {
  if (!/^https?:\/\//.test(url)) throw new KeyferryError("USAGE", { detail: "Only web addresses can be opened." });
  const browser = process.env.KEYFERRY_BROWSER;
  if (browser === "none") return;
  const { default: open } = await import("open");
  const child = await open(url, browser ? { app: { name: browser } } : {});
  child.on("error", () => {});
  child.unref();
};
