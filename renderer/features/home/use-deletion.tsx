import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { waitingOf } from "../../store/deletions.ts";
import { deletions } from "../../store/deletions-store.ts";
import { failureOf } from "../../store/failure.ts";
import { tell } from "../../ui/tell.tsx";
import { DeletionFailed, DeletionNotice } from "./deletion-notice.tsx";

const undoMs = 10_000;

/**
 * Deletes connections once the notice that offers to undo it is gone: after ten seconds, when it is
 * closed, or when this screen is left. A window that closes before has deleted nothing.
 */
export const useDeletion = (): ((chosen: readonly { readonly id: string; readonly name: string }[]) => void) => {
  // Closing a notice carries its deletion out.
  useEffect(() => () => waitingOf(deletions.getState().batches).forEach((batch) => void notifications.hide(batch)), []);

  const carryOut = async (batch: string): Promise<void> => {
    const [thrown, ...more] = await deletions.getState().carryOut(batch);
    if (thrown === undefined) return;
    tell({
      color: "red",
      words: () => <DeletionFailed count={1 + more.length} failure={failureOf(thrown)} />,
    });
  };
  const undo = (batch: string): void => {
    deletions.getState().undo(batch);
    notifications.hide(batch);
  };
  return (chosen) => {
    const batch = crypto.randomUUID();
    const [first] = chosen;
    if (!first) return;
    deletions.getState().put(
      batch,
      chosen.map(({ id }) => id),
    );
    tell({
      id: batch,
      color: "gray",
      autoClose: undoMs,
      onClose: () => void carryOut(batch),
      words: () => <DeletionNotice first={first.name} count={chosen.length} onUndo={() => undo(batch)} />,
    });
  };
};
