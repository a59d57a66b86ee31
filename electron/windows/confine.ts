import { app, session, type WebContents } from "electron";
import { mayOpen } from "../may-open.ts";
import { openExternal } from "../open-external.ts";
import { screensOrigin } from "./screens-scheme.ts";

/**
 * Whatever comes to show a page in this program shows our screens and nothing else: no way out, no
 * second window, no frame of another origin, no permission, no download but of our own making.
 * (Electron's security list, points 5 and 12 to 16.)
 */
export const confineAll = (): void => {
  app.on("web-contents-created", (_event, contents) => confine(contents));
};

/** No page of this program is given anything: camera, position, notifications, devices. Once the app is ready. */
export const refusePermissions = (): void => {
  const ours = session.defaultSession;
  ours.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  ours.setPermissionCheckHandler(() => false);
  ours.setDevicePermissionHandler(() => false);
  ours.setDisplayMediaRequestHandler((_request, answer) => answer({}));
};

const confine = (contents: WebContents): void => {
  // A link to a guide or a consent page goes to the person's browser; nothing opens in here.
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url)) openExternal(url).catch(() => {});
    return { action: "deny" };
  });
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => {
    if (!event.url.startsWith(`${screensOrigin}/`)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
};
