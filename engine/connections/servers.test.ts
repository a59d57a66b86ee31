import { expect, test } from "vitest";
import type { CopyRecord } from "../settings/copy-records.ts";
import type { Grant } from "../settings/document.ts";
import { type Listed, serversOf } from "./servers.ts";

const listed = (id: string, grant: Grant): Listed => ({
  entry: { id, name: `Connection ${id}`, service: "acme" },
  location: `/home/${id}`,
  grant,
});

const grant = (To: readonly string[] | "passphrase", At: number): Grant => ({
  Id: "g",
  Generation: 1,
  Owner: To !== "passphrase" && To.length === 1 ? (To[0] ?? null) : null,
  HandedOver: { At, To, File: "OAuthSettings.txt" },
});

const nothing = { listed: [], copies: [], names: {}, own: "age1own" };

test("a machine holds what was handed over to it, the newest first, under the name it has now", () => {
  const servers = serversOf({
    ...nothing,
    listed: [listed("1", grant(["age1db"], 10)), listed("2", grant(["age1db"], 20))],
    names: { age1db: "db-1" },
  });
  expect(servers).toHaveLength(1);
  expect(servers[0]).toMatchObject({ recipient: "age1db", name: "db-1" });
  expect(servers[0]?.holds.map(({ connection, since }) => [connection, since])).toEqual([
    ["2", 20],
    ["1", 10],
  ]);
});

test("of several receivers each is told of, with how many they are", () => {
  const servers = serversOf({ ...nothing, listed: [listed("1", grant(["age1aa", "age1bb"], 10))] });
  expect(servers.map(({ recipient, holds }) => [recipient, holds[0]?.machines])).toEqual([
    ["age1aa", 2],
    ["age1bb", 2],
  ]);
});

test("what is renewed here is on no server; a named one that holds nothing comes after those that do", () => {
  const here: Grant = { Id: "g", Generation: 1, Owner: "age1own" };
  const servers = serversOf({
    ...nothing,
    listed: [listed("1", here), listed("2", grant(["age1zz"], 10))],
    names: { age1aa: "a-1" },
  });
  expect(servers.map(({ recipient, holds }) => [recipient, holds.length])).toEqual([
    ["age1zz", 1],
    ["age1aa", 0],
  ]);
});

test("a copy goes with its connection, and stays told of where that is deleted", () => {
  const copy: CopyRecord = { Id: "c", Service: "acme", Name: "Old", Settings: "/home/1", At: 5, To: "passphrase" };
  const of = (all: readonly Listed[]) => serversOf({ ...nothing, listed: all, copies: [copy] })[0];
  const own: Grant = { Id: "g", Generation: 1, Owner: "age1own" };
  expect(of([listed("1", own)])?.holds[0]).toMatchObject({ connection: "1", name: "Connection 1", mode: "copy" });
  expect(of([])).toEqual({
    holds: [{ name: "Old", service: "acme", mode: "copy", since: 5, machines: 1, copy: "c" }],
  });
});
