import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
}

interface CatalogFile {
  readonly Format: 1;
  readonly Connections: readonly Entry[];
}

const topics = ["Website", "Catalogue", "Interviews", "Podcast", "Office move", "Onboarding"];

/** Multiplies what is in the list: the copies share the settings files of the first ones. */
export const manyConnections = async (home: string, count: number): Promise<void> => {
  const { Format, Connections } = await readCatalog(home);
  const copies = Array.from({ length: count - Connections.length }, (_, index): Entry[] => {
    const model = Connections[index % Connections.length];
    if (!model) return [];
    const OAuthSettingsLocation = settingsFileOf(home, model.id);
    const name = `${topics[index % topics.length]} ${index + 1}`;
    return [{ ...model, id: randomUUID(), name, properties: { ...model.properties, OAuthSettingsLocation } }];
  });
  const all: CatalogFile = { Format, Connections: [...Connections, ...copies.flat()] };
  // In one step, as the program writes it: it may read the list at any moment, and half a list is a damaged one to it.
  const beside = join(home, `catalog.json.${randomUUID()}`);
  await writeFile(beside, JSON.stringify(all));
  await rename(beside, join(home, "catalog.json"));
};

/** The list as it is on the disk. */
export const readCatalog = async (home: string): Promise<CatalogFile> =>
  JSON.parse(await readFile(join(home, "catalog.json"), "utf8")) as CatalogFile;

/** Where the settings file of a connection in the list stands. */
export const settingsFileOf = (home: string, id: string): string => join(home, "connections", id, "OAuthSettings.txt");
