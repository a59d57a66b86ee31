import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../run.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
}

const shipped = "{shared,services,engine,bridge,headless,electron,renderer,practice}/**/*.{ts,tsx,css}";
const developed = /\.(test|fuzz)\.tsx?$|-kit\.ts$|\/integration\//;
// Electron's licences lie beside its binary; the rest of the tests' helpers use vitest.
const apart = new Set(["electron", "vitest"]);

/**
 * The licences of all that is bundled: every package that the program's own source imports, and what those depend
 * on. Rather one too many than one missing: what a bundler leaves out is named as well.
 */
export const notices = (): string => {
  const folders = new Map<string, Manifest>();
  for (const name of importedPackages()) collect(name, root, folders);
  const texts = [...folders]
    .toSorted(([, one], [, other]) => one.name.localeCompare(other.name, "en"))
    .map(([folder, { name, version, license }]) => `${name} ${version}\n${licenceText(folder) ?? license ?? ""}`);
  return `Keyferry contains the following packages, under the licences given.\n\n${texts.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
};

/** Writes the notices where the packages and the build take them from. */
export const writeNotices = (): void => writeFileSync(join(root, "dist", "THIRD-PARTY-NOTICES.txt"), notices());

/** The packages that the source of the program imports by name. */
const importedPackages = (): readonly string[] => {
  const names = globSync(shipped, { cwd: root })
    .filter((path) => !developed.test(path))
    .flatMap((path) => [
      ...readFileSync(join(root, path), "utf8").matchAll(/(?:\bfrom|\bimport\(?|@import)\s*["']([@a-z][^"':]*)["']/g),
    ])
    .map(([, specifier = ""]) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(names)].filter((name) => !apart.has(name) && !process.getBuiltinModule(name));
};

const collect = (name: string, from: string, folders: Map<string, Manifest>): void => {
  // Types leave nothing in a bundle.
  const folder = name.startsWith("@types/") ? undefined : findPackage(name, from);
  // An optional part that is not installed is not bundled either.
  if (!folder || folders.has(folder)) return;
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  folders.set(folder, manifest);
  for (const dependency of Object.keys(manifest.dependencies ?? {})) collect(dependency, folder, folders);
};

/** Looks up the folders as Node does. */
const findPackage = (name: string, from: string): string | undefined => {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(from);
  return above === from ? undefined : findPackage(name, above);
};

const licenceText = (folder: string): string | undefined => {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|-|$)/i.test(name));
  return file && readFileSync(join(folder, file), "utf8").trim();
};
