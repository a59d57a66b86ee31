import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Conf from "conf";
import { expect, onTestFinished, test } from "vitest";
import { catalogFile, type StoreClass } from "./catalog-file.ts";

const entry = { id: "1", service: "basecamp", name: "Harbour", createdAt: 1, properties: {} };

// electron-store is `conf` with the program's own folder and version; both are given here.
const opened = async (text?: string) => {
  const home = await mkdtemp(join(tmpdir(), "keyferry-test-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const path = join(home, "catalog.json");
  if (text !== undefined) await writeFile(path, text);
  let loads = 0;
  const load = async () => {
    loads++;
    return Conf as unknown as StoreClass;
  };
  return { home, path, storage: () => catalogFile(load, home), loads: () => loads };
};

test("a list is kept, and read by the next start", async () => {
  const { storage, path } = await opened();
  expect(await storage().read()).toEqual({ kind: "none" });
  await storage().write({ Format: 1, Connections: [entry] });
  expect(await storage().read()).toMatchObject({ kind: "list", file: { Connections: [entry] } });
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ Format: 1, Connections: [entry] });
});

test("a list of the first version is copied beside and brought up to date, once", async () => {
  const text = JSON.stringify({ Format: 1, Connections: [{ ...entry, lastTest: { at: 5, ok: true } }] });
  const { storage, home } = await opened(text);
  const read = await storage().read();
  expect(read).toMatchObject({ file: { Connections: [{ tests: [{ at: 5, ok: true }] }] } });
  await storage().read();
  const backups = (await readdir(home)).filter((name) => name.includes(".backup-"));
  expect(backups).toHaveLength(1);
  expect(await readFile(join(home, backups[0] ?? ""), "utf8")).toBe(text);
});

test.each([
  ["half a file", '{"Format":1,"Conn'],
  ["another thing", "[]"],
  ["a list of something else", '{"Format":1,"Connections":[{"id":5}]}'],
  [
    "a list with a property that is no text",
    `{"Format":1,"Connections":[${JSON.stringify({ ...entry, properties: { Timeout: 5 } })}]}`,
  ],
  ["a later form", '{"Format":2,"Connections":[]}'],
])("%s is set aside as it is", async (_what, text) => {
  const { storage } = await opened(text);
  const read = await storage().read();
  expect(read).toMatchObject({ kind: "damaged" });
  expect(await readFile(read.kind === "damaged" ? read.setAside : "", "utf8")).toBe(text);
  const again = storage();
  expect(await again.read()).toEqual({ kind: "none" });
  await again.write({ Format: 1, Connections: [entry] });
  expect(await again.read()).toMatchObject({ kind: "list" });
});

test("a list of the present version is read without the store", async () => {
  const { storage, loads } = await opened(JSON.stringify({ Format: 1, Connections: [entry] }));
  await storage().read();
  expect(loads()).toBe(1);
  expect(await storage().read()).toMatchObject({ kind: "list", file: { Connections: [entry] } });
  expect(loads()).toBe(1);
});

test("what the command changes meanwhile is seen", async () => {
  const { storage, path } = await opened(JSON.stringify({ Format: 1, Connections: [] }));
  const held = storage();
  await held.read();
  const stamp = await held.stamp();
  await writeFile(path, JSON.stringify({ Format: 1, Connections: [entry], Later: 1 }));
  expect(await held.stamp()).not.toBe(stamp);
  expect(await held.read()).toMatchObject({ file: { Connections: [entry], Later: 1 } });
});

test("how often a connection is tested is kept, also where a later version has other words for it", async () => {
  for (const testEvery of ["hour", "fortnight"]) {
    const { storage } = await opened(JSON.stringify({ Format: 1, Connections: [{ ...entry, testEvery }] }));
    expect(await storage().read()).toMatchObject({ kind: "list", file: { Connections: [{ testEvery }] } });
  }
});
