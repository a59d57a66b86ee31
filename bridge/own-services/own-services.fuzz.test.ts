import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll } from "vitest";
import { guardDriver } from "../../engine/connections/guard-driver.ts";
import type { ApiTools, DriverTools } from "../../engine/kit.ts";
import { canary, changed, fuzz, growsGently, oddJson, oddText } from "../../shared/fuzz-kit.ts";
import { propertiesOf } from "../../shared/service.ts";
import { definitionOf } from "./definition.ts";
import { driverOf } from "./driver.ts";
import { loadOwnServices } from "./load.ts";
import { judgeOwnService } from "./schema.ts";

const file = {
  id: "our-tool",
  name: "Our tool",
  auth: [
    { scheme: "OAuth", issuer: "https://id.example", scopes: ["read"], authorizationParameters: { secret: canary } },
    { scheme: "APIToken", header: "X-Key", prefix: canary },
    { scheme: "APIToken", query: "key" },
    { scheme: "Basic" },
  ],
  apiBase: "https://api.example/v1/",
  probe: { path: "/me", name: "user.name", email: "user.email", account: "accounts.0" },
};
const valid = JSON.stringify(file);
const names = [
  "id",
  "name",
  "auth",
  "scheme",
  "issuer",
  "scopes",
  "apiBase",
  "probe",
  "path",
  "grant",
  "header",
  "query",
];

const texts = fc.oneof(
  changed(valid),
  oddText(valid, '{"id":"', '"auth":[', '{"scheme":"OAuth"', "https://"),
  fc
    .dictionary(fc.constantFrom(...names), oddJson(...names), { maxKeys: 5 })
    .map((over) => JSON.stringify({ ...file, ...over })),
  oddJson(...names).map((value) => JSON.stringify(value) ?? ""),
);
const answers = fc.oneof(
  oddJson("issuer", "authorization_endpoint", "token_endpoint", "user", "name", "email", "accounts"),
  fc.record({
    issuer: fc.constant("https://id.example"),
    authorization_endpoint: fc.oneof(oddText("https://id.example/a", "http://", "javascript:"), fc.webUrl()),
    token_endpoint: fc.oneof(oddText("https://id.example/t", "file:///etc/passwd"), fc.webUrl()),
  }),
);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Addresses that a browser is sent to, or secrets. */
const checkAddress = (address: string): void => {
  const { protocol, hostname } = new URL(address);
  const isOwn = protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !isOwn) throw new Error(`credentials would go to ${address}`);
};

fuzz("own services", fc.tuple(texts, answers, fc.constantFrom(200, 404, 500)), async ([text, answer, status]) => {
  const own = judgeOwnService(parseJson(text));
  if (typeof own === "string") {
    if (own.includes(canary) || own.length > 5000) throw new Error(own.slice(0, 500));
    return;
  }
  const service = definitionOf(own);
  const driver = guardDriver(service, driverOf(own));
  propertiesOf(service);
  checkAddress(driver.apiBase({}));
  for (const scheme of service.authSchemes) {
    const request = { method: "GET", url: driver.apiBase({}) } as const;
    driver.authorize?.(request, { scheme, accessToken: "a", properties: { APIToken: "t" } });
  }
  const send = async () => ({ status, headers: {}, text: JSON.stringify(answer) ?? "" });
  const oauth = (await driver.oauth?.({ service, properties: {}, now: () => 0, send } as DriverTools)) ?? service.oauth;
  if (service.authSchemes.includes("OAuth")) {
    checkAddress(oauth.authorizationEndpoint);
    checkAddress(oauth.tokenEndpoint);
  }
  await driver.identify({ service, properties: {}, get: async () => answer } as unknown as ApiTools);
});

const home = await mkdtemp(join(tmpdir(), "keyferry-fuzz-"));
afterAll(() => rm(home, { recursive: true, force: true }));
await mkdir(join(home, "services"));

fuzz("own services: files", fc.oneof(texts, fc.uint8Array()), async (content) => {
  await writeFile(join(home, "services", "ours.json"), content);
  await loadOwnServices(home, ["basecamp"]);
});

const judge = (text: string) => judgeOwnService(JSON.parse(text));

growsGently("a long id", (length) => JSON.stringify({ ...file, id: "a".repeat(length) }), judge);
growsGently(
  "a long header",
  (length) => JSON.stringify({ ...file, auth: [{ scheme: "APIToken", header: "-".repeat(length) }] }),
  judge,
);
growsGently(
  "a long address",
  (length) => JSON.stringify({ ...file, apiBase: `https://${"a.".repeat(length / 2)}` }),
  judge,
);
growsGently(
  "many ways in",
  (length) => JSON.stringify({ ...file, auth: Array(Math.round(length / 20)).fill({ scheme: "Basic" }) }),
  judge,
);
growsGently(
  "many wrong ways in",
  (length) => JSON.stringify({ ...file, auth: Array(Math.round(length / 20)).fill({ scheme: "x" }) }),
  judge,
);
