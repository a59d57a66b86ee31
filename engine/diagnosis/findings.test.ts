import { describe, expect, test } from "vitest";
import { findingsIn, type Unjudged } from "./findings.ts";

const well: Unjudged = {
  Format: 1,
  about: "",
  madeAt: "2026-11-22T00:00:00.000Z",
  program: { version: "1", node: "v24.0.0", system: "", architecture: "", locale: "", timeZone: "" },
  environment: [],
  home: {
    path: "~/home",
    folder: { kind: "folder", mode: "700", owner: "this user", bytes: 0, age: 1 },
    writable: true,
    freeBytes: 1e9,
    entries: [],
  },
  identity: {
    kept: "file",
    where: "~/home/identity.txt",
    file: { kind: "file", mode: "600", owner: "this user", bytes: 1, age: 1 },
    recipient: "age1",
  },
  catalog: { state: "good", connections: [] },
  ownServices: [],
  settings: [
    {
      path: "~/home/OAuthSettings.txt",
      from: "default",
      file: { kind: "file", mode: "600", owner: "this user", bytes: 1, age: 1 },
      folderWritable: true,
      beside: [],
      opened: {
        service: "sample",
        serviceKnown: true,
        sealedTo: "recipients",
        grant: { id: "1", generation: 3, owner: "this machine" },
        properties: [],
        accessToken: { fingerprint: "01234567", issuedAt: "2026-11-22T00:00:00.000Z", lapsed: true },
        refreshToken: { fingerprint: "89abcdef" },
      },
    },
  ],
  listening: [{ address: "127.0.0.1:0", for: "any sign-in" }],
  network: { asked: true, practice: false, hosts: [], clockSkew: { host: "sample.example", seconds: -59 } },
};

const [settings] = well.settings;
const opened = settings?.opened;
const withSettings = (over: object): Unjudged => ({
  ...well,
  settings: [{ ...settings, ...over }] as Unjudged["settings"],
});
const withOpened = (over: object): Unjudged => withSettings({ opened: { ...opened, ...over } });

test("of a machine that is well nothing looks wrong", () => expect(findingsIn(well)).toEqual([]));

describe("looks wrong, in both languages and with a remedy,", () => {
  test.each<readonly [string, Unjudged, string]>([
    ["an old Node", { ...well, program: { ...well.program, node: "v22.3.0" } }, "v22.3.0 is too old"],
    ["a full disk", { ...well, home: { ...well.home, freeBytes: 1000 } }, "nearly full"],
    ["a home that is closed", { ...well, home: { ...well.home, writable: false } }, "cannot be written"],
    [
      "a clock behind",
      { ...well, network: { ...well.network, clockSkew: { host: "sample.example", seconds: 300 } } },
      "300 s behind that of sample.example",
    ],
    [
      "a clock ahead",
      { ...well, network: { ...well.network, clockSkew: { host: "sample.example", seconds: -300 } } },
      "300 s ahead of that of sample.example",
    ],
    [
      "a token from the future",
      withOpened({ accessToken: { fingerprint: "", issuedAt: "9999-01-01T00:00:00Z" } }),
      "later than",
    ],
    [
      "a token that lapsed for good",
      withOpened({ accessToken: { fingerprint: "", lapsed: true }, refreshToken: undefined }),
      "nothing is there to renew it",
    ],
    [
      "a grant of another machine",
      withOpened({ grant: { ...opened?.grant, owner: "another machine" } }),
      "Another machine",
    ],
    ["a service nobody knows", withOpened({ serviceKnown: false }), "does not know"],
    ["a folder that is closed", withSettings({ folderWritable: false }), "~/home cannot be written"],
    [
      "a file of another user",
      withSettings({ file: { kind: "file", mode: "600", owner: "another user", bytes: 1, age: 1 } }),
      "another user",
    ],
    [
      "work that was left",
      withSettings({ beside: [{ name: "", kind: "intent", age: 1, alive: false }] }),
      "at work on",
    ],
    ["work left on another machine", withSettings({ beside: [{ name: "", kind: "intent", age: 999 }] }), "at work on"],
    [
      "a grant that ended",
      withSettings({ beside: [{ name: "", kind: "ended", age: 1, generation: 3 }] }),
      "has ended the grant",
    ],
    ["settings kept apart", withSettings({ beside: [{ name: "x.kept", kind: "kept", age: 1 }] }), "kept as x.kept"],
    ["content that was never placed", withSettings({ beside: [{ name: "x.next", kind: "next", age: 999 }] }), "x.next"],
    [
      "settings that were rescued",
      { ...well, home: { ...well.home, entries: [{ name: "rescued/1.txt", kind: "file", bytes: 1, age: 1 }] } },
      "rescued",
    ],
    [
      "a port that is taken",
      { ...well, listening: [{ address: "127.0.0.1:33333", for: "the CallbackURL", problem: "EADDRINUSE" }] },
      "127.0.0.1:33333",
    ],
  ])("%s", (_, diagnosis, words) => {
    const [found, ...others] = findingsIn(diagnosis);
    expect(found?.what.en).toContain(words);
    expect(others).toEqual([]);
    for (const text of [found?.what.ja, found?.remedy.en, found?.remedy.ja]) expect(text).toMatch(/./);
    expect(`${found?.what.ja}${found?.remedy.ja}`).toMatch(/[\u3040-\u30ff]/);
  });
});

test("a machine without IPv6, work under way, and the end of an earlier grant are no faults", () => {
  const listening = [{ address: "[::1]:0", for: "any sign-in", problem: "EADDRNOTAVAIL" }];
  const beside = [
    { name: "", kind: "lock", age: 999 },
    { name: "", kind: "intent", age: 999, alive: true },
    { name: "", kind: "next", age: 999 },
    { name: "", kind: "ended", age: 999, generation: 2 },
    { name: "", kind: "removed", age: 999 },
  ];
  expect(findingsIn({ ...withSettings({ beside }), listening })).toEqual([]);
});
