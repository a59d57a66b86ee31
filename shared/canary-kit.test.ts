import { describe, expect, test } from "vitest";
import { createCanarySearch } from "./canary-kit.ts";

const value = 'c4n/Rz+8w"é&<7Kp2mVb9Qx';
const search = () => createCanarySearch([{ name: "token", value }]);
const around = (text: string) => `some words ${text} and more`;
const bytes = Buffer.from(value, "utf8");

describe("a planted secret is found", () => {
  test.each([
    ["in plain", value],
    ["in an address", `?t=${encodeURIComponent(value)}`],
    ["in a form", String(new URLSearchParams({ t: value }))],
    ["in small percent codes", encodeURIComponent(value).replace(/%../g, (each) => each.toLowerCase())],
    ["in JSON", JSON.stringify({ t: value })],
    ["in JSON within JSON", JSON.stringify({ log: JSON.stringify({ t: value }) })],
    ["in HTML", "c4n/Rz+8w&quot;é&amp;&lt;7Kp2mVb9Qx"],
    ["in hexadecimal digits", bytes.toString("hex")],
    ["in base64", bytes.toString("base64")],
    ["in base64url", bytes.toString("base64url")],
    ["as the password of Basic", Buffer.from(`a:${value}`).toString("base64")],
    ["as the name of Basic", Buffer.from(`${value}:X`).toString("base64")],
    ["as the password of a longer name", Buffer.from(`hana@kumo.example:${value}`).toString("base64")],
    ["backwards", [...value].reverse().join("")],
    ["by its first eight characters", value.slice(0, 8)],
    ["by its last eight characters", value.slice(-8)],
    ["by twelve characters of its middle", value.slice(5, 17)],
  ])("%s", (_, text) => {
    const [leak] = search().look("a log", around(text));
    expect(leak).toMatchObject({ place: "a log", secret: "token" });
    expect(leak?.after).toContain("some words");
  });
});

test("what is no part of a secret is passed over", () => {
  expect(search().look("a log", around("c4n/Rz+ and 7Kp2mVb and é&<"))).toEqual([]);
});

test("a secret that could be guessed is found as a whole alone, however written", () => {
  const { look } = createCanarySearch([{ name: "app", value: "practice-basecamp-secret" }]);
  expect(look("page", "practice-basecamp is the id of the practice app")).toEqual([]);
  expect(look("page", "client_secret=practice-basecamp-secret&x")).toHaveLength(1);
  expect(look("page", Buffer.from("practice-basecamp:practice-basecamp-secret").toString("base64"))).not.toEqual([]);
});

test("words that a secret begins with are no leak, what follows them is", () => {
  const { look } = createCanarySearch([{ name: "key", value: `practice-backlog-key~${value}` }]);
  expect(look("page", "the practice provider, practice-backlog")).toEqual([]);
  expect(look("page", `the practice provider, key~${value.slice(0, 9)}`)).toHaveLength(1);
});

test("a report holds nothing of the secret", () => {
  expect(JSON.stringify(search().look("x", around(value)))).not.toContain(value.slice(0, 5));
});

test("many secrets are looked for in megabytes within a second or two", () => {
  const planted = Array.from({ length: 200 }, (_, at) => ({
    name: `t${at}`,
    value: `${at}q7Zx${at * 7919}Lm${at}pR5tVw0`,
  }));
  const { look, seen } = createCanarySearch(planted);
  const text = "The quick brown fox jumps over the lazy dog. ".repeat(100_000);
  const started = performance.now();
  expect(look("book", text)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(4000);
  expect(seen()).toEqual({ places: 1, characters: text.length, secrets: 200 });
});
