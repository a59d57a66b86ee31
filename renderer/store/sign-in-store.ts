import { create } from "zustand";
import { type Arrival, type ConnectEvent, type ConnectionSummary, needsDecision } from "../../shared/connection.ts";
import type { Properties } from "../../shared/property.ts";
import { client } from "../client.ts";
import { useConnectionsStore } from "./connections-store.ts";
import { type Failure, failureOf } from "./failure.ts";
import { addressOf, goTo } from "./route.ts";
import { useTestStore } from "./test-store.ts";

export type ConsentEvent = Extract<ConnectEvent, { type: "consent" }>;

/** How far a sign-in is. */
export type SignInPhase =
  | { readonly name: "idle" }
  | { readonly name: "starting" }
  | { readonly name: "consent"; readonly consent: ConsentEvent }
  | { readonly name: "exchanging" }
  /** Who came back; the person decides, or it is saved by itself. */
  | { readonly name: "arrived"; readonly attempt: string; readonly arrival: Arrival; readonly undecided: boolean };

/** Which connection is being signed in: a new one of a service, or one that exists. */
interface SignInSubject {
  readonly service: string;
  /** Absent while the connection is new. */
  readonly id?: string;
  /** The account it was for until now. */
  readonly account?: string;
  /** Whether a person may have to consent in the browser; an API key or a password needs nobody. */
  readonly browser: boolean;
}

interface SignInState {
  readonly phase: SignInPhase;
  readonly subject: SignInSubject | undefined;
  /** Why the last sign-in of the subject did not finish. */
  readonly failure: Failure | undefined;
  readonly connect: (
    input: { service: string; name: string; properties: Properties },
    browser: boolean,
  ) => Promise<void>;
  /**
   * Makes a connection of the same properties as `id`, by a consent of its own. Its page is shown then, unless
   * it is `taken` over by what asked for it.
   */
  readonly connectLike: (like: { service: string; id: string; name: string }, taken?: Taken) => Promise<void>;
  readonly reconnect: (subject: SignInSubject & { readonly id: string }) => Promise<void>;
  /** Keeps what came back, or lets go of it. */
  readonly decide: (keep: boolean) => Promise<void>;
  /** Whom the last sign-in of a connection brought, until somebody has read it. */
  readonly greeting: { readonly id: string; readonly arrival: Arrival } | undefined;
  readonly greeted: () => void;
  /** Ends the sign-in under way, if any. */
  readonly cancel: () => void;
  /** Lets go of a sign-in that did not finish. */
  readonly forget: () => void;
}

/** Told of a connection that was made, and whom its sign-in brought where that is known. */
export type Taken = (connection: ConnectionSummary, arrival: Arrival | undefined) => void;

type Stream = AsyncIterable<ConnectEvent>;

const idle: SignInPhase = { name: "idle" };

export const useSignInStore = create<SignInState>((set, get) => {
  let running: AbortController | undefined;

  const follow = async (stream: Stream, taken: Taken): Promise<void> => {
    let arrival: Arrival | undefined;
    for await (const event of stream) {
      if (event.type === "arrived") {
        const { attempt } = event;
        arrival = event.arrival;
        set({ phase: { name: "arrived", attempt, arrival, undecided: needsDecision(arrival) } });
      }
      if (event.type === "consent") set({ phase: { name: "consent", consent: event } });
      if (event.type === "exchanging") set({ phase: { name: "exchanging" } });
      if (event.type === "connected") {
        running = undefined;
        set({ phase: idle, subject: undefined });
        taken(event.connection, arrival);
      }
    }
  };

  const arrive: Taken = ({ id }, arrival) => {
    set({ greeting: arrival && { id, arrival } });
    goTo(addressOf.connection(id));
    void useConnectionsStore.getState().load();
    void useTestStore.getState().start(id);
  };

  const run = async (
    subject: SignInSubject,
    open: (signal: AbortSignal) => Promise<Stream>,
    taken: Taken = arrive,
  ): Promise<void> => {
    get().cancel();
    const mine = new AbortController();
    running = mine;
    set({ phase: { name: "starting" }, subject, failure: undefined, greeting: undefined });
    try {
      await follow(await open(mine.signal), taken);
    } catch (thrown) {
      if (!mine.signal.aborted) set({ failure: failureOf(thrown) });
    } finally {
      if (running === mine) {
        running = undefined;
        set({ phase: idle });
      }
    }
  };

  return {
    phase: idle,
    subject: undefined,
    failure: undefined,
    connect: (input, browser) =>
      run({ service: input.service, browser }, (signal) => client.connections.connect(input, { signal })),
    // What goes wrong is told where it was begun: on the page of the connection that exists.
    connectLike: ({ service, id, name }, taken) =>
      run({ service, id, browser: true }, (signal) => client.connections.connectLike({ id, name }, { signal }), taken),
    reconnect: (subject) => run(subject, (signal) => client.connections.reconnect({ id: subject.id }, { signal })),
    greeting: undefined,
    greeted: () => set({ greeting: undefined }),
    decide: async (keep) => {
      const { phase } = get();
      if (phase.name !== "arrived" || !phase.undecided) return;
      if (!keep) return get().cancel();
      set({ phase: { ...phase, undecided: false } });
      // Where nobody waits any more, the stream has ended with the reason.
      await client.connections.decide({ attempt: phase.attempt, keep: true }).catch(() => {});
    },
    cancel: () => {
      running?.abort();
      running = undefined;
      set({ phase: idle });
    },
    forget: () => set({ failure: undefined, subject: undefined }),
  };
});
