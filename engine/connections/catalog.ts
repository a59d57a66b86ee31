import { KeyferryError } from "../../shared/errors.ts";
import type { CatalogEntry, CatalogStorage } from "./catalog-storage.ts";

export type { CatalogEntry } from "./catalog-storage.ts";

/** The list of connections. */
export interface Catalog {
  /** Differs whenever the list may have changed: cheaper than reading it. */
  readonly stamp: () => Promise<string>;
  readonly list: () => Promise<readonly CatalogEntry[]>;
  /** Throws `CONNECTION_UNKNOWN`. */
  readonly get: (id: string) => Promise<CatalogEntry>;
  readonly put: (entry: CatalogEntry) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** What this process found damaged, and where it stands now. Reads the list, and no settings file. */
  readonly damage: () => Promise<Damage | undefined>;
}

/** A list that could not be read, and what was made of it. */
export interface Damage {
  readonly setAside: string;
  /** How many connections were found again from their settings files. */
  readonly found: number;
}

/**
 * The list in a storage. Where there is none, or a damaged one, `findAgain` tells what settings files
 * are there: what is saved is not lost with the list.
 */
export const createCatalog = (storage: CatalogStorage, findAgain: () => Promise<readonly CatalogEntry[]>): Catalog => {
  let turn: Promise<unknown> = Promise.resolve();
  let damage: Damage | undefined;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => {});
    return next;
  };
  /** To be called in turn. */
  const load = async () => {
    const read = await storage.read();
    if (read.kind === "list") return read.file;
    const file = { Format: 1, Connections: await findAgain() } as const;
    if (file.Connections.length > 0) await storage.write(file);
    if (read.kind === "damaged") damage = { setAside: read.setAside, found: file.Connections.length };
    return file;
  };
  const change = (edit: (entries: readonly CatalogEntry[]) => readonly CatalogEntry[]): Promise<void> =>
    inTurn(async () => {
      const file = await load();
      await storage.write({ ...file, Connections: edit(file.Connections) });
    });
  const list = async () => (await inTurn(load)).Connections;
  return {
    stamp: storage.stamp,
    list,
    get: async (id) => {
      const entry = (await list()).find((each) => each.id === id);
      if (!entry) throw new KeyferryError("CONNECTION_UNKNOWN");
      return entry;
    },
    put: (entry) =>
      change((entries) =>
        entries.some(({ id }) => id === entry.id)
          ? entries.map((each) => (each.id === entry.id ? entry : each))
          : [...entries, entry],
      ),
    remove: (id) => change((entries) => entries.filter((each) => each.id !== id)),
    damage: async () => {
      await list();
      return damage;
    },
  };
};
