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
 */
export const catalogFile = (StoreOf: StoreClass, home: string): CatalogStorage => {
  const path = join(home, "catalog.json");
  const open = (): Store =>
    new StoreOf({
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
  let store: Store | undefined;
  return {
    stamp: () => stampOf(path),
    read: async () => {
      if (!existsSync(path)) return { kind: "none" };
      try {
        // Looked at before the store is opened, which would mend what it takes for an empty list.
        if (!presentCatalog(JSON.parse(readFileSync(path, "utf8")))) throw new Error("no list of connections");
        store ??= open();
        const file = presentCatalog(store.store);
        if (file) return { kind: "list", file };
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
        store ??= open();
        store.store = { ...store.store, ...file };
      } catch (error) {
        throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
      }
    },
  };
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
