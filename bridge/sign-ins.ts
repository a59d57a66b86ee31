import { randomUUID } from "node:crypto";
import type { ConnectOptions, ConsentAttempt } from "../engine/index.ts";
import type { ConnectEvent, ConnectionSummary } from "../shared/connection.ts";
import { KeyferryError } from "../shared/errors.ts";
import { createChannel } from "./channel.ts";

/** The sign-ins that wait for a person, by the id that the screens know them by. */
export interface SignIns {
  /** Runs a connection and tells what happens; ending the stream early cancels it. */
  readonly run: (
    connect: (options: ConnectOptions) => Promise<ConnectionSummary>,
    signal: AbortSignal | undefined,
  ) => AsyncGenerator<ConnectEvent, void>;
  /** Throws `CONSENT_CANCELLED` where the attempt is over. */
  readonly find: (attempt: string) => ConsentAttempt;
}

/** Keeps the sign-ins of one process. */
export const createSignIns = (): SignIns => {
  const waiting = new Map<string, ConsentAttempt>();
  const find = (attempt: string): ConsentAttempt => {
    const found = waiting.get(attempt);
    if (!found) throw new KeyferryError("CONSENT_CANCELLED");
    return found;
  };
  async function* run(
    connect: (options: ConnectOptions) => Promise<ConnectionSummary>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ConnectEvent, void> {
    const attempt = randomUUID();
    const channel = createChannel<ConnectEvent>();
    const gone = new AbortController();
    connect({
      signal: signal ? AbortSignal.any([signal, gone.signal]) : gone.signal,
      openBrowser: true,
      onWaiting: (consent) => {
        waiting.set(attempt, consent);
        const { url, callbackURL, listening, expiresAt } = consent;
        channel.push({ type: "consent", attempt, url, callback: callbackURL, listening, expiresAt });
      },
      onExchanging: () => channel.push({ type: "exchanging" }),
    }).then((connection) => {
      channel.push({ type: "connected", connection });
      channel.end();
    }, channel.fail);
    try {
      yield* channel.stream();
    } finally {
      waiting.delete(attempt);
      gone.abort();
    }
  }
  return { run, find };
};
