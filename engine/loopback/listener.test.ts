import { createServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { type CallbackListener, listenForCallback } from "./listener.ts";
import { donePath, type Outcome } from "./result-page.ts";

const noIpv6 = !Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === "::1"));

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createTcpServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const listen = async (path = "/", outcome: Outcome = "received", host = "localhost"): Promise<CallbackListener> => {
  const listener = await listenForCallback(`http://${host}:${await freePort()}${path}`, {
    anyPort: false,
    outcomeOf: () => outcome,
  });
  onTestFinished(() => end(listener));
  return listener;
};

/** Loads the page that closing would wait for. */
const end = async (listener: CallbackListener): Promise<void> => {
  await visit(at(listener, donePath)).catch(() => {});
  await listener.close();
};

const at = (listener: CallbackListener, rest: string, host = "127.0.0.1"): string =>
  `http://${host}:${new URL(listener.callbackURL).port}${rest}`;

const visit = (address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(address, { redirect: "manual", ...init });

const expectSafe = (answer: Response) => {
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
};

describe("where it listens", () => {
  test("127.0.0.1, for localhost", async () => {
    const listener = await listen();
    expect((await visit(at(listener, "/?code=C&state=S"))).status).toBe(303);
    expect(Object.fromEntries(await listener.answer)).toEqual({ code: "C", state: "S" });
  });

  test.skipIf(noIpv6)("::1 too, for localhost (skipped: this machine has no ::1)", async () => {
    const listener = await listen();
    expect((await visit(at(listener, "/?code=C", "[::1]"))).status).toBe(303);
    expect((await listener.answer).get("code")).toBe("C");
  });

  test.skipIf(noIpv6)("the literal address alone, for a literal (skipped: this machine has no ::1)", async () => {
    const listener = await listen("/", "received", "127.0.0.1");
    await expect(visit(at(listener, "/", "[::1]"))).rejects.toThrow();
  });

  test("the callback keeps the shape it was registered in", async () => {
    const bare = `http://localhost:${await freePort()}`;
    const listener = await listenForCallback(bare, { anyPort: false, outcomeOf: () => "received" });
    onTestFinished(() => end(listener));
    expect(listener.callbackURL).toBe(bare);
  });
});

describe("a port in use", () => {
  const occupy = async (host: string): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    onTestFinished(() => {
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };

  test("is an error that names it, and what to do", async () => {
    const port = await occupy("127.0.0.1");
    const error = await failureOf(() =>
      listenForCallback(`http://localhost:${port}/`, { anyPort: false, outcomeOf: () => "received" }),
    );
    expectFailure(error, "CALLBACK_PORT_TAKEN");
    expect(error.message).toContain(String(port));
  });

  test.skipIf(noIpv6)("on ::1 alone counts as well, and 127.0.0.1 is let go (skipped: no ::1)", async () => {
    const port = await occupy("::1");
    const address = `http://localhost:${port}/`;
    const listening = () => listenForCallback(address, { anyPort: false, outcomeOf: () => "received" });
    expectFailure(await failureOf(listening), "CALLBACK_PORT_TAKEN");
    await expect(visit(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  test("is stepped round where the app is registered for any port, keeping the shape", async () => {
    const port = await occupy("127.0.0.1");
    const listener = await listenForCallback(`http://127.0.0.1:${port}`, {
      anyPort: true,
      outcomeOf: () => "received",
    });
    onTestFinished(() => end(listener));
    expect(listener.callbackURL).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(listener.callbackURL).not.toContain(`:${port}`);
    expect((await visit(`${listener.callbackURL}/?code=C`)).status).toBe(303);
  });
});

describe("strays", () => {
  test.each([
    ["the favicon", "/favicon.ico", {}],
    ["another path", "/other?code=C&state=S", {}],
    ["a longer path", "/callback/?code=C", {}],
    ["the path with nothing to judge", "/callback", {}],
    ["the path with a state alone", "/callback?state=S", {}],
    ["a form", "/callback?code=C", { method: "POST", body: "code=C" }],
    ["the page after it, before there was an answer", donePath, {}],
  ])("%s is answered with 404 and ignored", async (_, path, init) => {
    const listener = await listen("/callback");
    const answer = await visit(at(listener, path), init);
    expect(answer.status).toBe(404);
    expectSafe(answer);
    await visit(at(listener, "/callback?code=real"));
    expect((await listener.answer).get("code")).toBe("real");
  });

  test("garbage that is no HTTP is ignored", async () => {
    const listener = await listen();
    const socket = connect(Number(new URL(listener.callbackURL).port), "127.0.0.1");
    socket.end("\u0016\u0003\u0001 this is no request\r\n\r\n");
    await text(socket);
    expect((await visit(at(listener, "/?code=C"))).status).toBe(303);
  });

  test("a hundred connections that say nothing keep nobody waiting, and are let go", async () => {
    const listener = await listen();
    const port = Number(new URL(listener.callbackURL).port);
    const silent = Array.from({ length: 100 }, (_, index) => {
      const socket = connect(port, "127.0.0.1");
      if (index % 2 === 0) socket.write("GET /?code=slow HTTP/1.1\r\nHost: l");
      return new Promise((resolve) => socket.resume().on("error", resolve).on("close", resolve));
    });
    const started = performance.now();
    expect((await visit(at(listener, "/?code=C"))).status).toBe(303);
    expect(performance.now() - started).toBeLessThan(3000);
    expect((await listener.answer).get("code")).toBe("C");
    await Promise.all(silent);
  });

  test("a path that is no address is ignored", async () => {
    const listener = await listen();
    const socket = connect(Number(new URL(listener.callbackURL).port), "127.0.0.1");
    socket.end("GET //[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404/);
    expect((await visit(at(listener, "/?code=C"))).status).toBe(303);
  });
});

describe("the answer", () => {
  test("leads to a clean address, so that the code stays in no history", async () => {
    const listener = await listen();
    const answer = await visit(at(listener, "/?code=canary-code&state=S"));
    expect(answer.headers.get("location")).toBe(donePath);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const page = await visit(at(listener, donePath));
    expect(page.status).toBe(200);
    expectSafe(page);
    const html = await page.text();
    expect(html).toContain("You can close this tab");
    expect(html).not.toContain("canary-code");
    expect(html).not.toContain("<script");
  });

  test("is taken once; a second one is told that it is late", async () => {
    const listener = await listen();
    await visit(at(listener, "/?code=first"));
    const second = await visit(at(listener, "/?code=second"));
    expect(second.status).toBe(410);
    expectSafe(second);
    expect((await listener.answer).get("code")).toBe("first");
  });

  test.each([
    ["denied", "Access was not granted", "アクセスは許可されませんでした"],
    ["mismatch", "belongs to another sign-in", "別のサインイン"],
  ] as const)("that is %s says so, in the language the browser asks for", async (outcome, english, japanese) => {
    const listener = await listen("/", outcome);
    await visit(at(listener, "/?error=access_denied"));
    const pageFor = async (language: string) =>
      (await visit(at(listener, donePath), { headers: { "accept-language": language } })).text();
    expect(await pageFor("de,en;q=0.5")).toContain(english);
    const page = await pageFor("ja,en-US;q=0.9");
    expect(page).toContain(japanese);
    expect(page).toContain('lang="ja"');
  });
});

describe("closing", () => {
  test("frees the port at once where nothing came", async () => {
    const listener = await listen();
    await listener.close();
    await expect(visit(at(listener, "/?code=C"))).rejects.toThrow();
  });

  test("frees the port at once where the person saw the page already", async () => {
    const listener = await listen();
    await (await fetch(at(listener, "/?code=C"))).text();
    const started = performance.now();
    await listener.close();
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test("waits for the page that is still to be loaded, two seconds at most", async () => {
    const listener = await listen();
    await visit(at(listener, "/?code=C"));
    const closing = listener.close();
    expect((await visit(at(listener, donePath))).status).toBe(200);
    await closing;
    await expect(visit(at(listener, donePath))).rejects.toThrow();
  });
});
