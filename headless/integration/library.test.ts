import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCommand, origin } from "./command-kit.ts";
import { temporaryFolder } from "./test-kit.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

buildCommand();

let library: string;

beforeAll(async () => {
  const result = await build({
    root,
    configFile: join(root, "vite.library.config.ts"),
    logLevel: "silent",
    build: { write: false },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) => ("output" in each ? each.output : []));
  library = outputs.find((each) => each.type === "chunk")?.code ?? "";
}, 60_000);

/** The examples of docs/library.md, as a reader would copy them. */
const examples = async (): Promise<readonly { readonly title: string; readonly code: string }[]> => {
  const document = await readFile(join(root, "docs/library.md"), "utf8");
  return document.split(/^## /m).flatMap((section) => {
    const title = section.split("\n", 1)[0] ?? "";
    return [...section.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => ({ title, code }));
  });
};

const runNode = async (file: string, folder: string, browser: string) => {
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      KEYFERRY_HOME: join(folder, "home"),
      KEYFERRY_PRACTICE: origin(),
      KEYFERRY_BROWSER: browser,
    },
  });
  const stuck = setTimeout(() => child.kill(), 30_000);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  clearTimeout(stuck);
  return { status: status as number | null, said: stdout + stderr };
};

describe("the examples of docs/library.md", () => {
  it("run as they stand, one after the other, on one machine", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "index.mjs"), library);
    const all = await examples();
    expect(all.length).toBeGreaterThanOrEqual(5);
    for (const { title, code } of all) {
      const file = join(folder, "example.mjs");
      await writeFile(file, code.replaceAll('from "keyferry"', 'from "./index.mjs"'));
      // The person at the browser: a program that follows the address it is given.
      const browser = join(folder, "browser.sh");
      await writeFile(browser, `#!/bin/sh\nexec "${process.execPath}" -e 'fetch(process.argv[1])' "$1"\n`, {
        mode: 0o755,
      });
      const { status, said } = await runNode(file, folder, browser);
      expect(status, `${title}: ${said}`).toBe(0);
    }
  }, 120_000);
});

it("a program can tell errors apart by their code", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "index.mjs"), library);
  const { connect, KeyferryError } = (await import(join(folder, "index.mjs"))) as {
    connect: (service: string, text: string) => Promise<unknown>;
    KeyferryError: new () => Error;
  };
  const error = await connect("basecamp", "InitiateOAuth=ALWAYS").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(KeyferryError);
  expect(error).toMatchObject({ code: "PROPERTY_VALUE_INVALID", remedy: "Allowed: OFF, REFRESH, GETANDREFRESH." });
});
