const { contextBridge, ipcRenderer, webUtils } = require("electron");

contextBridge.exposeInMainWorld("probe", {
  echo: (value) => ipcRenderer.invoke("echo", value),
  fail: () => ipcRenderer.invoke("fail"),
  sync: (value) => ipcRenderer.sendSync("sync", value),
  pathOf: (file) => webUtils.getPathForFile(file),
  callBack: (callback) => callback(7, { list: [1, 2] }),
  refuse: () => {
    throw new RangeError("refused");
  },
  onNews: (listener) => {
    ipcRenderer.on("news", (_event, ...values) => listener(...values));
  },
});
