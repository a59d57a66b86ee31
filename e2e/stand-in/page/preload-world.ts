import type { Codec } from "../codec.ts";
import type { FromPage, KeyInput, ToPage } from "./messages.ts";
import type { WorldBridge } from "./world-bridge.ts";

/** What the preload script's world is made with. */
export interface PreloadParts {
  readonly codec: Codec;
  readonly guard: <T extends object>(name: string, object: T) => T;
  readonly bridge: WorldBridge;
  readonly binding: string;
  readonly receiver: string;
  readonly watchKeys: boolean;
  readonly process: object;
  readonly preload:
    | ((require: (name: string) => unknown, module: object, exports: object, process: object) => void)
    | undefined;
}

/**
 * Runs in the page's isolated world before the page's scripts: Electron's module as a sandboxed preload
 * script gets it, and the preload script.
 *
 * Self-contained: it is put into pages as text.
 */
export const preloadWorld = ({
  codec,
  guard,
  bridge,
  binding,
  receiver,
  watchKeys,
  process,
  preload,
}: PreloadParts): void => {
  type Listener = (event: object, ...values: unknown[]) => void;
  type Message = FromPage extends infer Each ? (Each extends unknown ? Omit<Each, "href"> : never) : never;
  // Only top-level documents have a preload script: nodeIntegrationInSubFrames is off.
  if (window.top !== window) return;
  const global = globalThis as unknown as Record<string, unknown>;
  const tellText = global[binding] as (text: string) => void;
  const tell = (message: Message) => tellText(codec.encode({ ...message, href: location.href }));
  /** Waits in the debugger until the main process has left its answer. */
  const ask = (message: Message): unknown => {
    global[`${receiver}Sync`] = undefined;
    tell(message);
    // biome-ignore lint/suspicious/noDebugger: it is how a page waits; see page-link.ts
    debugger;
    const text = global[`${receiver}Sync`];
    if (typeof text !== "string") throw new Error("stand-in for Electron: a synchronous question was not answered");
    const { ok, value } = codec.decode(text) as { ok: boolean; value: unknown };
    if (!ok) throw new Error(String(value));
    return value;
  };

  const listeners = new Map<string, { readonly listener: Listener; readonly once: boolean }[]>();
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let last = 0;
  const add = (channel: string, listener: Listener, once: boolean) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (
    channel: string,
    which: (each: { readonly listener: Listener; readonly once: boolean }) => boolean,
  ) => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((each) => !which(each)),
    );
    return ipcRenderer;
  };
  const ipcRenderer: object = guard("ipcRenderer", {
    send: (channel: string, ...values: unknown[]) => tell({ kind: "send", channel, values }),
    sendSync: (channel: string, ...values: unknown[]) => ask({ kind: "sync", channel, values }),
    invoke: (channel: string, ...values: unknown[]) =>
      new Promise((resolve, reject) => {
        tell({ kind: "invoke", id: ++last, channel, values });
        waiting.set(last, { resolve, reject });
      }),
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: (channel: string, listener: Listener) => remove(channel, (each) => each.listener === listener),
    removeListener: (channel: string, listener: Listener) => remove(channel, (each) => each.listener === listener),
    removeAllListeners: (channel: string) => remove(channel, () => true),
    listenerCount: (channel: string) => (listeners.get(channel) ?? []).length,
  });
  const receive = (text: string): void => {
    const message = codec.decode(text) as ToPage;
    if (message.kind === "answer") {
      const { resolve, reject } = waiting.get(message.id) ?? {};
      waiting.delete(message.id);
      if (message.ok) resolve?.(message.value);
      else reject?.(new Error(String(message.value)));
      return;
    }
    const all = listeners.get(message.channel) ?? [];
    remove(message.channel, ({ once }) => once);
    for (const { listener } of all) listener({ sender: ipcRenderer, ports: [] }, ...message.values);
  };
  Object.defineProperty(global, receiver, { value: receive });

  // The page's own world may come up after this one.
  const exposed: { readonly name: string; readonly value: unknown }[] = [];
  const expose = ({ name, value }: { readonly name: string; readonly value: unknown }) =>
    bridge.call("expose", name, value);
  bridge.answer("mainWorldReady", () => exposed.splice(0).forEach(expose));
  bridge.answer("open", (url, frameName, features) =>
    tell({ kind: "open", url: String(url), frameName: String(frameName), features: String(features) }),
  );
  const electron = guard("electron (in a preload script)", {
    ipcRenderer,
    contextBridge: guard("contextBridge", {
      exposeInMainWorld: (name: string, value: unknown) => {
        if (bridge.isThere()) expose({ name, value });
        else exposed.push({ name, value });
      },
    }),
    webUtils: guard("webUtils", {
      getPathForFile: (file: File) => {
        if (!(file instanceof File)) throw new TypeError("getPathForFile expected to receive a File object");
        global[`${receiver}File`] = file;
        return ask({ kind: "path" });
      },
    }),
  });
  const requireSandboxed = (name: string): unknown => {
    if (/^electron(\/renderer|\/common)?$/.test(name)) return electron;
    throw new Error(`stand-in for Electron: require(${JSON.stringify(name)}) in a preload script is not implemented`);
  };

  // A link to a window of its own goes to the program, as window.open does.
  window.addEventListener("click", (event) => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
    if (event.defaultPrevented || !link || !/^_blank$/i.test(link.target) || !link.href) return;
    event.preventDefault();
    tell({ kind: "open", url: link.href, frameName: "", features: "" });
  });
  const modifiersOf = (event: KeyboardEvent): readonly string[] =>
    [event.shiftKey && "shift", event.ctrlKey && "control", event.altKey && "alt", event.metaKey && "meta"].filter(
      (each) => typeof each === "string",
    );
  const onKey = (event: KeyboardEvent) => {
    const input: KeyInput = {
      type: event.type === "keydown" ? "keyDown" : "keyUp",
      key: event.key,
      code: event.code,
      isAutoRepeat: event.repeat,
      isComposing: event.isComposing,
      shift: event.shiftKey,
      control: event.ctrlKey,
      alt: event.altKey,
      meta: event.metaKey,
      location: event.location,
      modifiers: modifiersOf(event),
    };
    if (ask({ kind: "key", input }) !== true) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  if (watchKeys) {
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("keyup", onKey, true);
  }
  const tellTitle = () => tell({ kind: "title", title: document.title });
  window.addEventListener("DOMContentLoaded", () => {
    if (document.title !== "") tellTitle();
    if (document.head)
      new MutationObserver(tellTitle).observe(document.head, { subtree: true, childList: true, characterData: true });
  });
  const module = { exports: {} };
  preload?.(requireSandboxed, module, module.exports, guard("process (in a preload script)", process));
};
