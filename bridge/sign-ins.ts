import { randomUUID } from "node:crypto";
import type { ConnectOptions, ConsentAttempt } from "../engine/index.ts";
import { type Arrival, type ConnectEvent, type ConnectionSummary, needsDecision } from "../shared/connection.ts";
import { KeyferryError } from "../shared/errors.ts";
import { createChannel } from "./channel.ts";

/** The sign-ins that wait for a person, by the id that the screens know them by. */
export interface SignIns {
  /** Runs a connection and tells what happens; ending the stream early cancels it. */
  readonly run: (
    connect: (options: ConnectOptions) => Promise<ConnectionSummary>,
    signal: AbortSignal | undefined,
  ) => AsyncGenerator<ConnectEvent, void>;
  /** Keeps what a consent brought, or lets go of it. Throws `CONSENT_CANCELLED` where nothing is waited for. */
  readonly decide: (attempt: string, keep: boolean) => void;
  /** Throws `CONSENT_CANCELLED` where the attempt is over. */
  readonly find: (attempt: string) => ConsentAttempt;
}

/** Keeps the sign-ins of one process. */
export const createSignIns = (): SignIns => {
  const waiting = new Map<string, ConsentAttempt>();
  const undecided = new Map<string, (keep: boolean) => void>();
  const find = (attempt: string): ConsentAttempt => {
    const found = waiting.get(attempt);
    if (!found) throw new KeyferryError("CONSENT_CANCELLED");
    return found;
  };
  const decide = (attempt: string, keep: boolean): void => {
    const settle = undecided.get(attempt);
    if (!settle) throw new KeyferryError("CONSENT_CANCELLED");
    settle(keep);
  };
  /** Waits for the person's word where there is something to decide; false once nobody waits any more. */
  const decisionOn = async (attempt: string, arrival: Arrival, gone: AbortSignal): Promise<boolean> => {
    if (!needsDecision(arrival)) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    undecided.set(attempt, resolve);
    gone.addEventListener("abort", () => resolve(false), { once: true });
    if (gone.aborted) resolve(false);
    return promise.finally(() => undecided.delete(attempt));
  };
  async function* run(
    connect: (options: ConnectOptions) => Promise<ConnectionSummary>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ConnectEvent, void> {
    const attempt = randomUUID();
    const channel = createChannel<ConnectEvent>();
    const gone = new AbortController();
    const over = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal;
    connect({
      signal: over,
      openBrowser: true,
      onWaiting: (consent) => {
        waiting.set(attempt, consent);
        const { url, callbackURL, listening, expiresAt } = consent;
        channel.push({ type: "consent", attempt, url, callback: callbackURL, listening, expiresAt });
      },
      onExchanging: () => channel.push({ type: "exchanging" }),
      onArrival: (arrival) => {
        channel.push({ type: "arrived", attempt, arrival });
        return decisionOn(attempt, arrival, over);
      },
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
  return { run, decide, find };
};
