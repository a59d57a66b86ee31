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
