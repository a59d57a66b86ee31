import { emitterOf } from "./emitter.ts";

type Handler = (event: object, ...values: readonly unknown[]) => unknown;

/** Electron's ipcMain: listeners on any channel, and one handler for each that is invoked. */
export class IpcMain extends emitterOf("ipcMain") {
  readonly #handlers = new Map<string, Handler>();

  /** Throws where the channel has a handler, as Electron does. */
  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...values) => {
      this.removeHandler(channel);
      return handler(event, ...values);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Answers a page's `invoke`; rejects with the words that Electron gives the page. */
  static async answer(ipcMain: IpcMain, event: object, channel: string, values: readonly unknown[]): Promise<unknown> {
    const handler = ipcMain.#handlers.get(channel);
    if (!handler)
      throw new Error(`Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`);
    try {
      return await handler(event, ...values);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }
}
