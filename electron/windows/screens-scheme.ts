import { join } from "node:path";
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

/** Answers the scheme with the built screens, their headers included. */
export const serveScreensScheme = (): void => {
  const folder = join(app.getAppPath(), "dist", "screens");
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    const { status, headers, body } = await readScreen(folder, url.host === "keyferry" ? url.pathname : "/nowhere");
    return new Response(body, { status, headers });
  });
};
