import type { DesktopWish } from "../shared/desktop.ts";

/** What the program asks its window to show, from whoever asks to the document that listens. */
export interface Wishes {
  /** Tells the document that listens; without one it waits, the last of its kind, for the next. */
  readonly tell: (wish: DesktopWish) => void;
  readonly listen: (signal: AbortSignal | undefined) => AsyncGenerator<DesktopWish, void>;
}

export const createWishes = (): Wishes => {
  const waiting = new Map<DesktopWish["kind"], DesktopWish>();
  let wake: (() => void) | undefined;
  async function* listen(signal: AbortSignal | undefined): AsyncGenerator<DesktopWish, void> {
    while (!signal?.aborted) {
      const [next] = waiting.values();
      if (next) {
        waiting.delete(next.kind);
        yield next;
      } else {
        await new Promise<void>((resolve) => {
          // A document that was replaced is woken too, and finds that it is over.
          wake?.();
          wake = resolve;
          signal?.addEventListener("abort", () => resolve(), { once: true });
        });
      }
    }
  }
  return {
    tell: (wish) => {
      waiting.set(wish.kind, wish);
      wake?.();
      wake = undefined;
    },
    listen,
  };
};
