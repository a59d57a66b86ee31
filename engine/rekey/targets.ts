import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { settingsLocationOf } from "../connections/desktop.ts";
import { openCatalog } from "../connections/open-catalog.ts";
import type { Ports } from "../ports.ts";
import { fileReason } from "../settings/file-errors.ts";
import { expandLocation } from "../settings/location.ts";

/** A settings file to seal anew, and whether a person named it. */
export interface Target {
  readonly path: string;
  readonly named: boolean;
}

/**
 * The settings files that a rekey is about, in one order for all processes, each once: those named,
 * and with `known` those of the catalog and of the default places in the home. Throws
 * `SETTINGS_MISSING` for a named one that is not there.
 */
export const findTargets = async (
  ports: Ports,
  services: readonly ServiceDefinition[],
  named: readonly string[],
  known: boolean,
): Promise<readonly Target[]> => {
  const all = [
    ...named.map((location) => ({ path: expandLocation(location), named: true })),
    ...(known ? await knownLocations(ports, services) : []).map((path) => ({ path, named: false })),
  ];
  const found = new Map<string, Target>();
  for (const target of all) {
    const real = await realPathOf(target.path);
    if (real === undefined && target.named) throw new KeyferryError("SETTINGS_MISSING", { path: target.path });
    if (real !== undefined && !found.has(real)) found.set(real, target);
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
};

const knownLocations = async (ports: Ports, services: readonly ServiceDefinition[]): Promise<readonly string[]> => {
  const entries = await openCatalog(ports, services).list();
  return [
    ...services.map(({ id }) => join(ports.paths.home, id, "OAuthSettings.txt")),
    ...entries
      .map((entry) => settingsLocationOf(ports, entry))
      .filter((location) => !location.startsWith("memory://"))
      .map(expandLocation),
  ];
};

const realPathOf = (path: string): Promise<string | undefined> =>
  realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new KeyferryError("SETTINGS_UNREADABLE", { path, detail: fileReason(error) }, { cause: error });
  });
