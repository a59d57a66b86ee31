import type { EngineEvent } from "../shared/events.ts";

/** Where an engine tells what happens by itself. */
export interface EventHub {
  /** Calls `listener` for every event from now on, until the returned function is called. */
  readonly watch: (listener: (event: EngineEvent) => void) => () => void;
  readonly emit: (event: EngineEvent) => void;
}

/** Makes a hub nobody listens to yet. A listener that throws does not keep others from hearing. */
export const createEventHub = (): EventHub => {
  const listeners = new Set<(event: EngineEvent) => void>();
  return {
    watch: (listener) => {
      const own = (event: EngineEvent) => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    emit: (event) => {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch {
          // What a listener does with an event is its own affair; renewing goes on.
        }
      }
    },
  };
};
