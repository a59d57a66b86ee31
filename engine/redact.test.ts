import { describe, expect, test } from "vitest";
import { KeyferryError } from "../shared/errors.ts";
import { fingerprint, masked, presentable, withoutSecrets } from "./redact.ts";

const dots = "••••";
const token = 'Zq8/x+4w"é&<7Kp2mVb9';
const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");

describe("a known secret is masked", () => {
  test.each([
    ["in plain", token],
    ["in an address", encodeURIComponent(token)],
    [
      "in an address, with small hexadecimal digits",
      encodeURIComponent(token).replace(/%../g, (hex) => hex.toLowerCase()),
    ],
    ["in a form", String(new URLSearchParams({ t: token })).slice(2)],
    ["in an address within an address", encodeURIComponent(encodeURIComponent(token))],
    ["in JSON", JSON.stringify(token).slice(1, -1)],
    ["in JSON that escapes slashes", JSON.stringify(token).slice(1, -1).replaceAll("/", "\\/")],
    ["in JSON that is ASCII alone", JSON.stringify(token).slice(1, -1).replace("é", "\\u00e9")],
    ["in HTML", "Zq8/x+4w&quot;é&amp;&lt;7Kp2mVb9"],
    ["in hexadecimal digits", Buffer.from(token).toString("hex")],
    ["in capital hexadecimal digits", Buffer.from(token).toString("hex").toUpperCase()],
    ["in base64", base64(token)],
    ["in base64url", Buffer.from(token).toString("base64url")],
  ])("%s", (_, form) => {
    expect(masked(`said: ${form}. Done`, [token])).toBe(`said: ${dots}. Done`);
  });

  test.each(["a", "ab", "abc", "hana@kumo.example"])("as the password of %s in Basic", (user) => {
    expect(masked(`Basic ${base64(`${user}:${token}`)}, no`, [token])).toBe(`Basic ${dots}, no`);
    expect(masked(`Basic ${base64(`${token}:X${user}`)}, no`, [token])).toBe(`Basic ${dots}, no`);
  });

  test.each([8, 12, 19])("where only its first or its last %i characters are quoted", (length) => {
    const long = "BAhb7Kp2mVb9Wq4tRz81";
    expect(masked(`bad token ${long.slice(0, length)}...`, [long])).toBe(`bad token ${dots}...`);
    expect(masked(`token ending in ${long.slice(-length)}.`, [long])).toBe(`token ending in ${dots}.`);
  });

  test("as often as it stands there, characters with a meaning for patterns and all", () => {
    expect(masked("a$&b(c a$&b(c", ["a$&b(c"])).toBe(`${dots} ${dots}`);
  });

  test("whole, where another secret is its beginning", () => {
    const secrets = ["practice", "practice-highrise-token"];
    expect(masked("the token practice-highrise-token, of practice", secrets)).toBe(`the token ${dots}, of ${dots}`);
  });
});

test("words that a secret begins with are words", () => {
  expect(masked("practice makes Basecamp", ["practice-custom-basecamp-secret"])).toBe("practice makes Basecamp");
});

describe("a secret of less than four characters is masked where it is a value", () => {
  test.each([
    ['{"password":"abc"}', `{"password":"${dots}"}`],
    ["password=abc&user=x", `password=${dots}&user=x`],
    ["wrong password: abc", `wrong password: ${dots}`],
    ["abc", dots],
    ["abcdef, an abc of things", "abcdef, an abc of things"],
  ])("%s", (text, shown) => expect(masked(text, ["abc"])).toBe(shown));

  test("no secret at all masks nothing", () => expect(masked("as it was", ["", ""])).toBe("as it was"));
});

describe("words of a service", () => {
  test("lose a secret that tags, joiners or soft hyphens part", () => {
    const secret = "Zq8x4wé7Kp2mVb9";
    for (const parted of [
      `${secret.slice(0, 6)}<b></b>${secret.slice(6)}`,
      `${secret.slice(0, 6)}\u200b\u00ad${secret.slice(6)}`,
    ]) {
      expect(presentable(`bad: ${parted}!`, [secret])).toBe(`bad: ${dots}!`);
    }
  });

  test("lose what has the shape of a secret, known or not", () => {
    const words =
      "see https://u:p4ss@host/x?access_token=abc123&a=1, Bearer abcdefg1234567890, AGE-SECRET-KEY-1QQQQQQQQQ";
    expect(presentable(words)).toBe(
      `see https://${dots}@host/x?access_token=${dots}&a=1, Bearer ${dots}, AGE-SECRET-KEY-${dots}`,
    );
  });

  test("stay what they are otherwise", () => {
    const words = "Basic authentication is off; Bearer tokens are taken, see code=5 and Basic works.";
    expect(presentable(words, ["something-else-altogether"])).toBe(words);
  });
});

test("an error is masked in both languages and in plain parameters, and keeps its code", () => {
  const detail = { en: `no: ${token}`, ja: `不可: ${token}` };
  const error = withoutSecrets(new KeyferryError("TOKEN_REFUSED", { service: token, detail }), [token]);
  expect(error).toMatchObject({ code: "TOKEN_REFUSED" });
  expect(JSON.stringify((error as KeyferryError).toData())).not.toContain("Zq8");
  const other = new TypeError("x");
  expect(withoutSecrets(other, [token])).toBe(other);
});

test("a fingerprint tells tokens apart and is the beginning of their SHA-256", () => {
  expect(fingerprint("abc")).toBe("ba7816bf");
  expect(fingerprint("abd")).not.toBe(fingerprint("abc"));
});

test("a long answer is masked in reasonable time", () => {
  const text = JSON.stringify(Array.from({ length: 60_000 }, (_, id) => ({ id, name: "Website relaunch" })));
  const started = performance.now();
  masked(
    text,
    Array.from({ length: 6 }, (_, index) => `${token}${index}`),
  );
  expect(performance.now() - started).toBeLessThan(1500);
});
