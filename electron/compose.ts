import { app } from "electron";
import { composeEngine } from "../bridge/compose.ts";
import { startOwnPractice } from "../bridge/own-practice.ts";
import type { Backend } from "../bridge/router.ts";
import { surpriseLine } from "../shared/bare-error.ts";
import { openExternal } from "./open-external.ts";
import { osKeychain } from "./os-keychain.ts";

/** The engine of the desktop, with a practice provider of its own where asked. */
export const composeDesktop = async (environment: NodeJS.ProcessEnv, practice: boolean): Promise<Backend> => {
  const provider = practice ? await startOwnPractice(environment) : undefined;
  if (provider) app.on("will-quit", () => void provider.close());
  const {
    engine,
    home,
    practice: practising,
  } = await composeEngine(environment, {
    openBrowser: openExternal,
    keychain: osKeychain(),
    onWarning: ({ en }) => process.stderr.write(`keyferry: ${en}\n`),
    ...(provider ? { practiceOrigin: provider.origin, home: provider.home } : {}),
  });
  return {
    engine,
    info: { version: app.getVersion(), shell: "electron", practice: practising, home },
    onSurprise: (error) => process.stderr.write(`keyferry: ${surpriseLine(error)}\n`),
  };
};
