import { app } from "electron";
import type { UpdateState } from "../shared/desktop.ts";
import type { Log } from "./log-file.ts";

/** Between two looks by itself, in milliseconds. */
const betweenLooks = 24 * 60 * 60 * 1000;

/**
 * Looks for newer versions where the build names a place (`publish` of electron-builder, or
 * KEYFERRY_UPDATE_FEED for those who keep their own). Without one nothing is ever asked.
 */
export const createUpdates = (feed: string | undefined, log: Log) => {
  const look = async (): Promise<UpdateState> => {
    if (!feed || !app.isPackaged) return { state: "off" };
    const { default: updater } = await import("electron-updater");
    const { autoUpdater } = updater;
    autoUpdater.logger = null;
    autoUpdater.setFeedURL({ provider: "generic", url: feed });
    const found = await autoUpdater.checkForUpdates();
    return found?.isUpdateAvailable
      ? { state: "found", version: found.updateInfo.version }
      : { state: "latest", version: app.getVersion() };
  };
  return {
    look,
    /** Looks now and once a day. */
    watch: (): void => {
      const quietly = () =>
        void look().catch((error: unknown) => log.line(`update: ${error instanceof Error ? error.name : "failed"}`));
      if (!feed) return;
      quietly();
      setInterval(quietly, betweenLooks).unref();
    },
  };
};
