import { guard } from "../guard.ts";

/** Electron's clipboard, of this process alone: pages have Chromium's. */
export const createClipboard = () => {
  let text = "";
  return guard("clipboard", {
    readText: () => text,
    writeText: (value: string) => {
      text = value;
    },
    clear: () => {
      text = "";
    },
    availableFormats: () => (text === "" ? [] : ["text/plain"]),
  });
};
