import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { freePort } from "./support/ports.ts";

test("no secret ever reaches the page: neither an answer nor the document holds one", async ({
  page,
  practice,
  served,
  server,
}) => {
  const answers = recordAnswers(page);
  const documents: string[] = [];
  const look = async () => documents.push(await page.content());
  const secret = "harbour-app-secret-7c1f";
  const app = { OAuthClientId: "harbour-app", CallbackURL: `http://localhost:${await freePort()}/done` };
  await practice.register("basecamp", { ...app, OAuthClientSecret: secret });

  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.paste(`OAuthClientId=${app.OAuthClientId};OAuthClientSecret=${secret};CallbackURL=${app.CallbackURL}`);
  await form.connect.click();
  await consentPage(page).open.waitFor();
  await look();
  await consentPage(page).allow();
  const connection = connectionPage(page);
  await connection.expectPassed();
  await look();

  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.copy.check();
  await dialog.make.click();
  await expect(dialog.ready).toBeVisible();
  await look();
  await dialog.done.click();

  await practice.revoke("basecamp");
  await connection.test.click();
  await expect(connection.failed).toBeVisible();
  await look();
  await homePage(page).open("Basecamp");
  await connection.heading("Basecamp").waitFor();
  await look();

  const given = await tokensGivenOut(served.home);
  expect(given.length).toBeGreaterThanOrEqual(3);
  const secrets = [secret, ...given, ...(await identityLines(served.home))];
  const answered = await answers();
  expect(answered.join("\n"), "the answers were recorded").toContain("Kumo Design Works");
  const shown = [...documents, ...answered].join("\n");
  for (const each of secrets) expect(shown.includes(each), `“${each.slice(0, 12)}…” is nowhere to be seen`).toBe(false);
});

test("the page may load and run nothing but its own files", async ({ page, served }) => {
  const answer = await page.reload();
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-|\*|https?:/);
  expect(answer?.headers()).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  const foreign = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).origin),
  );
  expect([...new Set(foreign)]).toEqual([new URL(served.address).origin]);
});

/** Everything the calls answer, streams included; the one of events never ends, and headless/serve has a test of it. */
const recordAnswers = (page: Page): (() => Promise<readonly string[]>) => {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/rpc/") && !response.url().includes("/rpc/events/"))
      bodies.push(response.text().catch(() => ""));
  });
  return () => Promise.all(bodies);
};

/** The codes and tokens that the practice provider gave out. */
const tokensGivenOut = async (home: string): Promise<readonly string[]> => {
  const state = await readFile(join(home, "practice-provider.json"), "utf8");
  return [...state.matchAll(/"value":"([^"]{16,})"/g)].map(([, value]) => value ?? "");
};

const identityLines = async (home: string): Promise<readonly string[]> => {
  const identity = await readFile(join(home, "identity.txt"), "utf8");
  return identity.split("\n").filter((line) => line.startsWith("AGE-SECRET-KEY-"));
};
