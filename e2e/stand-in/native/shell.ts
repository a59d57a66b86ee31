import { guard } from "../guard.ts";
import { note } from "../record.ts";

/** Electron's shell: nothing is opened, everything is noted. */
export const createShell = () =>
  guard("shell", {
    openExternal: async (url: string, options?: object) =>
      note("shell.openExternal", url, ...(options ? [options] : [])),
    openPath: async (path: string) => {
      note("shell.openPath", path);
      return "";
    },
    showItemInFolder: (path: string) => note("shell.showItemInFolder", path),
    trashItem: async (path: string) => note("shell.trashItem", path),
    beep: () => note("shell.beep"),
  });
