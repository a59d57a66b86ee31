import type { Chromium, Session } from "./cdp.ts";

/** A page of Chromium. The id is also its main frame's. */
export interface PageTarget {
  readonly id: string;
  readonly session: Session;
  /** Resolves when it is gone, whoever closed it. */
  readonly gone: Promise<void>;
}

/** Opens pages. */
export interface Targets {
  /** Opens an empty page; `setUp` runs before anything in it does. */
  readonly open: (setUp: (page: PageTarget) => Promise<void>) => Promise<PageTarget>;
}

interface Attached {
  readonly sessionId: string;
  readonly targetInfo: { readonly targetId: string; readonly type: string; readonly openerId?: string };
}

type Waiting = (attached: Attached) => void;

const attachToAll = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/** Attaches to all that Chromium opens. Pages that nobody here asked for are closed. */
export const createTargets = async (chromium: Chromium): Promise<Targets> => {
  const leaving = new Map<string, () => void>();
  const waiting: Waiting[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const detached = ({ sessionId }: { readonly sessionId: string }) => {
    chromium.forget(sessionId);
    leaving.get(sessionId)?.();
    leaving.delete(sessionId);
  };
  const attached = (event: Attached) => {
    const { sessionId, targetInfo } = event;
    const { type, targetId, openerId } = targetInfo;
    const take = type === "page" && !openerId ? waiting.shift() : undefined;
    if (take) return take(event);
    // A page that a page opened would have come by way of its window's handler; it is not let in.
    if (type === "page" && openerId) void chromium.root.send("Target.closeTarget", { targetId }).catch(() => {});
    const session = chromium.session(sessionId);
    // What is not ours must be let go, or its page hangs.
    if (type === "tab" || type === "browser_ui") return letGo(session);
    listen(session);
    void session.send("Target.setAutoAttach", attachToAll).catch(() => {});
    letGo(session);
  };
  const listen = (session: Session) => {
    session.on<Attached>("Target.attachedToTarget", attached);
    session.on("Target.detachedFromTarget", detached);
  };

  const open = async (setUp: (page: PageTarget) => Promise<void>): Promise<PageTarget> => {
    const arrival = new Promise<Attached>((resolve) => waiting.push(resolve));
    await chromium.root.send("Target.createTarget", { url: "about:blank", newWindow: true });
    const { sessionId, targetInfo } = await arrival;
    const session = chromium.session(sessionId);
    listen(session);
    const gone = new Promise<void>((resolve) => leaving.set(sessionId, resolve));
    const page = { id: targetInfo.targetId, session, gone };
    const ready = Promise.all([session.send("Target.setAutoAttach", attachToAll), setUp(page)]);
    await ready;
    letGo(session);
    return page;
  };

  listen(chromium.root);
  await chromium.root.send("Target.setAutoAttach", attachToAll);
  return {
    // One after the other: a page that comes belongs to the window that waits.
    open: (setUp) => {
      const opened = queue.then(() => open(setUp));
      queue = opened.catch(() => {});
      return opened;
    },
  };
};

const letGo = (session: Session): void => {
  void session.send("Runtime.runIfWaitingForDebugger").catch(() => {});
};
