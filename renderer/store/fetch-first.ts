import { useAppStore } from "./app-store.ts";
import { useConnectionsStore } from "./connections-store.ts";
import { useKeyStore } from "./key-store.ts";

const isOpen = ({ keys }: ReturnType<typeof useKeyStore.getState>): boolean =>
  keys.status === "ready" && keys.value.state === "ready";

/** What every screen needs. */
const fetchAll = () => Promise.all([useAppStore.getState().load(), useConnectionsStore.getState().fetchAhead()]);

/**
 * Asks at once whether the key is at hand and for what every screen needs, and for the latter once more when
 * the gate has been passed. Resolves when there is something to draw: the gate, or the first screen.
 */
export const fetchFirst = async (): Promise<void> => {
  const all = fetchAll();
  await useKeyStore.getState().load();
  if (isOpen(useKeyStore.getState())) await all;
  useKeyStore.subscribe((now, before) => {
    if (isOpen(now) && !isOpen(before)) void fetchAll();
  });
};
