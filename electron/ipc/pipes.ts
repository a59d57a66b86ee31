import { type IpcMainEvent, ipcMain } from "electron";
import type { Backend } from "../../bridge/router.ts";
import { screensOrigin } from "../windows/screens-scheme.ts";
import { channelName, openedName } from "./channel-name.ts";
import { createPipe, type Pipe } from "./pipe.ts";

/**
 * Answers the calls of each window's document, those first that came before the engine was there.
 * Messages from anything but our own main frame are dropped. Where there is no engine, nothing is answered.
 */
export const connectPipes = (backend: Promise<Backend>): void => {
  const answering = handlerOf(backend);
  // Who waits for the engine tells of its failure.
  answering.catch(() => {});
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
    void answering.then(
      (handler) => handler.upgrade(pipe.port, { context: {} }),
      () => {},
    );
  });
  ipcMain.on(channelName, (event, data: unknown) => {
    if (isOurs(event) && (typeof data === "string" || data instanceof Uint8Array))
      pipes.get(event.sender.id)?.receive(data);
  });
};

/** The contract and what checks its inputs is much code, which no window waits for: it is read when there is an engine. */
const handlerOf = async (backend: Promise<Backend>) => {
  const ready = await backend;
  const [{ RPCHandler }, { createRouter }] = await Promise.all([
    import("@orpc/server/message-port"),
    import("../../bridge/router.ts"),
  ]);
  return new RPCHandler(createRouter(ready));
};

const isOurs = ({ senderFrame, sender }: IpcMainEvent): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(`${screensOrigin}/`);
