import { createEvent } from "./emitter.ts";
import { IpcMain } from "./ipc-main.ts";
import type { FromPage, ToPage } from "./page/messages.ts";

/** A page, as its messages reach the program. */
export interface Sender {
  readonly ipcMain: IpcMain;
  /** What is in every event: `sender`, `senderFrame` and the like. */
  readonly words: object;
  readonly deliver: (message: ToPage) => void;
}

type IpcMessage = Extract<FromPage, { readonly channel: string }>;

/** Hands messages to ipcMain. What it returns is the answer to a synchronous one. */
export const createAnswerer =
  ({ ipcMain, words, deliver }: Sender) =>
  (message: IpcMessage): unknown => {
    const { channel, values } = message;
    if (message.kind === "invoke") {
      const { id } = message;
      IpcMain.answer(ipcMain, createEvent({ ...words, type: "frame" }), channel, values).then(
        (value) => deliver({ kind: "answer", id, ok: true, value }),
        (error: Error) => deliver({ kind: "answer", id, ok: false, value: error.message }),
      );
      return undefined;
    }
    const event = {
      ...words,
      returnValue: undefined,
      reply: (to: string, ...answers: readonly unknown[]) => deliver({ kind: "message", channel: to, values: answers }),
    };
    ipcMain.emit(channel, createEvent(event), ...values);
    return event.returnValue;
  };
