import type { Codec } from "../codec.ts";

/** What one world of a page can ask of the other. The answer comes before `call` returns. */
export interface WorldBridge {
  /** Calls what the other world answers under a name. Throws what it throws, as a plain Error. */
  readonly call: (name: string, ...values: readonly unknown[]) => unknown;
  /** Whether somebody listens in the other world. */
  readonly isThere: () => boolean;
  readonly answer: (name: string, respond: (...values: readonly unknown[]) => unknown) => void;
}

/**
 * Joins the two worlds of a page, which share nothing but the document: texts travel in events that are
 * answered while they are dispatched. Functions and promises stay where they are and are called from
 * afar; files travel as themselves; everything else is copied and frozen, as Electron's contextBridge does.
 *
 * Self-contained: it is put into both worlds as text.
 */
export const createWorldBridge = (codec: Codec, key: string, own: string, other: string): WorldBridge => {
  type Wire =
    | { readonly t: "function"; readonly id: number }
    | { readonly t: "promise"; readonly id: number }
    | { readonly t: "object"; readonly entries: readonly (readonly [string, Wire])[] }
    | { readonly t: "list"; readonly items: readonly Wire[] }
    | { readonly t: "file"; readonly at: number }
    | { readonly t: "value"; readonly value: unknown };
  interface Question {
    readonly name: string;
    readonly values: readonly Wire[];
  }
  const functions = new Map<number, (...values: readonly unknown[]) => unknown>();
  const promises = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  const answers = new Map<string, (...values: readonly unknown[]) => unknown>();
  const arrived: InputEvent[] = [];
  let last = 0;

  const wrap = (value: unknown, files: DataTransfer): Wire => {
    if (typeof value === "function") {
      functions.set(++last, value as (...values: readonly unknown[]) => unknown);
      return { t: "function", id: last };
    }
    if (typeof value === "symbol") throw new Error("An object could not be cloned.");
    return typeof value === "object" && value !== null ? wrapObject(value, files) : { t: "value", value };
  };
  const wrapObject = (value: object, files: DataTransfer): Wire => {
    if (value instanceof Node) throw new Error("An object could not be cloned.");
    if (value instanceof Promise) return wrapPromise(value);
    if (value instanceof File) {
      files.items.add(value);
      return { t: "file", at: files.files.length - 1 };
    }
    if (Array.isArray(value)) return { t: "list", items: value.map((each) => wrap(each, files)) };
    if (Object.prototype.toString.call(value) !== "[object Object]") return { t: "value", value };
    return { t: "object", entries: Object.entries(value).map(([name, each]) => [name, wrap(each, files)] as const) };
  };
  const wrapPromise = (promise: Promise<unknown>): Wire => {
    const id = ++last;
    promise.then(
      (value) => call("settle", id, true, value),
      (error: unknown) => call("settle", id, false, String((error as { message?: unknown } | null)?.message ?? error)),
    );
    return { t: "promise", id };
  };
  const unwrap = (wire: Wire, files: FileList | undefined): unknown => {
    if (wire.t === "function") {
      const { id } = wire;
      return (...values: readonly unknown[]) => call("function", id, ...values);
    }
    if (wire.t === "promise") return new Promise((resolve, reject) => promises.set(wire.id, { resolve, reject }));
    if (wire.t === "file") return files?.[wire.at];
    if (wire.t === "list") return Object.freeze(wire.items.map((each) => unwrap(each, files)));
    if (wire.t === "value") return wire.value;
    const made = {};
    for (const [name, each] of wire.entries)
      Object.defineProperty(made, name, { value: unwrap(each, files), enumerable: true });
    return Object.freeze(made);
  };

  const post = (type: string, message: object, dataTransfer: DataTransfer): boolean =>
    !window.dispatchEvent(
      new InputEvent(`${key}:${type}`, { data: codec.encode(message), dataTransfer, cancelable: true }),
    );
  const call = (name: string, ...values: readonly unknown[]): unknown => {
    const files = new DataTransfer();
    post(other, { name, values: values.map((each) => wrap(each, files)) }, files);
    const event = arrived.pop();
    if (!event) throw new Error(`stand-in for Electron: the page's other world does not answer ${name}`);
    const { ok, value } = codec.decode(event.data ?? "") as { ok: boolean; value: Wire };
    const answer = unwrap(value, event.dataTransfer?.files);
    if (!ok) throw new Error(String(answer));
    return answer;
  };
  const respond = ({ name, values }: Question, sent: FileList | undefined, files: DataTransfer): object => {
    try {
      const found = answers.get(name);
      if (!found) throw new Error(`stand-in for Electron: nobody answers ${name}`);
      return { ok: true, value: wrap(found(...values.map((each) => unwrap(each, sent))), files) };
    } catch (error) {
      return { ok: false, value: { t: "value", value: error instanceof Error ? error.message : String(error) } };
    }
  };

  answers.set("function", (id, ...values) => functions.get(id as number)?.(...values));
  answers.set("settle", (id, ok, value) => {
    const { resolve, reject } = promises.get(id as number) ?? {};
    promises.delete(id as number);
    if (ok) resolve?.(value);
    else reject?.(new Error(String(value)));
  });
  answers.set("hello", () => true);
  window.addEventListener(`${key}:${own}`, (event) => {
    const { data, dataTransfer } = event as InputEvent;
    event.stopImmediatePropagation();
    const files = new DataTransfer();
    post(`${other}:answer`, respond(codec.decode(data ?? "") as Question, dataTransfer?.files, files), files);
  });
  window.addEventListener(`${key}:${own}:answer`, (event) => {
    event.stopImmediatePropagation();
    arrived.push(event as InputEvent);
  });
  return {
    call,
    isThere: () => {
      try {
        return call("hello") === true;
      } catch {
        return false;
      }
    },
    answer: (name, given) => {
      answers.set(name, given);
    },
  };
};
