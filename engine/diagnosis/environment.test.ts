import { expect, test } from "vitest";
import { environmentFacts, secretsOfEnvironment } from "./environment.ts";
import { createPathWords } from "./path-words.ts";

const secret = "h4rb0ur%2F9fQ2";
const environment = {
  KEYFERRY_HOME: "/none/here",
  KEYFERRY_TOKEN: secret,
  KEYFERRY_DEBUG: secret,
  HTTPS_PROXY: `http://hana:${secret}@proxy.example:8080/${secret}?${secret}`,
  http_proxy: secret,
  NO_PROXY: `localhost,${secret}.example`,
  NODE_OPTIONS: `--max-old-space-size=100 --require=/${secret}.cjs`,
  NODE_TLS_REJECT_UNAUTHORIZED: "0",
  [`KEYFERRY_${secret}`]: "x",
  PATH: secret,
  AWS_SECRET_ACCESS_KEY: secret,
  LANG: "ja_JP.UTF-8",
};

test("of variables only what cannot be a secret is shown", async () => {
  const facts = await environmentFacts(environment, createPathWords("/home/hana"), 0);
  const text = JSON.stringify(facts);
  expect(text).not.toContain("h4rb0ur");
  expect(text).not.toContain("9fQ2");
  const value = (name: string) => facts.find((each) => each.name === name)?.value;
  expect(value("HTTPS_PROXY")).toBe("http://••••@proxy.example:8080");
  expect(value("NO_PROXY")).toBe("2 hosts");
  expect(value("NODE_OPTIONS")).toBe("--max-old-space-size --require");
  expect(value("LANG")).toBe("ja_JP.UTF-8");
  expect(value("KEYFERRY_TOKEN")).toBeUndefined();
  expect(facts.map(({ name }) => name)).not.toContain("PATH");
});

test("what is wrong with one is said with it", async () => {
  const facts = await environmentFacts(environment, createPathWords("/home/hana"), 0);
  const wrong = (name: string) => facts.find((each) => each.name === name)?.wrong?.what.en;
  expect(wrong("http_proxy")).toContain("is not an address");
  expect(wrong("NODE_TLS_REJECT_UNAUTHORIZED")).toContain("certificates off");
  expect(wrong("HTTPS_PROXY")).toBeUndefined();
});

test("passwords of proxies and unknown variables are known as secrets, as written and decoded", () => {
  expect(secretsOfEnvironment(environment)).toEqual(expect.arrayContaining([secret, "h4rb0ur/9fQ2"]));
});
