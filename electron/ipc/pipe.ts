// biome-ignore lint/suspicious/noExplicitAny: the shape that oRPC gives Electron's MessagePortMain
type Listener = (event?: { data: any }) => void;

/** One side of a pipe to a document, in the shape of Electron's MessagePortMain. */
export interface Pipe {
  readonly port: {
    readonly postMessage: (data: unknown) => void;
    readonly on: (type: string, listener: Listener) => void;
  };
  /** Hands on what the document sent; what comes before anybody listens waits for the first who does. */
  readonly receive: (data: unknown) => void;
  /** The document is gone: calls under way are aborted, streams end. */
  readonly close: () => void;
}

/** Makes a pipe that sends by `send`. After `close` nothing goes either way. */
export const createPipe = (send: (data: unknown) => void): Pipe => {
  const listeners = new Map<string, Listener[]>();
  const early: unknown[] = [];
  let open = true;
  const tell = (type: string, data?: unknown) => {
    for (const listener of listeners.get(type) ?? []) listener({ data });
  };
  return {
    port: {
      postMessage: (data) => {
        if (open) send(data);
      },
      on: (type, listener) => {
        listeners.set(type, [...(listeners.get(type) ?? []), listener]);
        if (type === "message") for (const data of early.splice(0)) tell("message", data);
      },
    },
    receive: (data) => {
      if (!open) return;
      if (listeners.has("message")) tell("message", data);
      else early.push(data);
    },
    close: () => {
      if (!open) return;
      open = false;
      tell("close");
    },
  };
};
