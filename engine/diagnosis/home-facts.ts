import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asKeyferryError } from "../../shared/errors.ts";
import type { Ports } from "../ports.ts";
import { recipientOf } from "../settings/envelope.ts";
import type { CatalogFacts, HomeFacts, IdentityFacts } from "./diagnosis.ts";
import { codeOf, factsOf, freeBytesAt, isWritable, pathsBelow } from "./file-facts.ts";
import type { PathWords } from "./path-words.ts";

const entryLimit = 300;

/** The home folder and what is in it, three folders deep. */
export const homeFacts = async (home: string, paths: PathWords, now: number): Promise<HomeFacts> => {
  const below = await pathsBelow(home, 3, entryLimit);
  const freeBytes = await freeBytesAt(home);
  return {
    path: paths.shown(home),
    folder: await factsOf(home, now),
    writable: await isWritable(home),
    ...(freeBytes === undefined ? {} : { freeBytes }),
    entries: await Promise.all(
      below.map(async (path) => ({ name: paths.shown(path), ...(await factsOf(join(home, path), now)) })),
    ),
  };
};

/** This machine's identity: its public half, and whether the secret one can be used. Makes none. */
export const identityFacts = async ({ keys }: Ports, paths: PathWords, now: number): Promise<IdentityFacts> => {
  const { kind, label, warning } = await keys.storage();
  const inFile = kind === "file" || kind === "passphrase-file" || kind === "credential";
  const base = {
    kept: kind,
    where: inFile ? paths.shown(label) : label,
    ...(inFile ? { file: await factsOf(label, now) } : {}),
    ...(warning ? { warning } : {}),
  };
  try {
    const [present, ...earlier] = await keys.identities();
    return { ...base, recipient: await recipientOf(present), earlierKeys: earlier.length };
  } catch (error) {
    return { ...base, problem: asKeyferryError(error).toData() };
  }
};

interface ListedConnection {
  readonly service: string;
  readonly createdAt: string;
  readonly lastTest?: { readonly at: string; readonly ok: boolean };
  /** Where its settings are: for the diagnosis of that file, not for the report. */
  readonly location: string;
}

/** What the list of connections holds. Looks only: a damaged list stays where it is. */
export const readListed = async (
  home: string,
): Promise<{ readonly state: CatalogFacts["state"]; readonly listed: readonly ListedConnection[] }> => {
  try {
    const value: unknown = JSON.parse(await readFile(join(home, "catalog.json"), "utf8"));
    const connections = (value as { Connections?: unknown } | null)?.Connections;
    return Array.isArray(connections)
      ? { state: "good", listed: connections.flatMap((each) => listedConnection(home, each)) }
      : { state: "damaged", listed: [] };
  } catch (error) {
    if (error instanceof SyntaxError) return { state: "damaged", listed: [] };
    return { state: codeOf(error) === "ENOENT" ? "none" : "unreadable", listed: [] };
  }
};

const listedConnection = (home: string, value: unknown): readonly ListedConnection[] => {
  if (typeof value !== "object" || value === null) return [];
  const { id, service, createdAt, lastTest, tests, properties } = value as Record<string, unknown>;
  if (typeof id !== "string" || typeof service !== "string") return [];
  const given = (properties as Record<string, unknown> | undefined)?.OAuthSettingsLocation;
  const { at, ok } = ((Array.isArray(tests) ? tests.at(-1) : lastTest) ?? {}) as { at?: unknown; ok?: unknown };
  return [
    {
      service: shownId(service),
      createdAt: timeWords(createdAt),
      ...(typeof ok === "boolean" ? { lastTest: { at: timeWords(at), ok } } : {}),
      location: typeof given === "string" ? given : join(home, "connections", id, "OAuthSettings.txt"),
    },
  ];
};

/** An id as services have them; anything else that stands in its place is not repeated. */
export const shownId = (text: string): string => (/^[a-z][a-z0-9-]{1,40}$/.test(text) ? text : "?");

/** Milliseconds since 1970 as a time people read; `?` for what is none. */
export const timeWords = (value: unknown): string =>
  typeof value === "number" && Math.abs(value) < 8.64e15 ? new Date(value).toISOString() : "?";
