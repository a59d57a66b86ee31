import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../engine/test-kit.ts";
import { startPractice } from "../practice/index.ts";
import { practices } from "../services/practices.ts";
import { expectFailure, failureOf } from "../shared/test-kit.ts";
import { composeEngine } from "./compose.ts";

const machine = async (origin: string) => {
  const home = await temporaryFolder();
  const start = async () =>
    (
      await composeEngine(
        {},
        {
          program: "serve",
          practiceOrigin: origin,
          home,
          openBrowser: async (url) => {
            void fetch(url).then((page) => page.text());
          },
        },
      )
    ).engine;
  return { home, start, catalog: join(home, "catalog.json") };
};

const practising = async () => {
  const provider = await startPractice({ practices, auto: "approve" });
  onTestFinished(() => provider.close());
  return provider.origin;
};

const options = () => ({
  openBrowser: true,
  onWaiting: () => {},
  onExchanging: () => {},
  signal: new AbortController().signal,
});

const connected = async () => {
  const origin = await practising();
  const here = await machine(origin);
  const engine = await here.start();
  const made = await engine.connections.create(
    "basecamp",
    "Harbour",
    { InitiateOAuth: "GETANDREFRESH", AccountId: "1234567" },
    options(),
  );
  return { ...here, engine, made, origin };
};

const drain = async (stream: AsyncIterable<unknown>) => {
  for await (const _ of stream);
};

test("a damaged list is set aside and made again from the settings files, which work", async () => {
  const { catalog, home, start, made } = await connected();
  await writeFile(catalog, '{"Format":1,"Connec');
  const { connections } = await start();
  const [again] = await connections.list();
  expect(again).toMatchObject({ id: made.id, name: "Harbour", service: "basecamp", health: "good" });
  const damage = await connections.damage();
  expect(damage).toMatchObject({ found: 1 });
  expect(await readFile(damage?.setAside ?? "", "utf8")).toBe('{"Format":1,"Connec');
  expect((await connections.get(made.id)).properties).toMatchObject({ AccountId: "1234567" });
  await drain(connections.test(made.id, options()));
  expect((await connections.list())[0]?.lastTest).toMatchObject({ ok: true });
  expect(await readFile(catalog, "utf8")).not.toMatch(/access-|refresh-/i);
  expect((await readdir(home)).filter((name) => name.includes("damaged"))).toHaveLength(1);
});

test("a list that is gone is made again; a connection that was deleted does not come back", async () => {
  const { catalog, engine, start, made } = await connected();
  const other = await engine.connections.create("basecamp", "Second", { InitiateOAuth: "GETANDREFRESH" }, options());
  await engine.connections.remove(made.id);
  await rm(catalog);
  const { connections } = await start();
  expect((await connections.list()).map(({ id }) => id)).toEqual([other.id]);
  expect(await connections.damage()).toBeUndefined();
});

test("lists of the first version keep their last test, and what a later version added", async () => {
  const { catalog, start, made } = await connected();
  const file = JSON.parse(await readFile(catalog, "utf8"));
  file.Connections[0].lastTest = { at: 5, ok: false };
  file.Later = { kept: true };
  await writeFile(catalog, JSON.stringify(file));
  const { connections } = await start();
  expect((await connections.list())[0]).toMatchObject({
    lastTest: { at: 5, ok: false },
    tests: [{ at: 5, ok: false }],
  });
  await connections.rename(made.id, "Renamed");
  expect(JSON.parse(await readFile(catalog, "utf8"))).toMatchObject({
    Later: { kept: true },
    Connections: [{ name: "Renamed", tests: [{ at: 5, ok: false }] }],
  });
});

test("a file made for a passphrase is taken in, sealed to this machine, and works", async () => {
  const { engine, made, origin } = await connected();
  const passphrase = "harbour light nine";
  const { file } = await engine.export({ connection: made.id }, { to: { passphrase }, mode: "hand-over" });
  const there = await machine(origin);
  const { connections } = await there.start();
  expectFailure(await failureOf(() => connections.import(file, undefined)), "PASSPHRASE_MISSING");
  expectFailure(await failureOf(() => connections.import(file, "wrong")), "PASSPHRASE_WRONG");
  expectFailure(await failureOf(() => connections.import("no settings", undefined)), "SETTINGS_NOT_OURS");
  const refused = await failureOf(() => connections.import("no settings", undefined, "notes.txt"));
  expect(refused).toMatchObject({ message: "The file notes.txt is not a settings file." });
  expect(await readdir(join(there.home, "connections"))).toEqual([]);
  const taken = await connections.import(file, passphrase);
  expect(taken).toMatchObject({ name: "Harbour", service: "basecamp", health: "good" });
  const restarted = (await there.start()).connections;
  await drain(restarted.test(taken.id, options()));
  expect((await restarted.list())[0]?.lastTest).toMatchObject({ ok: true });
});
