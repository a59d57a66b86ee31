import { extname, join } from "node:path";
import { app, protocol } from "electron";
import { readScreen } from "../../bridge/screen-files.ts";

/** Where the screens live for the window: a scheme of our own, with an origin, unlike `file:`. */
export const screensOrigin = "app://keyferry";

/** Must run before the program is ready. */
export const registerScreensScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

/** How long a window may take to ask for its script before nobody waits for that any more, in milliseconds. */
const patienceMs = 1000;

/**
 * How long script and style are on their way after they were handed over, about, in milliseconds: the process that
 * carries them and the page's own want the processor. Found by measuring 0, 30, 60, 80 and 120; the page runs its
 * script for longer than this before it has a question.
 */
const onTheirWayMs = 60;

/**
 * Answers the scheme with the built screens, their headers included. Resolves when the first window has been
 * handed its script and its style and is busy with them: what keeps this process busy before delays the window.
 */
export const serveScreensScheme = (): Promise<void> => {
  const folder = join(app.getAppPath(), "dist", "screens");
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, patienceMs).unref();
  // Node reads the code of these when they are first named: better while the window's process starts.
  setImmediate(() => new Response());
  const awaited = new Set([".js", ".css"]);
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    const { status, headers, body } = await readScreen(folder, url.host === "keyferry" ? url.pathname : "/nowhere");
    awaited.delete(extname(url.pathname));
    if (awaited.size === 0) setTimeout(resolve, onTheirWayMs);
    return new Response(body, { status, headers });
  });
  return promise;
};
