import { createStore, type StoreApi } from "zustand/vanilla";

/** Connections that are deleted together. */
export interface Batch {
  readonly ids: readonly string[];
  /** Being carried out: too late to undo, and hidden until the list no longer has it. */
  readonly going: boolean;
}

/** The deletions that wait or are under way, each under a name of the caller's. */
export interface DeletionState {
  readonly batches: ReadonlyMap<string, Batch>;
  /** Hides these connections until their deletion is undone or carried out. */
  readonly put: (batch: string, ids: readonly string[]) => void;
  /** Shows them again; does nothing once they are being deleted. */
  readonly undo: (batch: string) => void;
  /** Deletes them. Gives the errors of those that could not be; does nothing for what was undone or is under way. */
  readonly carryOut: (batch: string) => Promise<readonly unknown[]>;
}

/** What deletions need of the world. */
interface Hands {
  readonly remove: (id: string) => Promise<void>;
  /** Fetches the list again. */
  readonly reload: () => Promise<void>;
}

/**
 * Deletions that can be undone: nothing is deleted before `carryOut`, so a window that closes early
 * has lost nothing.
 */
export const createDeletions = ({ remove, reload }: Hands): StoreApi<DeletionState> =>
  createStore<DeletionState>((set, get) => {
    const change = (work: (batches: Map<string, Batch>) => void): void => {
      const batches = new Map(get().batches);
      work(batches);
      set({ batches });
    };
    return {
      batches: new Map(),
      put: (batch, ids) => change((batches) => batches.set(batch, { ids, going: false })),
      undo: (batch) => {
        if (get().batches.get(batch)?.going === false) change((batches) => batches.delete(batch));
      },
      carryOut: async (batch) => {
        const waiting = get().batches.get(batch);
        if (!waiting || waiting.going) return [];
        change((batches) => batches.set(batch, { ...waiting, going: true }));
        const failures: unknown[] = [];
        for (const id of waiting.ids) await remove(id).catch((error: unknown) => failures.push(error));
        await reload();
        change((batches) => batches.delete(batch));
        return failures;
      },
    };
  });

/** Every connection that is hidden because it is about to be deleted. */
export const hiddenOf = (batches: DeletionState["batches"]): ReadonlySet<string> =>
  new Set([...batches.values()].flatMap(({ ids }) => ids));

/** The batches that can still be undone. */
export const waitingOf = (batches: DeletionState["batches"]): readonly string[] =>
  [...batches].filter(([, { going }]) => !going).map(([batch]) => batch);
