import { copyFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Options } from "conf";
import { type CatalogFile, type CatalogStorage, fileReason, presentCatalog, stampOf } from "../../bridge/compose.ts";
import { KeyferryError } from "../../shared/errors.ts";

/** What is used of electron-store, and of `conf` beneath it. */
interface Store {
  store: Record<string, unknown>;
}
export type StoreClass = new (options: Options<Record<string, unknown>> & { name?: string }) => Store;

/** The version of the list's form; a step of `migrations` leads to each. */
const version = "2.0.0";

/**
 * The list of connections in electron-store, in the same file that the `keyferry` command uses. Its
 * form is checked by a schema; before a list of an earlier version is brought up to date, it is copied
 * beside; one that cannot be understood is set aside.
 *
 * A list of the present version is read without the store, for which the first screen would wait: its code and
 * its schema are only made ready (`load`) for what writes.
 */
export const catalogFile = (load: () => Promise<StoreClass>, home: string): CatalogStorage => {
  const path = join(home, "catalog.json");
  const open = async (): Promise<Store> => {
    const StoreOf = await load();
    return new StoreOf({
      cwd: home,
      name: "catalog",
      configName: "catalog",
      projectVersion: version,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      serialize: (value) => `${JSON.stringify(value, undefined, 2)}\n`,
      schema,
      defaults: { Format: 1, Connections: [] },
      beforeEachMigration: (_store, { fromVersion, toVersion }) => {
        if (existsSync(path)) copyFileSync(path, `${path}.backup-${fromVersion}-to-${toVersion}-${Date.now()}`);
      },
      migrations: {
        "2.0.0": (store) => {
          const present = presentCatalog(store.store);
          if (present) store.store = { ...store.store, Connections: present.Connections };
        },
      },
    });
  };
  let store: Store | undefined;
  return {
    stamp: () => stampOf(path),
    read: async () => {
      if (!existsSync(path)) return { kind: "none" };
      try {
        // Looked at before the store is opened, which would mend what it takes for an empty list.
        const kept: unknown = JSON.parse(readFileSync(path, "utf8"));
        const file = presentCatalog(kept);
        if (!file) throw new Error("no list of connections");
        if (isPresent(kept)) return { kind: "list", file };
        store ??= await open();
        const updated = presentCatalog(store.store);
        if (updated) return { kind: "list", file: updated };
      } catch (error) {
        if (isAboutTheFile(error)) throw unreadable(path, error);
      }
      store = undefined;
      const setAside = `${path}.damaged-${Date.now()}`;
      renameSync(path, setAside);
      return { kind: "damaged", setAside };
    },
    write: async (file: CatalogFile) => {
      try {
        store ??= await open();
        store.store = { ...store.store, ...file };
      } catch (error) {
        throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
      }
    },
  };
};

/** Whether a list was last brought up to date by this version: where `conf` notes that. */
const isPresent = (kept: unknown): boolean => {
  const { __internal__ } = kept as { readonly __internal__?: { readonly migrations?: { readonly version?: unknown } } };
  return __internal__?.migrations?.version === version;
};

const schema = {
  Format: { const: 1 },
  Connections: {
    type: "array",
    items: {
      type: "object",
      required: ["id", "service", "name", "properties"],
      properties: {
        id: { type: "string" },
        service: { type: "string" },
        name: { type: "string" },
        properties: { type: "object", additionalProperties: { type: "string" } },
        // Not the intervals of this version alone: a list that a later one wrote is not damaged.
        testEvery: { type: "string" },
      },
    },
  },
} as const;

/** The file system said no; anything else is about what stands in the file. */
const isAboutTheFile = (error: unknown): boolean =>
  typeof (error as NodeJS.ErrnoException).code === "string" && (error as NodeJS.ErrnoException).syscall !== undefined;

const unreadable = (path: string, error: unknown): KeyferryError =>
  new KeyferryError("SETTINGS_UNREADABLE", { path, detail: fileReason(error) }, { cause: error });
