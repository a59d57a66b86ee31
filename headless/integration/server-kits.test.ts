import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { catalog } from "../../services/catalog.ts";
import type { Kit } from "../../shared/server-kit/kit.ts";
import { serverKits } from "../../shared/server-kit/kits.ts";
import { compose } from "../compose.ts";
import { buildCommand, builtCommand, connectedHome, keyferry, origin } from "./command-kit.ts";
import { temporaryFolder } from "./test-kit.ts";

buildCommand();

/** A connection exported to a server that has the file in its home and the command on its path. */
const carried = async () => {
  const { home, settings, accessToken } = await connectedHome();
  const server = await temporaryFolder();
  const environment = { KEYFERRY_HOME: join(server, ".config", "keyferry") };
  const recipient = (await keyferry(server, ["identity"], "", environment)).stdout.trim();
  const { engine } = await compose({ KEYFERRY_HOME: home, KEYFERRY_PRACTICE: origin() });
  const result = await engine.export({ settings }, { to: { recipients: [recipient] } });
  expect(result.checked).toEqual({ how: "recipients", count: 1, openedHere: false });
  await writeFile(join(server, result.fileName), result.file);
  const bin = join(server, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "keyferry"), `#!/bin/sh\nexec node '${builtCommand()}' "$@"\n`, { mode: 0o755 });
  const serviceName = catalog.find(({ id }) => id === result.service)?.name ?? "";
  const kits = serverKits({ ...result, serviceName, byPassphrase: false });
  return { server, bin, kits, accessToken };
};

/** Does what a kit says, but for the carrying, as the user of the server. */
const follow = async ({ server, bin, kits }: Awaited<ReturnType<typeof carried>>, id: Kit["id"]) => {
  const kit = kits.find((each) => each.id === id);
  const said: string[] = [];
  for (const step of kit?.steps ?? []) {
    if (step.kind === "file") await writeFile(join(server, step.name), step.content.replace("/PATH", "/projects.json"));
    else if (!step.command.startsWith("scp ")) {
      const child = spawn("sh", ["-c", step.command], {
        cwd: server,
        env: { HOME: server, PATH: [bin, dirname(process.execPath), process.env.PATH].join(":") },
      });
      const [out, error, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
      expect(status, `${step.command}\n${error}`).toBe(0);
      said.push(out);
    }
  }
  return said;
};

test("the plain commands end with the token, on a server that has the file and its identity alone", async () => {
  const world = await carried();
  expect((await follow(world, "commands")).at(-1)).toBe(`${world.accessToken}\n`);
});

test("each program that asks for the token gets the service's answer with it", async () => {
  const world = await carried();
  for (const [id, needs] of [
    ["python", "python3"],
    ["node", "node"],
    ["curl", "curl"],
    ["java", "java"],
  ] as const) {
    if (spawnSync(needs, ["--version"]).error) continue;
    const said = (await follow(world, id)).join("");
    expect(JSON.parse(said), id).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]),
    );
  }
});

test("what the container of the pod begins with keeps the renewed file, and takes a new export", async () => {
  const { server, kits } = await carried();
  const manifest = kits.find(({ id }) => id === "kubernetes")?.steps.find((step) => step.kind === "file");
  const lines = (manifest?.kind === "file" ? manifest.content : "").split("\n");
  const begin = lines.findIndex((line) => line.trim() === "- |") + 1;
  const end = lines.findIndex((line, index) => index > begin && !line.startsWith(" ".repeat(14)));
  const at = (path: string) => join(server, path);
  const script = lines
    .slice(begin, end)
    .join("\n")
    .replaceAll(/(?<= )\/(data|carried|run)\//g, `${server}/$1/`);
  await Promise.all(["data", "carried", "run/keyferry"].map((path) => mkdir(at(path), { recursive: true })));
  await writeFile(at("carried/identity.txt"), "key");
  const start = () => expect(spawnSync("sh", ["-c", script], { encoding: "utf8" }).stderr).toBe("");
  const settings = () => readFile(at("data/basecamp/OAuthSettings.txt"), "utf8");
  await writeFile(at("carried/OAuthSettings.txt"), "exported once", { mode: 0o440 });
  start();
  expect(await settings()).toBe("exported once");
  await writeFile(at("data/basecamp/OAuthSettings.txt"), "renewed");
  start();
  expect(await settings()).toBe("renewed");
  await writeFile(at("carried/new.txt"), "exported again");
  spawnSync("mv", ["-f", at("carried/new.txt"), at("carried/OAuthSettings.txt")]);
  start();
  expect(await settings()).toBe("exported again");
});
