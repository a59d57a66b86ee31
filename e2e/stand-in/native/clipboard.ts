import { guard } from "../guard.ts";

/** Electron's clipboard, of this process alone: pages have Chromium's. */
export const createClipboard = () => {
  let text = "";
  return guard("clipboard", {
    readText: async () => text,
    writeText: async (value: string) => {
      text = value;
    },
    clear: async () => {
      text = "";
    },
    availableFormats: async () => (text === "" ? [] : ["text/plain"]),
  });
};
