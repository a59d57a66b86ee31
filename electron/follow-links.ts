import { app } from "electron";
import { addressOfLink, linkIn, linkScheme } from "./links.ts";

/** The program is asked for from outside: started again, clicked in the dock, or by a `keyferry://` link. */
export const followLinks = () => {
  let open: () => void = () => {};
  let go: ((address: string) => void) | undefined;
  let waiting = linkIn(process.argv);
  const follow = (link: string | undefined): void => {
    const address = link === undefined ? undefined : addressOfLink(link);
    if (!go) waiting = link ?? waiting;
    else if (address) go(address);
    else open();
  };
  app.on("second-instance", (_event, words) => follow(linkIn(words)));
  app.on("open-url", (event, link) => {
    event.preventDefault();
    follow(link);
  });
  app.on("activate", () => open());
  // The tray stays, and so do the renewals; who wants to end the program quits it.
  app.on("window-all-closed", () => {});
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  return {
    /** From now on there is a window to show things in. */
    start: (openWindow: () => void, goTo: (address: string) => void): void => {
      open = openWindow;
      go = goTo;
      const address = waiting === undefined ? undefined : addressOfLink(waiting);
      if (address) go(address);
    },
  };
};
