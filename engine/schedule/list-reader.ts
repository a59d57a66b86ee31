import type { Catalog, CatalogEntry } from "../connections/catalog.ts";

/**
 * Gives the list as it stands: the same array as before where its stamp did not change, so that all who look
 * at it share one reading. Rejects where it cannot be read.
 */
export const listReader = ({
  stamp,
  list,
}: Pick<Catalog, "stamp" | "list">): (() => Promise<readonly CatalogEntry[]>) => {
  let seen: string | undefined;
  let entries: readonly CatalogEntry[] = [];
  return async () => {
    const now = await stamp();
    if (now === seen) return entries;
    entries = await list();
    seen = now;
    return entries;
  };
};
