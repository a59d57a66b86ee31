import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makeConnection } from "../../e2e/flows.ts";
import type { Practice } from "../../e2e/support/practice.ts";

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
}

interface CatalogFile {
  readonly Format: 1;
  readonly Connections: readonly Entry[];
}

const toHome = (page: Page): Promise<void> => page.getByRole("link", { name: "Keyferry" }).click();

/** Adds four connections to the first one, one for each way a connection can stand. */
export const fillHome = async (page: Page, practice: Practice, home: string): Promise<void> => {
  await toHome(page);
  await makeConnection(page, "Instagram", { name: "Kumo on Instagram" });
  await toHome(page);
  await makeConnection(page, "Basecamp", { name: "Client archive", properties: { ProjectId: "abcd1234" } });
  await practice.set({ services: { instagram: { firstTokenLifetime: 1, accessTokenLifetime: 1 } } });
  await toHome(page);
  await makeConnection(page, "Instagram", { name: "Press office" });
  await toHome(page);
  await makeConnection(page, "Basecamp", { name: "Agency hand-over" });
  const damaged = (await readCatalog(home)).Connections.find(({ name }) => name === "Agency hand-over");
  await writeFile(settingsFileOf(home, damaged?.id ?? ""), "-----BEGIN AGE ENCRYPTED FILE-----\n");
};

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
  await writeFile(join(home, "catalog.json"), JSON.stringify(all));
};

const readCatalog = async (home: string): Promise<CatalogFile> =>
  JSON.parse(await readFile(join(home, "catalog.json"), "utf8")) as CatalogFile;

const settingsFileOf = (home: string, id: string): string => join(home, "connections", id, "OAuthSettings.txt");
