import { create } from "zustand";
import { type DesktopPreferences, type DesktopWish, defaultPreferences } from "../../shared/desktop.ts";
import { client } from "../client.ts";

interface DesktopState {
  /** Undefined where the screens are served to a browser. */
  readonly preferences: DesktopPreferences | undefined;
  readonly set: (change: Partial<DesktopPreferences>) => Promise<void>;
}

/** Whether a desktop program stands around this window. */
export const onDesktop = typeof window !== "undefined" && window.keyferryPort !== undefined;

export const useDesktopStore = create<DesktopState>((set) => ({
  preferences: onDesktop ? defaultPreferences : undefined,
  set: async (change) => {
    if (!onDesktop) return;
    set({ preferences: await client.desktop.setPreferences(change) });
  },
}));

const pauseMs = 1000;

/** Follows what the program around the window asks for, until the returned function is called. */
export const followWishes = (take: (wish: DesktopWish) => void): (() => void) => {
  if (!onDesktop) return () => {};
  const reading = new AbortController();
  const { signal } = reading;
  const follow = async (): Promise<void> => {
    const preferences = await client.desktop.preferences().catch(() => undefined);
    if (preferences) hear({ kind: "preferences", preferences });
    while (!signal.aborted) {
      try {
        for await (const wish of await client.desktop.wishes(undefined, { signal })) hear(wish);
      } catch {
        // The stream ends with the document, or with a program that is about to end.
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const hear = (wish: DesktopWish): void => {
    if (wish.kind === "preferences") useDesktopStore.setState({ preferences: wish.preferences });
    take(wish);
  };
  void follow();
  return () => reading.abort();
};
