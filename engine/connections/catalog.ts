import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { fileReason } from "../settings/file-errors.ts";
import { stampOf } from "../settings/stamp.ts";

/** A connection in the list. Holds no secret: those are in its settings file alone. */
export interface CatalogEntry {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly createdAt: number;
  readonly properties: Properties;
  readonly lastTest?: { readonly at: number; readonly ok: boolean };
}

/** The list of connections, kept as one JSON file in the home. */
export interface Catalog {
  /** Differs whenever the list may have changed: cheaper than reading it. */
  readonly stamp: () => Promise<string>;
  readonly list: () => Promise<readonly CatalogEntry[]>;
  /** Throws `CONNECTION_UNKNOWN`. */
  readonly get: (id: string) => Promise<CatalogEntry>;
  readonly put: (entry: CatalogEntry) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

interface CatalogFile {
  readonly Format: 1;
  readonly Connections: readonly CatalogEntry[];
}

/**
 * The catalog in `home/catalog.json`. A damaged file is set aside under another name and the list
 * starts empty: the settings files it pointed to are untouched.
 */
export const fileCatalog = (home: string): Catalog => {
  const path = join(home, "catalog.json");
  let turn: Promise<unknown> = Promise.resolve();
  const change = (edit: (entries: readonly CatalogEntry[]) => readonly CatalogEntry[]): Promise<void> => {
    const next = turn.then(async () => save(path, edit(await load(path))));
    turn = next.catch(() => {});
    return next;
  };
  return {
    stamp: () => stampOf(path),
    list: () => load(path),
    get: async (id) => {
      const entry = (await load(path)).find((each) => each.id === id);
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
  };
};

const load = async (path: string): Promise<readonly CatalogEntry[]> => {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new KeyferryError("SETTINGS_UNREADABLE", { path, detail: fileReason(error) }, { cause: error });
  });
  if (text === undefined) return [];
  const file = parse(text);
  if (file) return file.Connections;
  await rename(path, `${path}.damaged-${Date.now()}`);
  return [];
};

const parse = (text: string): CatalogFile | undefined => {
  try {
    const value = JSON.parse(text) as CatalogFile;
    return value.Format === 1 && Array.isArray(value.Connections) ? value : undefined;
  } catch {
    return undefined;
  }
};

const save = async (path: string, Connections: readonly CatalogEntry[]): Promise<void> => {
  try {
    await writeFileAtomically(
      path,
      `${JSON.stringify({ Format: 1, Connections } satisfies CatalogFile, undefined, 2)}\n`,
    );
  } catch (error) {
    throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
  }
};
