import { readFile, rename } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { fileReason } from "../settings/file-errors.ts";
import { stampOf } from "../settings/stamp.ts";

/** One test of a connection, as the list remembers it. */
export interface TestRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ok: boolean;
  readonly durationMs?: number;
}

/** A connection in the list. Holds no secret: those are in its settings file alone. */
export interface CatalogEntry {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly createdAt: number;
  readonly properties: Properties;
  /** A person's own words to find it by. */
  readonly tags?: readonly string[];
  /** How often it is tested by itself: a `TestInterval`, or a later version's. Absent: never. */
  readonly testEvery?: string;
  /** The newest last, at most `rememberedTests`. */
  readonly tests?: readonly TestRecord[];
}

/** How many tests of a connection the list remembers. */
export const rememberedTests = 30;

/** The list as it is kept. What a later version adds is kept too. */
export interface CatalogFile {
  readonly Format: 1;
  readonly Connections: readonly CatalogEntry[];
  readonly [unknown: string]: unknown;
}

export type CatalogRead =
  | { readonly kind: "none" }
  | { readonly kind: "list"; readonly file: CatalogFile }
  /** It could not be understood, and stands now under another name. */
  | { readonly kind: "damaged"; readonly setAside: string };

/** Where the list is kept: a file of the engine's own, or a shell's store. */
export interface CatalogStorage {
  /** Differs whenever the list may have changed: cheaper than reading it. */
  readonly stamp: () => Promise<string>;
  /** Throws `SETTINGS_UNREADABLE`. */
  readonly read: () => Promise<CatalogRead>;
  /** Replaces the list, in one step. Throws `FILE_UNWRITABLE`. */
  readonly write: (file: CatalogFile) => Promise<void>;
}

/** The list in one JSON file, replaced in one step. A damaged one is set aside. */
export const jsonStorage = (path: string): CatalogStorage => ({
  stamp: () => stampOf(path),
  read: async () => {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw new KeyferryError("SETTINGS_UNREADABLE", { path, detail: fileReason(error) }, { cause: error });
    });
    if (text === undefined) return { kind: "none" };
    const file = parse(text);
    if (file) return { kind: "list", file };
    const setAside = `${path}.damaged-${Date.now()}`;
    await rename(path, setAside);
    return { kind: "damaged", setAside };
  },
  write: async (file) => {
    try {
      await writeFileAtomically(path, `${JSON.stringify(file, undefined, 2)}\n`);
    } catch (error) {
      throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
    }
  },
});

const parse = (text: string): CatalogFile | undefined => {
  try {
    return asCatalogFile(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** A value as a list of connections, entries of earlier versions made present ones; undefined where it is none. */
export const asCatalogFile = (value: unknown): CatalogFile | undefined => {
  const { Format, Connections } = (value ?? {}) as Record<string, unknown>;
  if (Format !== 1 || !Array.isArray(Connections) || !Connections.every(isEntry)) return undefined;
  return { ...(value as object), Format, Connections: Connections.map(presentEntry) };
};

const isEntry = (value: unknown): value is CatalogEntry => {
  const { id, service, name, properties, testEvery = "" } = (value ?? {}) as Record<string, unknown>;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return false;
  return [id, service, name, testEvery, ...Object.values(properties)].every((word) => typeof word === "string");
};

/** Version 1 of the list remembered the last test alone. */
const presentEntry = (entry: CatalogEntry & { readonly lastTest?: TestRecord }): CatalogEntry => {
  const { lastTest, ...present } = entry;
  return lastTest && !present.tests ? { ...present, tests: [lastTest] } : present;
};
