import type { EndedNote } from "./journal.ts";
import type { HeldSettings, OpenedSettings, SettingsStore } from "./store.ts";

const kept = new Map<string, OpenedSettings>();
const endings = new Map<string, EndedNote>();
const queues = new Map<string, Promise<unknown>>();

/** Settings that live as long as the process, shared by connections with the same `memory://` address. */
export const memoryStore = (location: string): SettingsStore => {
  const held: HeldSettings = {
    read: async () => kept.get(location),
    intent: async () => undefined,
    prepare: async () => ({
      noteIntent: async () => {},
      commit: async (settings) => {
        kept.set(location, settings);
        return settings;
      },
      abandon: async () => {},
      clearIntent: async () => {},
      noteEnded: async (note) => {
        endings.set(location, note);
      },
    }),
  };
  return {
    location,
    read: held.read,
    mark: async () => kept.get(location)?.document.Properties.OAuthTokenTimestamp,
    ended: async ({ Grant }) => {
      const note = endings.get(location);
      return note?.GrantId === Grant.Id && note.Generation === Grant.Generation ? note : undefined;
    },
    locked: (work) => {
      const turn = (queues.get(location) ?? Promise.resolve()).then(() => work(held));
      queues.set(
        location,
        turn.catch(() => {}),
      );
      return turn;
    },
    setAside: async () => {
      kept.delete(location);
      return undefined;
    },
  };
};
