import { RPCHandler } from "@orpc/server/message-port";
import { type IpcMainEvent, ipcMain } from "electron";
import { type Backend, createRouter } from "../../bridge/router.ts";
import { screensOrigin } from "../windows/screens-scheme.ts";
import { channelName, openedName } from "./channel-name.ts";
import { createPipe, type Pipe } from "./pipe.ts";

/** Answers the calls of each window's document. Messages from anything but our own main frame are dropped. */
export const connectPipes = (backend: Backend): void => {
  const handler = new RPCHandler(createRouter(backend));
  const pipes = new Map<number, Pipe>();

  ipcMain.on(openedName, (event) => {
    if (!isOurs(event)) return;
    const { sender } = event;
    // A client counts its calls from the start in each document: one port a document.
    pipes.get(sender.id)?.close();
    const pipe = createPipe((data) => {
      if (!sender.isDestroyed()) sender.send(channelName, data);
    });
    pipes.set(sender.id, pipe);
    sender.once("destroyed", () => {
      pipe.close();
      if (pipes.get(sender.id) === pipe) pipes.delete(sender.id);
    });
    handler.upgrade(pipe.port, { context: {} });
  });
  ipcMain.on(channelName, (event, data: unknown) => {
    if (isOurs(event) && (typeof data === "string" || data instanceof Uint8Array))
      pipes.get(event.sender.id)?.receive(data);
  });
};

const isOurs = ({ senderFrame, sender }: IpcMainEvent): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(`${screensOrigin}/`);
