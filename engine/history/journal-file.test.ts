import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HistoryFact, rememberedAddress, rememberedExchanges } from "../../shared/history.ts";
import { temporaryFolder } from "../test-kit.ts";
import { parseEntry } from "./entries.ts";
import { appendLine, earlierPath, journalBytes, readLines } from "./journal-file.ts";

/** Another process that adds so many lines of its own. */
const writer = (path: string, name: string, count: number, padding: number) => {
  const module = pathToFileURL(join(import.meta.dirname, "journal-file.ts")).href;
  const code = `const { appendLine } = await import(${JSON.stringify(module)});
    for (let n = 0; n < ${count}; n++)
      await appendLine(${JSON.stringify(path)}, JSON.stringify({ name: ${JSON.stringify(name)}, n, more: "x".repeat(${padding}) }));`;
  return once(spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" }), "exit");
};

const numbersOf = (lines: readonly string[], name: string): readonly number[] =>
  lines
    .map((line) => JSON.parse(line) as { name: string; n: number })
    .filter((each) => each.name === name)
    .map(({ n }) => n);

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

const facts: readonly HistoryFact[] = [
  { type: "connected" },
  { type: "consented-again" },
  { type: "renewed", by: "schedule" },
  { type: "renewal-failed", by: "use", code: "NETWORK_FAILED" },
  { type: "exported", mode: "hand-over", receivers: 1, names: ["db-1 {港}"] },
  { type: "taken-over" },
  { type: "imported" },
  {
    type: "tested",
    ok: false,
    durationMs: 7,
    steps: [{ id: "network", status: "failed", durationMs: 7, code: "INTERNAL" }],
  },
  {
    type: "tested",
    ok: true,
    by: "schedule",
    durationMs: 9,
    steps: [
      {
        id: "network",
        status: "passed",
        durationMs: 7,
        startMs: 1,
        reach: { dns: 1, connect: 2, tls: 3 },
        exchanges: [
          { method: "HEAD", address: "api.example/", startMs: 1, durationMs: 6, status: 200 },
          { method: "GET", address: "api.example/me?id=…", startMs: 7, durationMs: 2, failure: "ECONNRESET" },
        ],
      },
    ],
  },
  { type: "account-chosen", property: "AccountId", value: "1" },
  { type: "renamed", from: "a", to: "b\n{}" },
];

const linesOf = (entries: readonly HistoryFact[]): readonly string[] =>
  entries.map((fact, at) => JSON.stringify({ at, program: "command", ...fact }));

describe("the journal's file", () => {
  test("is its user's alone, and gives its lines back in their order", async () => {
    const path = join(await temporaryFolder(), "history", "one.jsonl");
    for (const line of ["{}", '{"a":1}']) await appendLine(path, line);
    expect(await readLines(path)).toEqual(["{}", '{"a":1}']);
    if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("has nothing to tell where there is none", async () => {
    expect(await readLines(join(await temporaryFolder(), "none.jsonl"))).toEqual([]);
  });

  test("cut off anywhere, loses the last line at most, and what is added then is whole", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "cut.jsonl");
    const entry = fc.constantFrom(...facts);
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.nat(), async (entries, seed) => {
        const lines = linesOf(entries);
        await writeFile(path, "");
        for (const line of lines) await appendLine(path, line);
        const bytes = await readFile(path);
        const cut = seed % (bytes.length + 1);
        await writeFile(path, bytes.subarray(0, cut));
        const whole = bytes
          .subarray(0, cut)
          .toString()
          .split("\n")
          .filter((line) => lines.includes(line));
        const readable = (await readLines(path)).flatMap((line) => parseEntry(line) ?? []);
        expect(readable).toEqual(lines.slice(0, whole.length).map((line) => JSON.parse(line)));
        const begun = bytes.subarray(0, cut).toString().split("\n").filter(Boolean).length;
        expect(begun - readable.length).toBeLessThanOrEqual(1);

        await appendLine(path, lines[0] ?? "");
        const after = (await readLines(path)).flatMap((line) => parseEntry(line) ?? []);
        expect(after).toHaveLength(readable.length + 1);
        expect(after.at(-1)).toEqual(JSON.parse(lines[0] ?? ""));
      }),
      { numRuns: 150 },
    );
  });

  test("takes the lines of several processes at once, and loses none", async () => {
    const path = join(await temporaryFolder(), "history", "shared.jsonl");
    const names = ["one", "two", "three"];
    await Promise.all(names.map((name) => writer(path, name, 200, 40)));
    const lines = await readLines(path);
    expect(lines).toHaveLength(600);
    for (const name of names) expect(numbersOf(lines, name)).toEqual(upTo(200));
  });

  test("is bounded, and keeps the newest: also where several processes fill it at once", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "full.jsonl");
    const perWriter = Math.ceil((0.9 * journalBytes) / 1024);
    await Promise.all(["one", "two"].map((name) => writer(path, name, perWriter, 1000)));
    // Less than two full files were written, so that all of it is still there.
    const lines = await readLines(path);
    for (const name of ["one", "two"]) expect(numbersOf(lines, name)).toEqual(upTo(perWriter));

    for (let n = 0; n < 3 * perWriter; n++)
      await appendLine(path, JSON.stringify({ name: "late", n, more: "x".repeat(1000) }));
    const kept = numbersOf(await readLines(path), "late");
    expect(kept.at(-1)).toBe(3 * perWriter - 1);
    expect(kept).toEqual(upTo(3 * perWriter).slice(-kept.length));
    const sizes = await Promise.all([path, earlierPath(path)].map(async (each) => (await stat(each)).size));
    for (const size of sizes) expect(size).toBeLessThan(journalBytes + 2048);
    expect((await readdir(folder)).toSorted()).toEqual([".full.jsonl.lock", "full.jsonl", "full.jsonl.1"]);
  });
});

describe("a line of a journal", () => {
  test.each(linesOf(facts))("is read as it was written: %s", (line) => {
    expect(parseEntry(line)).toEqual(JSON.parse(line));
  });

  test.each([
    ["torn", '{"at":1,"type":"conn'],
    ["no object", "7"],
    ["without a time", '{"type":"connected"}'],
    ["of a kind that is not known", '{"at":1,"type":"constructor"}'],
    ["with a code that is none", '{"at":1,"type":"renewal-failed","by":"use","code":"a secret"}'],
  ])("that is %s is left out", (_, line) => {
    expect(parseEntry(line)).toBeUndefined();
  });

  test("keeps so many requests of a step, and of each what is known", () => {
    const asked = { method: "GET", address: "a".repeat(500), startMs: 1, durationMs: 2, body: "x", status: "200" };
    const step = {
      id: "access",
      status: "passed",
      durationMs: 1,
      exchanges: Array(20).fill(asked),
      reach: { dns: "1" },
    };
    const entry = parseEntry(JSON.stringify({ at: 1, type: "tested", ok: true, durationMs: 1, steps: [step] }));
    const kept = { method: "GET", address: "a".repeat(rememberedAddress), startMs: 1, durationMs: 2 };
    expect(entry).toMatchObject({ type: "tested" });
    expect(entry?.type === "tested" && entry.steps).toEqual([
      { id: "access", status: "passed", durationMs: 1, exchanges: Array(rememberedExchanges).fill(kept) },
    ]);
  });

  test("keeps nothing but what its kind has", () => {
    expect(parseEntry('{"at":1,"type":"imported","token":"x","program":"spy"}')).toEqual({ at: 1, type: "imported" });
  });
});
