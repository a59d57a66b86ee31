import { create } from "zustand";
import { client } from "../client.ts";
import { useConnectionsStore } from "./connections-store.ts";
import { failureOf } from "./failure.ts";
import { afterCancel, afterEvent, afterFailure, idleRun, startedRun, type TestRun } from "./test-run.ts";

interface TestState {
  readonly runs: Readonly<Record<string, TestRun>>;
  /** Tests a connection; a test that is under way is left to finish. */
  readonly start: (id: string) => Promise<void>;
  /** Ends a test that is under way: what it asks of the service is broken off. */
  readonly cancel: (id: string) => void;
  /** Drops a test that passed: what is known of the connection now says otherwise. */
  readonly dropPassed: (id: string) => void;
}

export const useTestStore = create<TestState>((set, get) => {
  const put = (id: string, change: (run: TestRun) => TestRun): void =>
    set(({ runs }) => ({ runs: { ...runs, [id]: change(runs[id] ?? idleRun) } }));

  const cancels = new Map<string, AbortController>();

  return {
    runs: {},
    start: async (id) => {
      if (get().runs[id]?.phase === "running") return;
      const cancel = new AbortController();
      const { signal } = cancel;
      cancels.set(id, cancel);
      put(id, () => startedRun);
      await follow(id, signal, (change) => {
        // Another test may have begun since this one was cancelled.
        if (!signal.aborted) put(id, change);
      });
      if (signal.aborted) return;
      cancels.delete(id);
      await useConnectionsStore.getState().refresh([id]);
    },
    cancel: (id) => {
      if (get().runs[id]?.phase !== "running") return;
      cancels.get(id)?.abort();
      cancels.delete(id);
      put(id, afterCancel);
    },
    dropPassed: (id) => {
      if (get().runs[id]?.report?.ok) put(id, () => idleRun);
    },
  };
});

/** Reads the stream of a test to its end, whatever that is. */
const follow = async (
  id: string,
  signal: AbortSignal,
  put: (change: (run: TestRun) => TestRun) => void,
): Promise<void> => {
  try {
    for await (const event of await client.connections.test({ id }, { signal })) put((run) => afterEvent(run, event));
    put((run) => (run.phase === "running" ? afterFailure(run, { kind: "unknown" }) : run));
  } catch (thrown) {
    put((run) => afterFailure(run, failureOf(thrown)));
  }
};

/** The last test of a connection in this window. */
export const useTestRun = (id: string): TestRun => useTestStore((state) => state.runs[id] ?? idleRun);
