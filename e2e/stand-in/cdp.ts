import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { findChromium } from "../../scripts/find-chromium.ts";

/** What a command answers, or an event says: Chromium's protocol as it is documented. */
export type Words = Readonly<Record<string, unknown>>;

/** One conversation with Chromium: with the browser itself, or with one of its targets. */
export interface Session {
  /** Rejects with Chromium's words where it refuses, and where the target has gone. */
  readonly send: <T = Words>(method: string, params?: Words) => Promise<T>;
  readonly on: <T = Words>(event: string, listener: (params: T) => void) => void;
}

/** Chromium, started and listening. */
export interface Chromium {
  readonly root: Session;
  readonly session: (id: string) => Session;
  readonly forget: (id: string) => void;
  /** Resolves when the process has ended, whoever ended it: with how, and the last that it said. */
  readonly ended: Promise<string>;
  /** Asks it to end, and ends it where it does not. */
  readonly close: () => Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Words;
  readonly result?: Words;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly sessionId: string;
  readonly resolve: (result: Words) => void;
  readonly reject: (error: Error) => void;
}

/** Starts Chromium without a window of its own. Throws where there is none on this machine. */
export const startChromium = (switches: readonly string[]): Chromium => {
  const path = findChromium();
  if (!path) throw new Error("stand-in for Electron: no Chromium on this machine; set CHROMIUM_BIN");
  const child = spawn(path, ["--remote-debugging-pipe", ...switches], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  const lastWords = listen(child);
  const ended = once(child, "close").then(([code, signal]) =>
    [`Chromium has ended (${signal ?? `exit status ${code}`})`, ...lastWords].join("\n  "),
  );
  const [, , , input, output] = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  // A Chromium that ends first closes the pipe: `ended` tells of it.
  input.on("error", () => {});
  const wire = createWire((text) => input.write(text));
  readMessages(output, wire.receive);
  void ended.then(wire.end);
  return {
    root: wire.session(""),
    session: wire.session,
    forget: wire.forget,
    ended,
    close: async () => {
      void wire
        .session("")
        .send("Browser.close")
        .catch(() => {});
      const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
};

/** So many lines of Chromium's are told where it ended by itself. */
const lastLines = 8;

/**
 * Of all that Chromium says, Playwright waits for one line. The rest is about buses that are not there, and of use
 * only where Chromium ends by itself: the last of it is kept.
 */
const listen = ({ stderr }: ChildProcess): readonly string[] => {
  const last: string[] = [];
  if (stderr)
    createInterface({ input: stderr }).on("line", (line) => {
      if (line.startsWith("DevTools listening on ")) process.stderr.write(`${line}\n`);
      last.push(line);
      if (last.length > lastLines) last.shift();
    });
  return last;
};

const readMessages = (output: Readable, receive: (message: Message) => void): void => {
  let rest: Buffer[] = [];
  output.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, from)) {
      const text = Buffer.concat([...rest, chunk.subarray(from, at)]).toString();
      rest = [];
      from = at + 1;
      receive(JSON.parse(text) as Message);
    }
    rest.push(chunk.subarray(from));
  });
};

/** Commands and their answers, over a pipe of texts that end with a zero byte. */
const createWire = (write: (text: string) => void) => {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, EventEmitter>();
  const gone = new Set<string>();
  let last = 0;
  const rejectAll = (which: (each: Waiting) => boolean) => {
    for (const [id, each] of waiting)
      if (which(each)) {
        waiting.delete(id);
        each.reject(new Error("stand-in for Electron: the page has gone"));
      }
  };
  const session = (sessionId: string): Session => {
    const emitter = listeners.get(sessionId) ?? new EventEmitter();
    listeners.set(sessionId, emitter);
    return {
      send: <T>(method: string, params: Words = {}) =>
        new Promise<T>((resolve, reject) => {
          if (gone.has(sessionId)) return reject(new Error("stand-in for Electron: the page has gone"));
          last++;
          waiting.set(last, { sessionId, resolve: resolve as (result: Words) => void, reject });
          write(`${JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
        }),
      on: <T>(event: string, listener: (params: T) => void) => {
        emitter.on(event, listener);
      },
    };
  };
  return {
    session,
    forget: (sessionId: string) => {
      gone.add(sessionId);
      listeners.delete(sessionId);
      rejectAll((each) => each.sessionId === sessionId);
    },
    end: () => {
      gone.add("");
      rejectAll(() => true);
    },
    receive: ({ id, sessionId = "", method, params, result, error }: Message) => {
      if (method) listeners.get(sessionId)?.emit(method, params ?? {});
      const asked = id === undefined ? undefined : waiting.get(id);
      if (id === undefined || !asked) return;
      waiting.delete(id);
      if (error) asked.reject(new Error(`Chromium refused: ${error.message}`));
      else asked.resolve(result ?? {});
    },
  };
};
