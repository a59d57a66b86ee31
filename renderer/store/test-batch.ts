import { createStore, type StoreApi } from "zustand/vanilla";

/** Several connections that are tested one after the other, a few at a time. */
export interface TestBatch {
  readonly ids: readonly string[];
  /** How many tests have ended. */
  readonly done: number;
  readonly passed: number;
  readonly phase: "running" | "finished" | "cancelled";
}

export interface TestBatchState {
  /** The one under way, or the last one; undefined before the first. */
  readonly batch: TestBatch | undefined;
  /** Tests these connections; those of a batch under way are added to it. Resolves once all are done. */
  readonly begin: (ids: readonly string[]) => Promise<void>;
  /** Starts no further test, and breaks off those under way. */
  readonly cancel: () => void;
}

/** What a batch needs of the tests. */
interface Hands {
  /** Resolves once the test of a connection has ended, and tells whether it passed. */
  readonly test: (id: string) => Promise<boolean>;
  readonly cancel: (id: string) => void;
}

/** So many connections are tested at once. */
const atOnce = 4;

/** The tests of several connections as one thing that has progress and can be cancelled. */
export const createTestBatch = ({ test, cancel }: Hands): StoreApi<TestBatchState> =>
  createStore<TestBatchState>((set, get) => {
    let line: string[] = [];
    const underWay = new Set<string>();
    let earlier: Promise<unknown> = Promise.resolve();

    const change = (edit: (batch: TestBatch) => Partial<TestBatch>): void =>
      set(({ batch }) => (batch ? { batch: { ...batch, ...edit(batch) } } : {}));
    const running = (): boolean => get().batch?.phase === "running";

    const work = async (own: string[]): Promise<void> => {
      for (let id = own.shift(); id !== undefined; id = own.shift()) {
        underWay.add(id);
        const ok = await test(id);
        underWay.delete(id);
        // What was broken off has no outcome.
        if (own === line) change(({ done, passed }) => ({ done: done + 1, passed: passed + Number(ok) }));
      }
    };
    const addWorkers = (own: string[]): void => {
      const free = Array.from({ length: atOnce - underWay.size }, () => work(own));
      earlier = Promise.all([earlier, ...free]);
    };
    const run = async (own: string[]): Promise<void> => {
      // A test that was broken off may still be ending.
      await earlier;
      addWorkers(own);
      // More may be added meanwhile.
      for (let last: unknown; last !== earlier; ) {
        last = earlier;
        await earlier;
      }
      if (own === line) change(() => ({ phase: "finished" }));
    };
    return {
      batch: undefined,
      begin: async (ids) => {
        const { batch } = get();
        const known = batch?.phase === "running" ? batch.ids : [];
        const added = [...new Set(ids)].filter((id) => !known.includes(id));
        if (added.length === 0) return;
        if (known.length > 0) {
          line.push(...added);
          change(() => ({ ids: [...known, ...added] }));
          addWorkers(line);
          return;
        }
        line = [...added];
        set({ batch: { ids: added, done: 0, passed: 0, phase: "running" } });
        await run(line);
      },
      cancel: () => {
        if (!running()) return;
        line.length = 0;
        line = [];
        change(() => ({ phase: "cancelled" }));
        for (const id of underWay) cancel(id);
      },
    };
  });
