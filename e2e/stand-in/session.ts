import { emitterOf } from "./emitter.ts";
import type { Gate, SchemeHandler } from "./fetch-gate.ts";
import { guard, notImplemented } from "./guard.ts";
import { note } from "./record.ts";

type Answer = (granted: boolean) => void;
type RequestHandler = (contents: unknown, permission: string, answer: Answer, details: object) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type Listener = (details: object, callback: (answer: object) => void) => void;

/** The permissions that are asked for ahead: Electron's name, and Chromium's. */
const permissions = {
  "clipboard-read": "clipboard-read",
  "clipboard-sanitized-write": "clipboard-write",
  geolocation: "geolocation",
  media: "camera",
  notifications: "notifications",
} as const;

/** Which of Chromium's permissions are granted in a document. */
export type Granted = Readonly<Record<string, boolean>>;

/** Electron's session, of which there is one. */
export class StandInSession extends emitterOf("session", ["will-download"]) {
  readonly #handlers = new Map<string, SchemeHandler>();
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #beforeRequest: Listener | null = null;
  #headersReceived: Listener | null = null;
  readonly #watchers = new Map<object, () => void>();
  readonly gate: Gate;

  constructor() {
    super();
    const handlers = this.#handlers;
    const [before, received] = [() => this.#beforeRequest, () => this.#headersReceived];
    this.gate = {
      handlers,
      get onBeforeRequest() {
        const listener = before();
        return listener ? (url: string, resourceType: string) => ask(listener, { url, resourceType }) : undefined;
      },
      get onHeadersReceived() {
        const listener = received();
        return listener
          ? (url: string, resourceType: string, responseHeaders: object) =>
              ask(listener, { url, resourceType, responseHeaders })
          : undefined;
      },
    };
  }

  /** Calls back whenever the pages of an owner are to be guarded anew, until `leaveGate`. */
  static watchGate(session: StandInSession, owner: object, changed: () => void): void {
    session.#watchers.set(owner, changed);
  }

  static leaveGate(session: StandInSession, owner: object): void {
    session.#watchers.delete(owner);
  }

  #changed(): void {
    for (const watcher of this.#watchers.values()) watcher();
  }

  readonly protocol = guard("protocol", {
    registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]) =>
      note("protocol.registerSchemesAsPrivileged", schemes),
    handle: (scheme: string, handler: SchemeHandler) => {
      if (/^(https?|file)$/.test(scheme)) throw notImplemented(`protocol.handle("${scheme}")`);
      this.#handlers.set(scheme, handler);
      this.#changed();
    },
    unhandle: (scheme: string) => {
      this.#handlers.delete(scheme);
      this.#changed();
    },
    isProtocolHandled: (scheme: string) => this.#handlers.has(scheme),
  });

  readonly webRequest = guard("session.webRequest", {
    onBeforeRequest: (...words: readonly unknown[]) => {
      this.#beforeRequest = listenerOf("onBeforeRequest", words);
      this.#changed();
    },
    onHeadersReceived: (...words: readonly unknown[]) => {
      this.#headersReceived = listenerOf("onHeadersReceived", words);
      this.#changed();
    },
  });

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: unknown): void {
    note("session.setDevicePermissionHandler", handler !== null);
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    note("session.setDisplayMediaRequestHandler", handler !== null);
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    note("session.setSpellCheckerEnabled", enabled);
  }

  async clearStorageData(options: object = {}): Promise<void> {
    note("session.clearStorageData", options);
  }

  /** What the handlers say ahead for a document: Chromium cannot ask them at the moment. */
  async permissionsFor(contents: unknown, origin: string): Promise<Granted> {
    const ask = async (permission: string): Promise<boolean> => {
      const details = { requestingUrl: `${origin}/`, isMainFrame: true };
      if (this.#check && !this.#check(contents, permission, origin, details)) return false;
      const request = this.#request;
      if (!request) return true;
      return new Promise((resolve) => request(contents, permission, resolve, details));
    };
    const found = Object.entries(permissions).map(async ([own, theirs]) => [theirs, await ask(own)] as const);
    return Object.fromEntries(await Promise.all(found));
  }
}

const listenerOf = (name: string, words: readonly unknown[]): Listener | null => {
  if (words.length > 1) throw notImplemented(`session.webRequest.${name} with a filter`);
  return (words[0] as Listener | null | undefined) ?? null;
};

const ask = (listener: Listener, details: object): Promise<object> =>
  new Promise((resolve) => listener({ ...details, method: "GET", id: 0, timestamp: Date.now() }, resolve));
