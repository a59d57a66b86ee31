import { gzipSync } from "node:zlib";
import { build, type Rollup, type UserConfig } from "vite";
import config from "../electron.vite.config.ts";
import { root } from "../scripts/run.ts";

/**
 * How large the screens are, and what they are made of: the length of each package's part in the script before
 * it is minified, as the bundler tells it. Built as `electron.vite.config.ts` builds them, and written nowhere.
 */
const shown = 15;

const { renderer } = config as { renderer: UserConfig };
const output = await build({
  ...renderer,
  configFile: false,
  logLevel: "error",
  root: `${root}renderer`,
  build: {
    ...renderer.build,
    write: false,
    rollupOptions: { ...renderer.build?.rollupOptions, input: `${root}renderer/index.html` },
  },
});

const filesOf = (built: typeof output): readonly (Rollup.OutputChunk | Rollup.OutputAsset)[] => {
  if (Array.isArray(built)) return built.flatMap((each) => each.output);
  if ("output" in built) return built.output;
  throw new Error("The bundler watches instead of building.");
};

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0).padStart(6)} kB`;

/** The package that a module is of; the folder, for our own. */
const packageOf = (id: string): string => {
  const inPackages = id.lastIndexOf("node_modules/");
  if (inPackages === -1)
    return id.startsWith(root) ? `our ${id.slice(root.length).split("/")[0]}/` : "the bundler's own";
  const [first = "", second = ""] = id.slice(inPackages + "node_modules/".length).split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
};

const files = filesOf(output);
for (const file of files) {
  const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
  process.stdout.write(
    `${file.fileName.padEnd(40)} ${kilobytes(content.length)}  gzip ${kilobytes(gzipSync(content).length)}\n`,
  );
}

const sizes = new Map<string, number>();
for (const file of files) {
  if (file.type !== "chunk") continue;
  for (const [id, { renderedLength }] of Object.entries(file.modules))
    sizes.set(packageOf(id), (sizes.get(packageOf(id)) ?? 0) + renderedLength);
}
const sorted = [...sizes].toSorted(([, one], [, other]) => other - one);
const whole = sorted.reduce((sum, [, size]) => sum + size, 0);
process.stdout.write(`\nBy package, before minifying (${kilobytes(whole).trim()} in all):\n`);
for (const [name, size] of sorted.slice(0, shown))
  process.stdout.write(`${name.padEnd(40)} ${kilobytes(size)}  ${((100 * size) / whole).toFixed(0).padStart(3)} %\n`);
const rest = sorted.slice(shown).reduce((sum, [, size]) => sum + size, 0);
process.stdout.write(`${`${Math.max(sorted.length - shown, 0)} others`.padEnd(40)} ${kilobytes(rest)}\n`);
