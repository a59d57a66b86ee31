import { readFile } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import type { ConnectionRef } from "../../shared/events.ts";
import { authSchemeOf, propertyValue } from "../../shared/property-check.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { CatalogEntry } from "../connections/catalog.ts";
import { settingsLocationOf } from "../connections/desktop.ts";
import { isTokenScheme, type Session } from "../connections/session.ts";
import type { Ports } from "../ports.ts";
import { parseDocument, type SettingsDocument } from "../settings/document.ts";
import { recipientOf } from "../settings/envelope.ts";
import { expandLocation } from "../settings/location.ts";
import { openStore } from "../settings/open-store.ts";
import { quickOpen } from "../settings/quick-open.ts";
import { stampOf } from "../settings/stamp.ts";
import { factsOf } from "../tokens/grant-facts.ts";
import { checkService, renewSaved } from "../tokens/renew.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import type { Place, Roster } from "./place.ts";

/** What places are made from. */
export interface PlaceSource {
  readonly ports: Ports;
  readonly services: readonly ServiceDefinition[];
  /** The list; see `listReader`. */
  readonly entries: () => Promise<readonly CatalogEntry[]>;
  readonly openEntry: (entry: CatalogEntry) => Promise<Session>;
  readonly openFile: (path: string) => Promise<Session>;
  readonly ownKeys: () => Promise<OwnKeys>;
}

/** This machine's key; empty where it has none. */
export interface OwnKeys {
  readonly identity?: string;
  readonly recipient?: string;
}

/** Looks for this machine's key, making none; what is worked out of it is remembered. */
export const ownKeysOf = ({ keys }: Ports): PlaceSource["ownKeys"] => {
  let last: OwnKeys = {};
  return async () => {
    const identity = await keys.identity().catch(() => undefined);
    if (identity === undefined) return {};
    if (identity !== last.identity) last = { identity, recipient: await recipientOf(identity) };
    return last;
  };
};

/** The places of the connections of the list that have something to renew. Those that share settings are one. */
export const catalogRoster = (source: PlaceSource): Roster => {
  let seen: readonly CatalogEntry[] | undefined;
  let known: string | undefined;
  let places: readonly Place[] = [];
  return async () => {
    const entries = await source.entries();
    if (entries === seen) return places;
    // The list is written with every test; that makes no other places of it.
    const lasting = JSON.stringify(entries.map(({ tests: _, ...entry }) => entry));
    if (lasting !== known) places = placesOfEntries(source, entries);
    known = lasting;
    seen = entries;
    return places;
  };
};

const placesOfEntries = (source: PlaceSource, entries: readonly CatalogEntry[]): readonly Place[] => {
  const groups = new Map<string, Omit<PlaceParts, "location"> & { readonly connections: ConnectionRef[] }>();
  for (const entry of entries) {
    const service = source.services.find(({ id }) => id === entry.service);
    if (!service || !isRenewed(service, entry)) continue;
    const location = wholeLocation(settingsLocationOf(source.ports, entry));
    const group = groups.get(location);
    if (group) group.connections.push(refOf(entry));
    else groups.set(location, { service, connections: [refOf(entry)], open: () => source.openEntry(entry) });
  }
  return [...groups].map(([location, group]) => makePlace(source, { location, ...group }));
};

export const refOf = ({ id, name, service }: CatalogEntry) => ({ id, name, service }) as const satisfies ConnectionRef;

/** `InitiateOAuth=OFF` uses a token as given; other schemes have none. */
const isRenewed = (service: ServiceDefinition, { properties }: CatalogEntry): boolean =>
  isTokenScheme(authSchemeOf(service, properties)) &&
  (propertyValue(service, properties, "InitiateOAuth") ?? "OFF") !== "OFF";

/** The places of settings files that no connection of the list need name. One that cannot be read yet is tried again. */
export const settingsRoster = (source: PlaceSource, paths: readonly string[]): Roster => {
  let places: readonly Place[] = [];
  const missing = new Set(paths);
  return async () => {
    for (const path of missing) {
      const place = await placeOfFile(source, path).catch(() => undefined);
      if (!place) continue;
      missing.delete(path);
      places = [...places, place];
    }
    return places;
  };
};

const placeOfFile = async (source: PlaceSource, path: string): Promise<Place | undefined> => {
  const location = wholeLocation(path);
  const document = (await openStore(location, source.ports.keys).read())?.document;
  const service = source.services.find(({ id }) => id === document?.Service);
  if (!document || !service) return undefined;
  const connections = [{ name: document.Name || service.name, service: service.id }];
  return makePlace(source, { location, service, connections, open: () => source.openFile(location) });
};

const inMemory = (location: string): boolean => location.startsWith("memory://");

export const wholeLocation = (location: string): string => (inMemory(location) ? location : expandLocation(location));

interface PlaceParts {
  readonly location: string;
  readonly service: ServiceDefinition;
  readonly connections: readonly ConnectionRef[];
  readonly open: () => Promise<Session>;
}

const makePlace = ({ ports, ownKeys }: PlaceSource, { location, service, connections, open }: PlaceParts): Place => ({
  location,
  service,
  connections,
  stamp: async () => (inMemory(location) ? undefined : stampOf(location)),
  look: async () => {
    const { identity, recipient } = await ownKeys();
    const document = await readDocument(ports, location, identity);
    if (document && document.Service !== service.id) {
      const parameters = { path: location, actual: document.Service, expected: service.id };
      throw new KeyferryError("SETTINGS_OTHER_SERVICE", parameters);
    }
    return document && factsOf(service, document, recipient);
  },
  renew: async (stillDue) => {
    const session = await open();
    const saved = await session.store.read();
    const tokens = saved && tokensFromProperties(saved.document.Properties);
    if (!saved || !tokens) throw new KeyferryError("CONSENT_NEEDED", { path: location });
    checkService(session, saved);
    const { recipient } = await ownKeys();
    const found = factsOf(service, saved.document, recipient);
    if (!stillDue(found)) return { facts: found, renewed: false };
    // Whoever was faster, here or in another process, left another access token: then nothing is asked for.
    const { document } = await renewSaved(session, { refused: tokens.accessToken, ahead: true });
    return { facts: factsOf(service, document, recipient), renewed: true };
  },
});

/** The saved settings: the short way where it opens them, because a list may be long. Throws `SETTINGS_*`. */
const readDocument = async (
  ports: Ports,
  location: string,
  identity: string | undefined,
): Promise<SettingsDocument | undefined> => {
  if (identity !== undefined && !inMemory(location)) {
    const text = await readFile(location, "utf8").catch(() => undefined);
    const plain = text && quickOpen(text, identity);
    if (plain) return parseDocument(plain, location);
  }
  return (await openStore(location, ports.keys).read())?.document;
};
