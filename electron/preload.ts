import { contextBridge, ipcRenderer } from "electron";
import { channelName, openedName } from "./ipc/channel-name.ts";

ipcRenderer.send(openedName);

/** One port, one channel: what the screens can reach of the desktop is the contract's calls, no more. */
contextBridge.exposeInMainWorld("keyferryPort", {
  postMessage: (data: unknown) => ipcRenderer.send(channelName, data),
  addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
    if (type === "message") ipcRenderer.on(channelName, (_event, data: unknown) => listener({ data }));
  },
});
