import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { DriverTools } from "../../engine/kit.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { loadOwnServices } from "./load.ts";

const issuer = "https://id.example";
const file = {
  id: "ours",
  name: "Ours",
  auth: [{ scheme: "OAuth", issuer }],
  apiBase: "https://api.example",
  probe: { path: "/me", name: "name" },
};

const homeWith = async (text: string): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), "keyferry-test-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await mkdir(join(home, "services"));
  await writeFile(join(home, "services", "ours.json"), text);
  return home;
};

test("a file that is not JSON is told with the place, and none of its words", async () => {
  const home = await homeWith('{\n  "secret": canary-secret\n}');
  const error = await failureOf(() => loadOwnServices(home, []));
  expectFailure(error, "SERVICE_FILE_INVALID", ["canary", 'secret"']);
  expect(error.message).toContain("it is not JSON");
});

test("a byte order mark, as some editors of Windows write it, does no harm", async () => {
  const [own] = await loadOwnServices(await homeWith(`\ufeff${JSON.stringify(file)}`), []);
  expect(own?.definition.id).toBe("ours");
});

test("a folder with the name of a file is told as what it is", async () => {
  const home = await homeWith(JSON.stringify(file));
  await mkdir(join(home, "services", "folder.json"));
  const error = await failureOf(() => loadOwnServices(home, []));
  expectFailure(error, "SERVICE_FILE_INVALID");
  expect(error.message).toContain("folder.json");
});

test.each([{ auth: { length: { toString: null } } }, { name: 7 }, { auth: [] }, { probe: null }])(
  "a file with %j is told as what it is",
  async (over) => {
    const home = await homeWith(JSON.stringify({ ...file, ...over }));
    expectFailure(await failureOf(() => loadOwnServices(home, [])), "SERVICE_FILE_INVALID");
  },
);

const discovered = async (endpoints: object) => {
  const [own] = await loadOwnServices(await homeWith(JSON.stringify(file)), []);
  if (!own) throw new Error("nothing was loaded");
  const send = async () => ({ status: 200, headers: {}, text: JSON.stringify({ issuer, ...endpoints }) });
  const tools = { service: own.definition, properties: {}, now: () => 0, send } satisfies DriverTools;
  return own.driver.oauth?.(tools);
};

test("discovery may name https, and http on this very machine", async () => {
  const endpoints = { authorization_endpoint: "https://id.example/a", token_endpoint: "http://127.0.0.1:1/t" };
  expect(await discovered(endpoints)).toMatchObject({
    authorizationEndpoint: endpoints.authorization_endpoint,
    tokenEndpoint: endpoints.token_endpoint,
  });
});

test.each(["", "nowhere", "http://id.example/t", "javascript:alert(1)", "file:///etc/passwd", "//id.example", 7, null])(
  "discovery cannot send secrets or a browser to %j",
  async (address) => {
    const good = "https://id.example/good";
    for (const endpoints of [
      { authorization_endpoint: address, token_endpoint: good },
      { authorization_endpoint: good, token_endpoint: address },
    ]) {
      expectFailure(await failureOf(() => discovered(endpoints)), "ANSWER_UNREADABLE");
    }
  },
);
