import { create } from "zustand";
import type { WatchEvent } from "../../shared/contract.ts";
import { client } from "../client.ts";
import { useConnectionsStore } from "./connections-store.ts";

interface EventsState {
  /** Counts what happened to each connection by itself, so that what shows one can fetch it again. */
  readonly happened: Readonly<Record<string, number>>;
  /** Counts what may have happened to any. */
  readonly toAny: number;
}

const useEventsStore = create<EventsState>(() => ({ happened: {}, toAny: 0 }));

/** A number that grows whenever something happened to a connection by itself. */
export const useHappened = (id: string): number => useEventsStore(({ happened, toAny }) => (happened[id] ?? 0) + toAny);

/** Events come in bursts: what they are about is fetched once for all that come within this time. */
const gatherMs = 400;
const shortestRetryMs = 1000;
const longestRetryMs = 30_000;

/**
 * Follows what happens by itself, and brings the list up to date, until the returned function is called.
 * A window that cannot be seen leaves the stream (a browser opens few at a time) and catches up later.
 */
export const followEvents = (): (() => void) => {
  const inbox = gather();
  let reading: AbortController | undefined;
  let seen = false;

  const take = (event: WatchEvent): void => {
    // What a window shows first it has just fetched; later there may be something it missed.
    if (event.type !== "watching") inbox.add(event);
    else if (seen) inbox.addAll();
    seen = true;
  };
  const read = async (signal: AbortSignal): Promise<void> => {
    let wait = shortestRetryMs;
    while (!signal.aborted) {
      const heard = await readOnce(signal, take);
      wait = heard ? shortestRetryMs : Math.min(2 * wait, longestRetryMs);
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, wait));
    }
  };
  const follow = (): void => {
    reading?.abort();
    reading = undefined;
    if (document.visibilityState === "hidden") return;
    reading = new AbortController();
    void read(reading.signal);
  };
  document.addEventListener("visibilitychange", follow);
  follow();
  return () => {
    document.removeEventListener("visibilitychange", follow);
    reading?.abort();
    inbox.close();
  };
};

/** Reads the stream to its end, and tells whether anything came. What ends it shows wherever else a call is made. */
const readOnce = async (signal: AbortSignal, take: (event: WatchEvent) => void): Promise<boolean> => {
  let heard = false;
  try {
    for await (const event of await client.events.watch(undefined, { signal })) {
      heard = true;
      take(event);
    }
  } catch {
    // The one who called tries again.
  }
  return heard;
};

/** Collects what events are about, and fetches it together. */
const gather = () => {
  let ids = new Set<string>();
  let all = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deliver = (): void => {
    const [wanted, any] = [[...ids], all];
    [ids, all, timer] = [new Set(), false, undefined];
    useEventsStore.setState(({ happened, toAny }) => ({
      happened: { ...happened, ...Object.fromEntries(wanted.map((id) => [id, (happened[id] ?? 0) + 1])) },
      toAny: toAny + (any ? 1 : 0),
    }));
    const { load, refresh } = useConnectionsStore.getState();
    void (any ? load() : refresh(wanted));
  };
  const later = (): void => {
    timer ??= setTimeout(deliver, gatherMs);
  };
  return {
    add: (event: Exclude<WatchEvent, { type: "watching" }>): void => {
      if (event.type === "list-changed") all = true;
      else for (const { id } of event.connections) if (id) ids.add(id);
      later();
    },
    addAll: (): void => {
      all = true;
      later();
    },
    close: () => clearTimeout(timer),
  };
};
