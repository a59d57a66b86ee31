import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { RPCHandler } from "@orpc/server/message-port";
import { expect, onTestFinished, test } from "vitest";
import { composeEngine } from "../../bridge/compose.ts";
import { startOwnPractice } from "../../bridge/own-practice.ts";
import { createRouter } from "../../bridge/router.ts";
import { surpriseLine } from "../../shared/bare-error.ts";
import { createCanarySearch, type Planted } from "../../shared/canary-kit.ts";
import type { contract } from "../../shared/contract.ts";
import { createPipe } from "./pipe.ts";

type Client = ContractRouterClient<typeof contract>;

/** The desktop without its windows: the whole router over the pipe, each message of both ways written down. */
const desktop = async () => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-ipc-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const provider = await startOwnPractice({ KEYFERRY_HOME: folder });
  onTestFinished(() => provider.close());
  const control = (method: string, path: string, body: object = {}) =>
    fetch(`${provider.control}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await control("PATCH", "settings", { auto: "approve" });
  const { engine, home } = await composeEngine(
    {},
    {
      program: "desktop",
      practiceOrigin: provider.origin,
      home: provider.home,
      openBrowser: async (url) => {
        fetch(url).then(
          (page) => page.text(),
          () => {},
        );
      },
    },
  );
  const surprises: string[] = [];
  const backend = {
    engine,
    info: { version: "0", shell: "electron", practice: true, home, keyStorage: "file" },
    onSurprise: (error: Error) => surprises.push(surpriseLine(error)),
  } as const;
  return { ...joined(backend), home, control, surprises, backend };
};

const textOf = (data: unknown): string =>
  typeof data === "string" ? data : Buffer.from(data as Uint8Array).toString("latin1");

/** A document and its pipe, joined as Electron's channel joins them, with both ways recorded. */
const joined = (backend: Parameters<typeof createRouter>[0]) => {
  const toPage: string[] = [];
  const toEngine: string[] = [];
  const listeners: ((event?: { data: unknown }) => void)[] = [];
  const pipe = createPipe((data) => {
    toPage.push(textOf(data));
    for (const listener of listeners) listener({ data });
  });
  new RPCHandler(createRouter(backend)).upgrade(pipe.port, { context: {} });
  const port = {
    postMessage: (data: unknown) => {
      toEngine.push(textOf(data));
      pipe.receive(data);
    },
    on: (type: string, listener: (event?: { data: unknown }) => void) => {
      if (type === "message") listeners.push(listener);
    },
  };
  return { toPage, toEngine, client: createORPCClient<Client>(new RPCLink({ port })) };
};

const drain = async <T>(stream: Promise<AsyncIterable<T>>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const each of await stream) all.push(each);
  return all;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

const canary = (name: string): Planted => ({ name, value: `${crypto.randomUUID().replaceAll("-", "x")}+/"&é` });

/** What the practice provider gave out, and the machine's own key. */
const madeHere = async (home: string): Promise<readonly Planted[]> => {
  const state = await readFile(join(home, "practice-provider.json"), "utf8");
  const issued = [...state.matchAll(/"value":"([^"]{16,})"/g)].map(([, value]) => ({
    name: "issued",
    value: value ?? "",
  }));
  const key = /^AGE-SECRET-KEY-\S+/m.exec(await readFile(join(home, "identity.txt"), "utf8"))?.[0];
  return [...issued, { name: "the identity", value: key ?? expect.unreachable() }];
};

test("through a whole connection no secret goes to the page, and what is typed goes to the engine once", async () => {
  const { client, toPage, toEngine, home, control, surprises } = await desktop();
  const { connections } = client;
  const [secret, wrongSecret, passphrase, wrongKey, tooMuch] = [
    canary("OAuthClientSecret"),
    canary("a wrong secret"),
    canary("the passphrase"),
    canary("a wrong key"),
    canary("a value that is too long"),
  ] as const;
  const app = { OAuthClientId: "harbour", CallbackURL: `http://localhost:${await freePort()}/` };
  await control("POST", "apps", { service: "basecamp", ...app, OAuthClientSecret: secret.value });
  const properties = { InitiateOAuth: "GETANDREFRESH", ...app };
  const connect = (OAuthClientSecret: string) =>
    drain(connections.connect({ service: "basecamp", name: "", properties: { ...properties, OAuthClientSecret } }));

  await expect(connect(wrongSecret.value)).rejects.toMatchObject({ data: { code: "CLIENT_REFUSED" } });
  const events = await connect(secret.value);
  const made = events.find((event) => event.type === "connected");
  const { id } = (made?.type === "connected" ? made.connection : undefined) ?? expect.unreachable();
  const listening = new AbortController();
  const heard = drain(client.events.watch(undefined, { signal: listening.signal })).catch(() => []);
  await client.app.info();
  await client.services.list();
  await connections.forecast();
  await connections.list();
  await connections.get({ id });
  await connections.choices({ id });
  await connections.rename({ id, name: "Harbour" });
  await connections.choose({ id, property: "AccountId", value: "1234567" });
  await drain(connections.test({ id }));
  const { recipient } = await client.app.info();
  await connections.export({ id, to: { recipients: [recipient] }, mode: "copy" });
  await connections.export({ id, to: { passphrase: passphrase.value }, mode: "copy" });

  for (const fault of ["wrong-state", "deny", "expired-code"]) {
    await control("POST", "faults", { service: "basecamp", at: "authorize", kind: fault });
    await expect(drain(connections.reconnect({ id }))).rejects.toMatchObject({ code: "KEYFERRY" });
  }
  await control("POST", "revoke", { service: "basecamp" });
  await drain(connections.test({ id }));
  await expect(connections.takeOver({ id })).rejects.toMatchObject({ data: { code: "GRANT_ENDED" } });
  const key = { AuthScheme: "APIToken", Url: "https://kumo.backlog.com", ApiKey: wrongKey.value };
  await expect(drain(connections.connect({ service: "backlog", name: "", properties: key }))).rejects.toThrow();
  const long = { OAuthClientSecret: tooMuch.value.repeat(1000) };
  await expect(drain(connections.connect({ service: "basecamp", name: "", properties: long }))).rejects.toThrow();
  await connections.delete({ id });
  listening.abort();
  await heard;
  await expect(connections.get({ id })).rejects.toMatchObject({ data: { code: "CONNECTION_UNKNOWN" } });

  const typed = [secret, wrongSecret, passphrase, wrongKey];
  const { look, seen } = createCanarySearch([...typed, tooMuch, ...(await madeHere(home))]);
  expect(toPage.flatMap((message) => look("to the page", message))).toEqual([]);
  const sent = toEngine.flatMap((message) => look("to the engine", message));
  expect(sent.map(({ secret: name }) => name).toSorted()).toEqual(
    [...typed, tooMuch].map(({ name }) => name).toSorted(),
  );
  expect(surprises.flatMap((line) => look("a log", line))).toEqual([]);
  expect(surprises, "the one value that is too long").toHaveLength(1);
  expect(toPage.length).toBeGreaterThan(30);
  expect(seen().secrets).toBeGreaterThan(8);
}, 60_000);

test("of a surprise the page learns its class, and a log that and where it happened", async () => {
  const { backend, surprises } = await desktop();
  const secret = canary("in an error");
  const surprise = Object.assign(new TypeError(`bad: ${secret.value}\n${secret.value}`), { input: secret.value });
  const engine = {
    ...backend.engine,
    connections: { ...backend.engine.connections, list: () => Promise.reject(surprise) },
  };
  const { client, toPage } = joined({ ...backend, engine });
  await expect(client.connections.list()).rejects.toMatchObject({ data: { code: "INTERNAL" } });
  const { look } = createCanarySearch([secret]);
  expect([...toPage, ...surprises].flatMap((text) => look("told", text))).toEqual([]);
  expect(surprises.join()).toMatch(/^TypeError at .*traffic\.test\.ts/);
});
