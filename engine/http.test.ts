import { describe, expect, test, vi } from "vitest";
import { expectFailure, failureOf, sampleService } from "../shared/test-kit.ts";
import { checkPracticeOrigin, isLoopbackHost, mapAddress } from "./addresses.ts";
import { createHttp, standardLimits } from "./http.ts";
import { parseJson } from "./json.ts";
import type { HttpAnswer, HttpRequest } from "./kit.ts";
import type { Ports } from "./ports.ts";
import { keysOf } from "./test-kit.ts";

type Scripted = Partial<HttpAnswer> | Error;

/** A way out whose answers are written beforehand; the last one is repeated. */
const scripted = (
  script: readonly Scripted[],
  practiceOrigin?: string,
  signal?: AbortSignal,
  sleep?: Ports["clock"]["sleep"],
) => {
  const sent: HttpRequest[] = [];
  const slept: number[] = [];
  const signals: AbortSignal[] = [];
  const ports: Ports = {
    clock: { now: () => 0, sleep: sleep ?? (async (milliseconds) => void slept.push(milliseconds)) },
    browser: { open: async () => {} },
    transport: {
      send: async (request, until) => {
        sent.push(request);
        signals.push(until);
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
  return { sent, slept, signals, http: createHttp(ports, sampleService, signal) };
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
  test.each([408, 502, 503, 504])("is tried again after %i, three times in all", async (status) => {
    const { http, sent } = scripted([{ status }, { status }, { text: "good" }]);
    expect((await http.get(get)).text).toBe("good");
    expect(sent).toHaveLength(3);
    expect((await scripted([{ status }]).http.get(get)).status).toBe(status);
  });

  test.each([
    [0, [0, 0]],
    [0.999, [399.6, 799.2]],
  ])("waits between nothing and twice as long each time, by chance (%d)", async (chance, pauses) => {
    vi.spyOn(Math, "random").mockReturnValue(chance);
    const { http, slept } = scripted([{ status: 503 }]);
    await http.get(get);
    expect(slept).toEqual(pauses);
  });

  test.each([429, 503])("waits as long as %i asks, where that is short", async (status) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { http, slept } = scripted([{ status, headers: { "retry-after": "10" } }, { text: "good" }]);
    expect((await http.get(get)).text).toBe("good");
    expect(slept).toEqual([10_000]);
  });

  test("waits no longer than ten seconds for a date either", async () => {
    const headers = { date: "Sun, 22 Nov 2026 08:00:00 GMT", "retry-after": "Sun, 22 Nov 2026 08:00:11 GMT" };
    const { http, sent, slept } = scripted([{ status: 503, headers }]);
    expect((await http.get(get)).status).toBe(503);
    expect([sent.length, slept.length]).toEqual([1, 0]);
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
    [429, { "retry-after": "11" }],
    [429, { "retry-after": "soon" }],
    [307, { "retry-after": "1" }],
  ])("is not hurried after %i with %j", async (status, headers) => {
    const { http, sent } = scripted([{ status, headers }]);
    expect((await http.get(get)).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  test.each(["CERT_HAS_EXPIRED", "TOO_LARGE"])("is not tried again after %s, which stays as it is", async (code) => {
    const { http, sent } = scripted([failed(code)]);
    expectFailure(await failureOf(() => http.get(get)), "NETWORK_FAILED");
    expect(sent).toHaveLength(1);
  });

  test("that was given up in a pause is no fault of the network", async () => {
    const controller = new AbortController();
    const { http, sent } = scripted([{ status: 503 }], undefined, controller.signal, async () => {
      controller.abort();
      throw new Error("the pause was cut short");
    });
    expectFailure(await failureOf(() => http.get(get)), "CONSENT_CANCELLED");
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

describe("a request to a token endpoint", () => {
  const post: HttpRequest = { method: "POST", url, body: "grant_type=refresh_token" };
  const connecting = (code: string): Error => Object.assign(failed(code), { syscall: "connect" });

  test.each([
    ["DNS", failed("ENOTFOUND")],
    ["a refused connection", failed("ECONNREFUSED")],
    ["a missing route", connecting("EHOSTUNREACH")],
    ["a connection that nobody took", connecting("ETIMEDOUT")],
    ["every address refusing", new AggregateError([connecting("ECONNREFUSED"), connecting("ENETUNREACH")])],
  ])("goes again after %s: it never left this machine", async (_, error) => {
    const { http, sent, slept } = scripted([error, error, { text: "good" }]);
    expect((await http.sendToken(post)).text).toBe("good");
    expect([sent.length, slept.length]).toEqual([3, 2]);
    expectFailure(await failureOf(() => scripted([error]).http.sendToken(post)), "NETWORK_FAILED");
  });

  test.each([
    ["a cut connection", failed("ECONNRESET")],
    ["a route that was lost on the way", failed("EHOSTUNREACH")],
    ["silence", Object.assign(new Error("slow"), { name: "TimeoutError" })],
    ["one address of two that took it", new AggregateError([connecting("ECONNREFUSED"), failed("ECONNRESET")])],
    ["a certificate", failed("CERT_HAS_EXPIRED")],
    ["HTTP 503", { status: 503, headers: { "retry-after": "1" } }],
    ["HTTP 429", { status: 429 }],
    ["a redirect", { status: 307, headers: { location: "/elsewhere" } }],
  ])("is never sent twice after %s: the service may have spent the token", async (_, outcome) => {
    const { http, sent } = scripted([outcome, { text: "good" }]);
    await http.sendToken(post).catch(() => {});
    expect(sent).toHaveLength(1);
  });

  test("goes on to its end although the caller gave up", async () => {
    const { http, signals } = scripted([failed("ECONNREFUSED"), { text: "good" }], undefined, AbortSignal.abort());
    expect((await http.sendToken(post)).text).toBe("good");
    for (const signal of signals) expect(signal.aborted).toBe(false);
  });

  test("for a code may be given up by the one who waits for it", async () => {
    const { http, sent } = scripted([failed("ABORT_ERR")]);
    expectFailure(await failureOf(() => http.sendToken(post, AbortSignal.abort())), "CONSENT_CANCELLED");
    expect(sent).toHaveLength(1);
  });

  test("has a longer limit than others, and ends with it", async () => {
    expect(standardLimits.tokenMs).toBeGreaterThan(standardLimits.requestMs);
    const ports = {
      clock: { now: () => 0 },
      transport: {
        send: (_: HttpRequest, until: AbortSignal) =>
          new Promise((_resolve, reject) => {
            // A timeout of AbortSignal keeps no process alive; something else has to here.
            const alive = setTimeout(() => {}, 5000);
            until.addEventListener("abort", () => {
              clearTimeout(alive);
              reject(until.reason);
            });
          }),
      },
      version: "1",
    } as unknown as Ports;
    const http = createHttp(ports, sampleService, undefined, { requestMs: 10_000, tokenMs: 5 });
    const error = await failureOf(() => http.sendToken(post));
    expectFailure(error, "NETWORK_FAILED");
    expect(error.message).toContain("time limit");
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
  expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
});
