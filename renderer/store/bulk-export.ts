import { createStore } from "zustand/vanilla";
import type { ExportResult } from "../../shared/connection.ts";
import type { ExportMode } from "../../shared/grant-sharing.ts";
import { type Failure, failureOf } from "./failure.ts";

/** How far the export of one connection is. */
export type BulkState =
  | { readonly name: "waiting" }
  | { readonly name: "working" }
  | { readonly name: "done"; readonly result: ExportResult }
  | { readonly name: "failed"; readonly failure: Failure }
  /** A person cancelled before its turn: nothing was changed. */
  | { readonly name: "stopped" };

/** A connection that is to be exported with others, and what its file is called. */
export interface BulkItem {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  /** Stands in file names and units. */
  readonly label: string;
  readonly fileName: string;
  readonly mode: ExportMode;
  readonly state: BulkState;
}

/** Who gets the files: one machine, or whoever has the passphrase. */
export type BulkTarget = { readonly recipients: string[] } | { readonly passphrase: string };

interface Effects {
  /** Makes the file of one connection. */
  readonly exportOne: (item: BulkItem, to: BulkTarget, name: string) => Promise<ExportResult>;
  /** What the connections are may have changed. */
  readonly reload: () => Promise<void>;
}

export interface BulkExportState {
  /** The connections chosen for it. */
  readonly chosen: readonly string[];
  /** Empty until it is begun. */
  readonly items: readonly BulkItem[];
  readonly running: boolean;
  /** Somebody cancelled, and the one under way is still being finished. */
  readonly stopping: boolean;
  /** The labels of the files that a person has saved. */
  readonly saved: readonly string[];
  /** Chooses connections for the next export; one under way, or whose files nobody has saved, is finished before. */
  readonly choose: (ids: readonly string[]) => void;
  /** Exports one after the other, until all are done or somebody cancels. */
  readonly start: (items: readonly Omit<BulkItem, "state">[], to: BulkTarget, name: string) => Promise<void>;
  /** The one under way is finished: breaking it off could lose its file after the hand-over. */
  readonly cancel: () => void;
  /** Goes on with those that failed or were left when somebody cancelled. */
  readonly goOn: () => Promise<void>;
  readonly markSaved: (labels: readonly string[]) => void;
  /** Lets go of what was made, and forgets the choice unless it is for the next export. */
  readonly finish: () => void;
  readonly chooseNothing: () => void;
}

const nothing = { chosen: [], items: [], running: false, stopping: false, saved: [] } as const;

/** The export of several connections, one after the other. */
export const createBulkExport = (effects: Effects) =>
  createStore<BulkExportState>((set, get) => {
    // Kept to go on with, and forgotten once everything is made: it may hold a passphrase.
    let receiver: { readonly to: BulkTarget; readonly name: string } | undefined;

    const put = (id: string, state: BulkState): void =>
      set(({ items }) => ({ items: items.map((item) => (item.id === id ? { ...item, state } : item)) }));

    const exportOne = async (item: BulkItem): Promise<BulkState> => {
      if (!receiver) return { name: "stopped" };
      try {
        return { name: "done", result: await effects.exportOne(item, receiver.to, receiver.name) };
      } catch (thrown) {
        return { name: "failed", failure: failureOf(thrown) };
      }
    };

    const run = async (): Promise<void> => {
      set({ running: true, stopping: false });
      for (const item of get().items) {
        if (item.state.name === "done") continue;
        if (get().stopping) {
          put(item.id, { name: "stopped" });
          continue;
        }
        put(item.id, { name: "working" });
        const state = await exportOne(item);
        put(item.id, state);
      }
      if (get().items.every(({ state }) => state.name === "done")) receiver = undefined;
      set({ running: false, stopping: false });
      await effects.reload();
    };

    return {
      ...nothing,
      choose: (ids) => {
        if (get().running || hasUnsaved(get())) return set({ chosen: ids });
        receiver = undefined;
        set({ ...nothing, chosen: ids });
      },
      start: async (items, to, name) => {
        if (get().running) return;
        receiver = { to, name };
        set({ items: items.map((item) => ({ ...item, state: { name: "waiting" } })), saved: [] });
        await run();
      },
      cancel: () => {
        if (get().running) set({ stopping: true });
      },
      goOn: async () => {
        if (get().running) return;
        set(({ items }) => ({
          items: items.map((item) => (item.state.name === "done" ? item : { ...item, state: { name: "waiting" } })),
        }));
        await run();
      },
      markSaved: (labels) => set(({ saved }) => ({ saved: [...new Set([...saved, ...labels])] })),
      finish: () => {
        if (get().running) return;
        receiver = undefined;
        const { chosen, items } = get();
        const ids = new Set(items.map(({ id }) => id));
        set({ ...nothing, chosen: chosen.every((id) => ids.has(id)) ? [] : chosen });
      },
      chooseNothing: () => set({ chosen: [] }),
    };
  });

/** Whether files were made that nobody has saved: they are in this window alone. */
export const hasUnsaved = ({ items, saved }: Pick<BulkExportState, "items" | "saved">): boolean =>
  items.some(({ state, label }) => state.name === "done" && !saved.includes(label));
