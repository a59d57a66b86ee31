import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceDriver } from "../../engine/kit.ts";
import { KeyferryError } from "../../shared/errors.ts";
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
export const loadOwnServices = async (home: string, taken: readonly string[]): Promise<readonly LoadedOwnService[]> => {
  const folder = join(home, "services");
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(".json")).toSorted();
  const loaded: LoadedOwnService[] = [];
  for (const name of files) {
    const service = await loadFile(join(folder, name));
    if ([...taken, ...loaded.map(({ definition }) => definition.id)].includes(service.definition.id)) {
      throw invalid(join(folder, name), `id: there is another service with the id ${service.definition.id}`);
    }
    loaded.push(service);
  }
  return loaded;
};

const loadFile = async (path: string): Promise<LoadedOwnService> => {
  // The validator's code is loaded only where there is a file to judge.
  const [{ ownServiceSchema, problemsOf }, { definitionOf }, { driverOf }] = await Promise.all([
    import("./schema.ts"),
    import("./definition.ts"),
    import("./driver.ts"),
  ]);
  const parsed = ownServiceSchema.safeParse(parse(await readFile(path, "utf8"), path));
  if (!parsed.success) throw invalid(path, problemsOf(parsed.error));
  return { definition: definitionOf(parsed.data), driver: driverOf(parsed.data) };
};

const parse = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own words quote the file.
    const at = /\(line \d+ column \d+\)|position \d+/.exec(error instanceof Error ? error.message : "")?.[0];
    throw invalid(path, `it is not JSON${at ? ` (${at.replace(/[()]/g, "")})` : ""}`);
  }
};

const invalid = (path: string, detail: string): KeyferryError =>
  new KeyferryError("SERVICE_FILE_INVALID", { path, detail: untranslated(detail) });
