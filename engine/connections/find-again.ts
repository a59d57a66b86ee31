import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { Ports } from "../ports.ts";
import { openStore } from "../settings/open-store.ts";
import { withoutTokens } from "../tokens/token-properties.ts";
import type { CatalogEntry } from "./catalog-storage.ts";
import { openNamesOf } from "./shown.ts";

const folderName = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * The connections whose settings files stand at their usual places in the home, as far as this
 * machine's key opens them: what a lost list is made from again. Never throws.
 */
export const findConnectionsAgain = async (
  ports: Ports,
  services: readonly ServiceDefinition[],
): Promise<readonly CatalogEntry[]> => {
  const folder = join(ports.paths.home, "connections");
  const names = (await readdir(folder).catch(() => [])).filter((name) => folderName.test(name)).sort();
  const found = await Promise.all(names.map((id) => entryAt(ports, services, folder, id).catch(() => undefined)));
  return found.filter((entry) => entry !== undefined).sort((one, other) => one.createdAt - other.createdAt);
};

const entryAt = async (
  ports: Ports,
  services: readonly ServiceDefinition[],
  folder: string,
  id: string,
): Promise<CatalogEntry | undefined> => {
  const path = join(folder, id, "OAuthSettings.txt");
  const document = (await openStore(path, ports.keys).read())?.document;
  const service = services.find((each) => each.id === document?.Service);
  if (!document || !service) return undefined;
  const { birthtimeMs, mtimeMs } = await stat(join(folder, id));
  return {
    id,
    service: service.id,
    name: document.Name || service.name,
    createdAt: Math.trunc(document.ConsentedAt ?? (birthtimeMs || mtimeMs)),
    properties: {
      InitiateOAuth: "GETANDREFRESH",
      ...openProperties(service, document.Properties),
    },
  };
};

/** What the list may keep of saved properties: nothing secret, and no token. */
export const openProperties = (
  service: ServiceDefinition,
  properties: Readonly<Record<string, string>>,
): Record<string, string> => {
  const open = openNamesOf(service);
  return Object.fromEntries(Object.entries(withoutTokens(properties)).filter(([name]) => open.has(name)));
};
