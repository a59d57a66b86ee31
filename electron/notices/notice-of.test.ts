import { expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { createNoticer } from "./notice-of.ts";

const connections = [{ id: "6950dc07-9513-4202-8c1e-434a39f237f3", name: "Harbour", service: "basecamp" }];
const error = (code: "NETWORK_FAILED" | "RATE_LIMITED") =>
  new KeyferryError(code, { service: "Basecamp", host: "x", detail: "y" }).toData();

test("a consent that is needed says for what, what to do, and leads there", () => {
  const notice = createNoticer()(
    {
      type: "consent-needed",
      at: 1,
      connections,
      error: new KeyferryError("GRANT_ENDED", { service: "Basecamp" }).toData(),
    },
    "en",
  );
  expect(notice).toMatchObject({ title: "Harbour needs your consent", address: `#/connections/${connections[0]?.id}` });
  expect(notice?.body).toContain("Basecamp");
});

test("a renewal that fails is told once for each reason, and again after one that worked", () => {
  const noticer = createNoticer();
  const failed = (code: "NETWORK_FAILED" | "RATE_LIMITED") =>
    noticer({ type: "renewal-failed", at: 1, connections, error: error(code), retryAt: 2 }, "ja");
  expect(failed("NETWORK_FAILED")?.title).toBe("Harbour を現在リフレッシュできません");
  expect(failed("NETWORK_FAILED")).toBeUndefined();
  expect(failed("RATE_LIMITED")).toBeDefined();
  expect(noticer({ type: "renewed", at: 3, connections }, "ja")).toBeUndefined();
  expect(failed("RATE_LIMITED")).toBeDefined();
});

test("an end that comes near is told with its time; what only screens need is not told", () => {
  const noticer = createNoticer();
  const dying = noticer(
    {
      type: "grant-about-to-die",
      at: 1,
      connections: [{ name: "a file", service: "basecamp" }],
      diesAt: Date.UTC(2026, 10, 30),
      cause: "grant-age",
      remedy: { en: "Consent again.", ja: "もう一度同意してください。" },
    },
    "en",
  );
  expect(dying).toMatchObject({ body: "Consent again.", address: "#/" });
  expect(dying?.title).toContain("2026");
  expect(noticer({ type: "list-changed", at: 1 }, "en")).toBeUndefined();
  expect(noticer({ type: "settings-changed", at: 1, connections }, "en")).toBeUndefined();
});

test("a test by itself is told where it fails and the one before passed, and leads there", () => {
  const noticer = createNoticer();
  const told = { type: "tested", at: 1, connections, ok: false, step: "network" } as const;
  expect(noticer({ ...told, news: false, error: error("NETWORK_FAILED") }, "en")).toBeUndefined();
  const notice = noticer({ ...told, news: true, error: error("NETWORK_FAILED") }, "en");
  expect(notice).toMatchObject({
    title: "The test of Harbour fails",
    address: `#/connections/${connections[0]?.id}`,
  });
  expect(notice?.body).toContain("cannot be reached");
  expect(noticer({ type: "tested", at: 2, connections, ok: true, news: true }, "en")).toBeUndefined();
});

test("that a consent is needed is told once, whether a test or a renewal finds it out", () => {
  const noticer = createNoticer();
  const ended = new KeyferryError("GRANT_ENDED", { service: "Basecamp" }).toData();
  const tested = { type: "tested", at: 1, connections, ok: false, news: true, step: "identity", error: ended } as const;
  expect(noticer(tested, "en")).toBeDefined();
  expect(noticer({ type: "consent-needed", at: 2, connections, error: ended }, "en")).toBeUndefined();
  expect(noticer({ type: "settings-changed", at: 3, connections }, "en")).toBeUndefined();
  expect(noticer({ type: "consent-needed", at: 4, connections, error: ended }, "en")).toBeDefined();
});
