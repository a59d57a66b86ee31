import { mkdir, readFile, writeFile } from "node:fs/promises";
import { connect as connectSocket, createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createORPCClient, ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { fileKeySource } from "../../engine/index.ts";
import { fakeKeychain } from "../../engine/test-kit.ts";
import { catalog } from "../../services/catalog.ts";
import type { contract } from "../../shared/contract.ts";
import { listed, scheduled } from "../integration/schedule-kit.ts";
import { createWorld, type Machine, temporaryFolder } from "../integration/test-kit.ts";
import { serveScreens } from "./server.ts";

const served = async (machine?: Machine) => {
  const on = machine ?? (await (await createWorld()).machine());
  const folder = join(await temporaryFolder(), "screens");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), '<style nonce="__STYLE_NONCE__"></style>');
  await writeFile(join(folder, "assets", "app.js"), "app");
  await writeFile(join(folder, "..", "secret.json"), "{}");
  const surprises: Error[] = [];
  const screens = await serveScreens(
    {
      engine: on.engine,
      info: { version: "0.0.0", shell: "served", practice: true, home: on.home },
      onSurprise: (error) => surprises.push(error),
    },
    folder,
  );
  onTestFinished(() => screens.close());
  return { ...screens, origin: new URL(screens.address).origin, surprises, machine: on };
};

const visit = (address: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
  fetch(address, { headers, method, redirect: "manual" });

const admitted = async (address: string): Promise<string> => {
  const cookie = (await visit(address)).headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error("not admitted");
  return cookie;
};

type Client = ContractRouterClient<typeof contract>;
const clientOf = (origin: string, cookie: string): Client =>
  createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers: { cookie, origin } }));

/** A request written by hand: what `fetch` would not send. */
const raw = async (origin: string, head: string): Promise<string> => {
  const socket = connectSocket(Number(new URL(origin).port), "127.0.0.1");
  socket.write(`${head}\r\nConnection: close\r\n\r\n`);
  return text(socket);
};

describe("who is let in", () => {
  test("the token of the address is good once, for a cookie out of reach of scripts", async () => {
    const { address } = await served();
    const first = await visit(address);
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe("/");
    expect(first.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect((await visit(address)).status).toBe(403);
  });

  test.each([
    ["without a cookie", "/", {}, 403],
    ["with a wrong token", "/?token=wrong", {}, 403],
    ["with a cookie that is made up", "/", { cookie: "keyferry-1=x; keyferry=x" }, 403],
    ["from a page of elsewhere, cookie or not", "/", { origin: "https://evil.example" }, 403],
    ["from a page of no origin", "/", { origin: "null" }, 403],
  ])("%s nothing is shown", async (_, path, headers, status) => {
    const { origin, address } = await served();
    const answer = await visit(origin + path, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await visit(address)).status).toBe(303);
  });

  test("a foreign origin is refused even with the cookie", async () => {
    const { origin, address } = await served();
    const cookie = await admitted(address);
    expect((await visit(`${origin}/`, { cookie, origin: "http://127.0.0.1:1" })).status).toBe(403);
    expect((await visit(`${origin}/rpc/services/list`, { cookie }, "POST")).status).toBe(403);
  });

  test.each(["evil.example", "localhost", "127.0.0.1"])("the host %s is not served", async (host) => {
    const { origin, address } = await served();
    const cookie = await admitted(address);
    expect(await raw(origin, `GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}`)).toMatch(/^HTTP\/1\.1 421/);
  });
});

describe("the screens", () => {
  test("come with a fresh nonce, the same in the policy and in the page", async () => {
    const { origin, address } = await served();
    const cookie = await admitted(address);
    const pages = await Promise.all([1, 2].map(() => visit(`${origin}/`, { cookie })));
    const nonces = await Promise.all(
      pages.map(async (page) => {
        const nonce = /nonce="([^"]{20,})"/.exec(await page.text())?.[1] ?? "";
        const policy = page.headers.get("content-security-policy") ?? "";
        expect(policy).toContain(`'nonce-${nonce}'`);
        expect(policy).not.toContain("unsafe");
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
    expect((await visit(`${origin}/assets/app.js`, { cookie })).status).toBe(200);
  });

  test.each([
    "/../secret.json",
    "/%2e%2e/secret.json",
    "/..%2fsecret.json",
    "/assets/..%2f..%2fsecret.json",
    "/..%5csecret.json",
    "//[",
    "//secret.json",
    "/assets",
    "/index.html%00.js",
    "/%E0%A4%A",
    "/none.js",
  ])("%s is not found", async (path) => {
    const { origin, address, surprises } = await served();
    const cookie = await admitted(address);
    const answer = await raw(origin, `GET ${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nCookie: ${cookie}`);
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(surprises).toEqual([]);
  });

  test("take no form", async () => {
    const { origin, address } = await served();
    const cookie = await admitted(address);
    expect((await visit(`${origin}/`, { cookie, origin }, "POST")).status).toBe(405);
  });
});

describe("calls", () => {
  test("answer with the cookie", async () => {
    const { origin, address, machine } = await served();
    const client = clientOf(origin, await admitted(address));
    expect(await client.app.info()).toMatchObject({ shell: "served", recipient: await machine.engine.recipient() });
    expect((await client.services.list()).map(({ definition }) => definition.id)).toEqual(catalog.map(({ id }) => id));
    expect(await client.connections.list()).toEqual([]);
  });

  test("tell how the identity is kept, and move it into a keychain where one is offered", async () => {
    const { keychain } = fakeKeychain();
    const home = await temporaryFolder();
    const identityPath = join(home, "identity.txt");
    const plain = await fileKeySource({ identityPath }).ensureIdentity();
    const keys = fileKeySource({ identityPath, wrapper: keychain });
    const machine = await (await createWorld()).machine({ ports: { keys } });
    const { origin, address } = await served(machine);
    const client = clientOf(origin, await admitted(address));
    const { keyStorage, recipient } = await client.app.info();
    expect(keyStorage).toMatchObject({ kind: "file", label: identityPath, keychainOffered: "Test Keychain" });
    expect(await client.app.protectIdentity()).toMatchObject({ kind: "keychain", label: "Test Keychain" });
    expect(await readFile(identityPath, "utf8")).not.toContain(plain);
    expect(await client.app.info()).toMatchObject({ recipient, keyStorage: { kind: "keychain" } });
  });

  test("a failure arrives as data, in both languages", async () => {
    const { origin, address } = await served();
    const client = clientOf(origin, await admitted(address));
    const error = await client.connections.get({ id: crypto.randomUUID() }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ORPCError);
    expect(error).toMatchObject({
      defined: true,
      code: "KEYFERRY",
      data: { code: "CONNECTION_UNKNOWN", message: { en: "There is no such connection." }, remedy: { ja: /./ } },
    });
  });

  test("a whole connection is made, tested and exported, and no secret crosses", async () => {
    const { origin, address, machine } = await served();
    const client = clientOf(origin, await admitted(address));
    const given = { service: "basecamp", name: "Work", properties: { InitiateOAuth: "GETANDREFRESH" } };
    const events = [];
    for await (const event of await client.connections.connect(given)) events.push(event);
    expect(events.map(({ type }) => type)).toEqual(["consent", "exchanging", "arrived", "connected"]);
    const [connection] = await client.connections.list();
    if (!connection) throw new Error("not listed");
    expect(connection).toMatchObject({ name: "Work", health: "good", account: "Kumo Design Works" });
    const seen: unknown[] = [events, connection, await client.connections.get(connection)];
    for await (const event of await client.connections.test(connection)) seen.push(event);
    expect(seen.at(-1)).toMatchObject({ type: "report", report: { ok: true } });
    const detail = await client.connections.get(connection);
    const { Properties } = await machine.engine.inspect(detail.settingsLocation);
    for (const name of ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"]) {
      expect(Properties[name]).toBeTruthy();
      expect(JSON.stringify(seen)).not.toContain(Properties[name]);
    }
  });

  test("what happens by itself arrives while it is watched, and no secret with it", async () => {
    const { world, machine, round, run } = await scheduled();
    const { origin, address } = await served(machine);
    const client = clientOf(origin, await admitted(address));
    const { id } = await listed(machine, "act-on");
    await run();
    const stream = await client.events.watch();
    expect(await stream.next()).toEqual({ done: false, value: { type: "watching" } });
    const next = stream.next();
    await round(3000);
    const renewed = await next;
    expect(renewed.value).toMatchObject({ type: "renewed", connections: [{ id, service: "act-on" }] });
    const { settingsLocation } = await client.connections.get({ id });
    const { Properties } = await machine.engine.inspect(settingsLocation);
    for (const name of ["OAuthAccessToken", "OAuthRefreshToken"])
      expect(JSON.stringify(renewed)).not.toContain(Properties[name]);
    expect(await client.connections.forecast()).toMatchObject([{ id, cause: "idle-grant", certainty: "estimated" }]);
    expect(await world.count("act-on", "refresh")).toBe(1);
    await stream.return();
  });

  test("leaving the stream of a connection frees the port it waits on", async () => {
    const world = await createWorld();
    const { origin, address } = await served(await world.machine({ open: async () => {} }));
    const client = clientOf(origin, await admitted(address));
    const leaving = new AbortController();
    const given = { service: "basecamp", name: "Work", properties: { InitiateOAuth: "GETANDREFRESH" } };
    const stream = await client.connections.connect(given, { signal: leaving.signal });
    const { value: consent, done } = await stream.next();
    if (done || consent.type !== "consent") throw new Error("no consent");
    const port = Number(new URL(consent.callback).port);
    expect(await bindable(port)).toBe(false);
    leaving.abort();
    await vi.waitFor(async () => expect(await bindable(port)).toBe(true), { timeout: 5000 });
    await expect(
      client.connections.pasteAddress({ attempt: consent.attempt, address: "?code=C" }),
    ).rejects.toMatchObject({
      data: { code: "CONSENT_CANCELLED" },
    });
    expect(await client.connections.list()).toEqual([]);
  });
});

const bindable = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(true)));
  });
