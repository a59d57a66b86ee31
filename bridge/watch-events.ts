import type { Engine } from "../engine/index.ts";
import type { WatchEvent } from "../shared/contract.ts";
import { createChannel } from "./channel.ts";

/** What happens by itself from now on, until the reader leaves: told as it happens, nothing is skipped. */
export async function* watchEvents(
  engine: Pick<Engine, "watch">,
  signal: AbortSignal | undefined,
): AsyncGenerator<WatchEvent, void> {
  const channel = createChannel<WatchEvent>();
  const leave = engine.watch(channel.push);
  // A generator that waits cannot be told to return: the reader that left has to wake it.
  signal?.addEventListener("abort", channel.end);
  if (signal?.aborted) channel.end();
  try {
    yield { type: "watching" };
    yield* channel.stream();
  } finally {
    leave();
    signal?.removeEventListener("abort", channel.end);
  }
}
