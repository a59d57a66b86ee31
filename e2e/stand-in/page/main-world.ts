import type { WorldBridge } from "./world-bridge.ts";

/**
 * Runs in the page's own world before its scripts: puts in place what the preload script exposes, and
 * hands `window.open` to the program. Leaves nothing else on `window`.
 *
 * Self-contained: it is put into pages as text.
 */
export const mainWorld = (bridge: WorldBridge): void => {
  bridge.answer("expose", (name, value) => {
    if (Object.hasOwn(window, String(name)))
      throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    Object.defineProperty(window, String(name), { value, enumerable: true });
  });
  window.open = (url = "", frameName = "", features = "") => {
    bridge.call("open", new URL(url, document.baseURI).href, frameName, features);
    return null;
  };
  if (bridge.isThere()) bridge.call("mainWorldReady");
};
