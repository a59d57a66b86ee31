import { useStore } from "zustand";
import { createTestBatch, type TestBatch } from "./test-batch.ts";
import { useTestStore } from "./test-store.ts";

const testBatch = createTestBatch({
  test: async (id) => {
    await useTestStore.getState().start(id);
    return useTestStore.getState().runs[id]?.report?.ok === true;
  },
  cancel: (id) => useTestStore.getState().cancel(id),
});

/** Tests these connections, a few at a time, until all are done or it is cancelled. */
export const testAll = (ids: readonly string[]): Promise<void> => testBatch.getState().begin(ids);

/** Starts no further test of several, and breaks off those under way. */
export const cancelTests = (): void => testBatch.getState().cancel();

/** The tests of several connections under way, or the last there were. */
export const useTestBatch = (): TestBatch | undefined => useStore(testBatch, ({ batch }) => batch);
