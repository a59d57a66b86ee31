import { readFile } from "node:fs/promises";
import { build, type Rollup } from "vite";
import { expect, test } from "vitest";

/** The components of Mantine in the built screens that have styles of their own. */
const usedComponents = async (): Promise<readonly string[]> => {
  const used = new Set<string>();
  const note = (bundle: Rollup.OutputBundle): void => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
        const name = /@mantine\/core\/.*\/([A-Za-z]+)\.module\.mjs$/.exec(id)?.[1];
        if (name && renderedLength > 0) used.add(name);
      }
    }
  };
  await build({
    configFile: false,
    root: "renderer",
    logLevel: "silent",
    build: { write: false, minify: false },
    plugins: [{ name: "note", generateBundle: (_options, bundle) => note(bundle) }],
  });
  return [...used];
};

test("the styles of every component of Mantine in use are read, and of no other", async () => {
  const listed = [...(await readFile("renderer/theme/mantine.css", "utf8")).matchAll(/core\/styles\/(\w+)\.css/g)];
  const components = listed.map(([, name]) => name).filter((name) => name !== "baseline" && name !== "global");
  expect(components.toSorted()).toEqual((await usedComponents()).toSorted());
});
