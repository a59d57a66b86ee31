import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceDriver } from "../../engine/kit.ts";
import { asKeyferryError, KeyferryError } from "../../shared/errors.ts";
import { untranslated } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";

/** A service of a person's own, ready to be used. */
export interface LoadedOwnService {
  readonly definition: ServiceDefinition;
  readonly driver: ServiceDriver;
}

/**
 * Reads the files in `home/services/*.json`. Throws `SERVICE_FILE_INVALID`, which names the file and
 * what is wrong with it; `taken` are the ids that a file may not use.
 */
export const loadOwnServices = async (home: string, taken: readonly string[]): Promise<readonly LoadedOwnService[]> =>
  (await tryOwnServices(home, taken)).map((tried) => {
    if ("error" in tried) throw tried.error;
    return tried.service;
  });

/** A file in the folder `services`, and what came of it. */
export type TriedOwnService =
  | { readonly path: string; readonly service: LoadedOwnService }
  | { readonly path: string; readonly error: KeyferryError };

/** The same for each file by itself, good or not. Never throws. */
export const tryOwnServices = async (home: string, taken: readonly string[]): Promise<readonly TriedOwnService[]> => {
  const folder = join(home, "services");
  const names = await readdir(folder).catch(() => []);
  const ids = new Set(taken);
  const tried: TriedOwnService[] = [];
  for (const name of names.filter((each) => each.endsWith(".json")).toSorted()) {
    const path = join(folder, name);
    try {
      const service = await loadFile(path);
      const { id } = service.definition;
      if (ids.has(id)) throw invalid(path, `id: there is another service with the id ${id}`);
      ids.add(id);
      tried.push({ path, service });
    } catch (error) {
      tried.push({ path, error: asKeyferryError(error) });
    }
  }
  return tried;
};

const loadFile = async (path: string): Promise<LoadedOwnService> => {
  // The validator's code is loaded only where there is a file to judge.
  const [{ judgeOwnService }, { definitionOf }, { driverOf }] = await Promise.all([
    import("./schema.ts"),
    import("./definition.ts"),
    import("./driver.ts"),
  ]);
  const parsed = judgeOwnService(parse(await readText(path), path));
  if (typeof parsed === "string") throw invalid(path, parsed);
  return { definition: definitionOf(parsed), driver: driverOf(parsed) };
};

const readText = (path: string): Promise<string> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw invalid(path, `it cannot be read (${error.code ?? error.name})`);
  });

const parse = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    // Node's own words quote the file, which may hold an app's secret.
    const place = error instanceof Error ? /\(line \d+ column \d+\)/.exec(error.message)?.[0] : undefined;
    throw invalid(path, ["it is not JSON", place].filter(Boolean).join(" "));
  }
};

const invalid = (path: string, detail: string): KeyferryError =>
  new KeyferryError("SERVICE_FILE_INVALID", { path, detail: untranslated(detail) });
