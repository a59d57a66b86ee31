import { join } from "node:path";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { Ports } from "../ports.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import { jsonStorage } from "./catalog-storage.ts";
import { findConnectionsAgain } from "./find-again.ts";

/** Where the list of connections stands in a home. */
const catalogPath = (home: string): string => join(home, "catalog.json");

/** The list of connections of a home, in the shell's store or a file of the engine's own. */
export const openCatalog = (ports: Ports, services: readonly ServiceDefinition[]): Catalog =>
  createCatalog(ports.catalog ?? jsonStorage(catalogPath(ports.paths.home)), () =>
    findConnectionsAgain(ports, services),
  );
