import { create } from "zustand";
import { client } from "../client.ts";
import { useConnectionsStore } from "./connections-store.ts";
import { failureOf } from "./failure.ts";
import { afterEvent, afterFailure, idleRun, startedRun, type TestRun } from "./test-run.ts";

interface TestState {
  readonly runs: Readonly<Record<string, TestRun>>;
  /** Tests a connection; a test that is under way is left to finish. */
  readonly start: (id: string) => Promise<void>;
  /** Drops a test that passed: what is known of the connection now says otherwise. */
  readonly dropPassed: (id: string) => void;
}

export const useTestStore = create<TestState>((set, get) => {
  const put = (id: string, change: (run: TestRun) => TestRun): void =>
    set(({ runs }) => ({ runs: { ...runs, [id]: change(runs[id] ?? idleRun) } }));

  return {
    runs: {},
    start: async (id) => {
      if (get().runs[id]?.phase === "running") return;
      put(id, () => startedRun);
      try {
        for await (const event of await client.connections.test({ id })) put(id, (run) => afterEvent(run, event));
        if (get().runs[id]?.phase === "running") put(id, (run) => afterFailure(run, { kind: "unknown" }));
      } catch (thrown) {
        put(id, (run) => afterFailure(run, failureOf(thrown)));
      }
      await useConnectionsStore.getState().refresh([id]);
    },
    dropPassed: (id) => {
      if (get().runs[id]?.report?.ok) put(id, () => idleRun);
    },
  };
});

/** The last test of a connection in this window. */
export const useTestRun = (id: string): TestRun => useTestStore((state) => state.runs[id] ?? idleRun);

/** So many connections are tested at once. */
const atOnce = 4;

/** Tests these connections, a few at a time, until all are done. */
export const testAll = async (ids: readonly string[]): Promise<void> => {
  const left = [...ids];
  const work = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) await useTestStore.getState().start(id);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
};
