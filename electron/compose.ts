import { app } from "electron";
import type { Composed } from "../bridge/compose.ts";
import type { Log } from "./log-file.ts";
import { openExternal } from "./open-external.ts";
import { osKeychain } from "./os-keychain.ts";

/** The engine of the desktop, with a practice provider of its own where asked. */
export const composeDesktop = async (
  environment: NodeJS.ProcessEnv,
  practice: boolean,
  log: Log,
): Promise<Composed> => {
  // Much code, which the window need not wait for.
  const [{ composeEngine }, { startOwnPractice }, { catalogFile }] = await Promise.all([
    import("../bridge/compose.ts"),
    import("../bridge/own-practice.ts"),
    import("./store/catalog-file.ts"),
  ]);
  const provider = practice ? await startOwnPractice(environment) : undefined;
  if (provider) app.on("will-quit", () => void provider.close());
  return composeEngine(environment, {
    openBrowser: openExternal,
    program: "desktop",
    catalog: (home) => catalogFile(async () => (await import("electron-store")).default, home),
    onWarning: ({ en }) => log.line(en),
    // Practice needs no keychain, and asks nobody anything: nothing in it is worth one.
    ...(provider
      ? { practiceOrigin: provider.origin, home: provider.home }
      : { keychain: osKeychain(), personDecides: true }),
  });
};
