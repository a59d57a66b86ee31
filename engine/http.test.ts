import { describe, expect, test } from "vitest";
import { expectFailure, failureOf, sampleService } from "../shared/test-kit.ts";
import { checkPracticeOrigin, isLoopbackHost, mapAddress } from "./addresses.ts";
import { createHttp } from "./http.ts";
import { parseJson } from "./json.ts";
import type { HttpAnswer, HttpRequest } from "./kit.ts";
import type { Ports } from "./ports.ts";
import { keysOf } from "./test-kit.ts";

type Scripted = Partial<HttpAnswer> | Error;

/** A way out whose answers are written beforehand; the last one is repeated. */
const scripted = (script: readonly Scripted[], practiceOrigin?: string, signal?: AbortSignal) => {
  const sent: HttpRequest[] = [];
  const slept: number[] = [];
  const ports: Ports = {
    clock: { now: () => 0, sleep: async (milliseconds) => void slept.push(milliseconds) },
    browser: { open: async () => {} },
    transport: {
      send: async (request) => {
        sent.push(request);
        const next = script[Math.min(sent.length, script.length) - 1];
        if (next instanceof Error) throw next;
        return { status: 200, headers: {}, text: "", ...next };
      },
      reach: async () => ({ dns: 0, connect: 0 }),
    },
    random: () => "random",
    keys: keysOf(),
    paths: { home: "/nowhere" },
    shield: (work) => work(),
    embeddedApps: {},
    version: "1.2.3",
    ...(practiceOrigin ? { practiceOrigin } : {}),
  };
  return { sent, slept, http: createHttp(ports, sampleService, signal) };
};

const url = "https://api.sample.example/things?x=1";
const get: HttpRequest = { method: "GET", url };
const failed = (code: string): Error => Object.assign(new Error("canary words"), { code });

describe("a request", () => {
  test("names the program and a way to reach its author, and takes JSON", async () => {
    const { http, sent } = scripted([{}]);
    await http.send({ ...get, headers: { authorization: "Bearer a" } });
    expect(sent[0]).toMatchObject({ url, headers: { accept: "application/json", authorization: "Bearer a" } });
    expect(sent[0]?.headers?.["user-agent"]).toMatch(/^Keyferry\/1\.2\.3 \(https:\/\/.+\)$/);
  });

  test("goes to the practice provider while one stands in", async () => {
    const { http, sent } = scripted([{}], "http://127.0.0.1:4300");
    await http.send(get);
    expect(sent[0]?.url).toBe("http://127.0.0.1:4300/api.sample.example/things?x=1");
  });

  test("that may not be repeated is sent once, whatever comes of it", async () => {
    const { http, sent } = scripted([{ status: 503 }]);
    expect((await http.send({ method: "POST", url })).status).toBe(503);
    const broken = scripted([failed("ECONNRESET")]);
    expectFailure(await failureOf(() => broken.http.send({ method: "POST", url })), "NETWORK_FAILED");
    expect([sent.length, broken.sent.length]).toEqual([1, 1]);
  });

  test.each([
    ["ENOTFOUND", "DNS"],
    ["EAI_AGAIN", "DNS"],
    ["ECONNREFUSED", "refused"],
    ["EHOSTUNREACH", "route"],
    ["ETIMEDOUT", "time limit"],
    ["ECONNRESET", "cut"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
    ["CERT_HAS_EXPIRED", "certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
    ["TOO_LARGE", "too large"],
  ])("that fails with %s says so in words, about the real host", async (code, says) => {
    const { http } = scripted([failed(code)], "http://127.0.0.1:4300");
    const error = await failureOf(() => http.send(get));
    expectFailure(error, "NETWORK_FAILED", ["canary"]);
    expect(error.exitStatus).toBe(75);
    expect(error.message).toContain("api.sample.example");
    expect(error.message).toContain(says);
  });

  test("of a sign-in that was given up is no fault of the network", async () => {
    const { http } = scripted([failed("ABORT_ERR")], undefined, AbortSignal.abort());
    expectFailure(await failureOf(() => http.send(get)), "CONSENT_CANCELLED");
  });
});

describe("a GET", () => {
  test.each([502, 503, 504])("is tried again after %i, three times in all, with growing pauses", async (status) => {
    const { http, sent, slept } = scripted([{ status }, { status }, { text: "good" }]);
    expect((await http.get(get)).text).toBe("good");
    expect(sent).toHaveLength(3);
    expect(slept[1]).toBeGreaterThan((slept[0] ?? 0) * 0.66);
    expect((await scripted([{ status }]).http.get(get)).status).toBe(status);
  });

  test("is tried again after a cut connection, and fails after the third", async () => {
    expect((await scripted([failed("ECONNRESET"), { text: "good" }]).http.get(get)).text).toBe("good");
    const { http, sent } = scripted([failed("ECONNRESET")]);
    expectFailure(await failureOf(() => http.get(get)), "NETWORK_FAILED");
    expect(sent).toHaveLength(3);
  });

  test.each([
    [429, {}],
    [500, {}],
    [401, {}],
    [503, { "retry-after": "60" }],
  ])("is not hurried after %i with %j", async (status, headers) => {
    const { http, sent } = scripted([{ status, headers }]);
    expect((await http.get(get)).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  test("follows a redirect on its own origin, with what it carries", async () => {
    const { http, sent } = scripted([{ status: 302, headers: { location: "/other" } }, { text: "there" }]);
    expect((await http.get({ ...get, headers: { authorization: "Bearer a" } })).text).toBe("there");
    expect(sent[1]).toMatchObject({ url: "https://api.sample.example/other", headers: { authorization: "Bearer a" } });
  });

  test.each([
    "https://evil.example/",
    "http://api.sample.example/things",
    "//evil.example/",
    "https://api.sample.example:8443/",
  ])("never follows a redirect to %s", async (location) => {
    const { http, sent } = scripted([{ status: 302, headers: { location } }]);
    expect((await http.get(get)).status).toBe(302);
    expect(sent).toHaveLength(1);
  });

  test("does not go round in circles", async () => {
    const { http, sent } = scripted([{ status: 307, headers: { location: "/things" } }]);
    expect((await http.get(get)).status).toBe(307);
    expect(sent.length).toBeLessThanOrEqual(4);
  });

  test("with a Location that is no address is an answer like any other", async () => {
    const { http } = scripted([{ status: 302, headers: { location: "https://[" } }]);
    expect((await http.get(get)).status).toBe(302);
  });
});

describe("addresses", () => {
  test.each(["http://127.0.0.1:4300", "http://localhost:4300/", "http://[::1]:4300/x?y"])(
    "%s may stand in",
    (origin) => {
      expect(checkPracticeOrigin(origin)).toBe(new URL(origin).origin);
    },
  );

  test.each([
    "",
    "nowhere",
    "https://127.0.0.1:4300",
    "http://practice.example",
    "http://127.0.0.1.example",
    "http://127.0.0.1@evil.example",
    "http://me@127.0.0.1:4300",
    "http://192.168.0.1",
  ])("%j may not stand in for the services", async (origin) => {
    expectFailure(await failureOf(() => checkPracticeOrigin(origin)), "PRACTICE_ORIGIN_REFUSED");
  });

  test("the host of a service keeps its port and its query on the way", () => {
    expect(mapAddress("https://a.example:8443/p%20q?x=%26#f", "http://127.0.0.1:1")).toBe(
      "http://127.0.0.1:1/a.example:8443/p%20q?x=%26",
    );
    expect(isLoopbackHost("127.0.0.1.example")).toBe(false);
  });
});

test("whole numbers beyond what JavaScript can hold come out with all their digits", () => {
  expect(parseJson('{"a":17841405793187218,"b":[-17841405793187219],"c":1.5,"d":12,"e":9007199254740991}')).toEqual({
    a: "17841405793187218",
    b: ["-17841405793187219"],
    c: 1.5,
    d: 12,
    e: 9_007_199_254_740_991,
  });
  expect(parseJson("{")).toBeUndefined();
});
