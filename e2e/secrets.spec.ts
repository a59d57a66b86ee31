import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanarySearch } from "../shared/canary-kit.ts";
import { expect, test } from "./fixtures.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { freePort } from "./support/ports.ts";
import { filesInZip } from "./support/zip.ts";

// Every test of every spec is watched (fixtures.ts). Here that is done for all that a person can enter,
// step by step, with secrets that are written differently in addresses, JSON, HTML and base64.

// The trace of a test is made by the test itself, so that it can be read.
test.use({ trace: "off" });

const canary = (): string => `${crypto.randomUUID().replaceAll("-", "Z")}+/"&é<`;

test("what a person types goes to the program once, and no secret ever comes to the page", async ({
  page,
  practice,
  served,
  server,
  watch,
}) => {
  const secret = watch.plant("the client secret", canary());
  const passphrase = watch.plant("the passphrase", canary());
  const key = watch.plant("the API key", `practice-backlog-key~${canary()}`);
  const wrongKey = watch.plant("a wrong API key", canary());
  const app = { OAuthClientId: "harbour-app", CallbackURL: `http://localhost:${await freePort()}/done` };
  await practice.register("basecamp", { ...app, OAuthClientSecret: secret });

  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.ownApp.check();
  for (const [name, value] of Object.entries({ ...app, OAuthClientSecret: secret })) await form.field(name).fill(value);
  await form.connect.click();
  await consentPage(page).open.waitFor();
  await watch.look();
  await consentPage(page).allow();
  const connection = connectionPage(page);
  await connection.expectPassed();
  await watch.look();

  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.copy.check();
  await dialog.make.click();
  await expect(dialog.ready).toBeVisible();
  await watch.look();
  await dialog.done.click();
  await connection.export.click();
  await dialog.toPassphrase.click();
  await dialog.passphrase.fill(passphrase);
  await dialog.dialog.getByLabel("Passphrase once more").fill(passphrase);
  await dialog.make.click();
  await expect(dialog.ready).toBeVisible();
  await watch.look();
  await dialog.done.click();

  await practice.revoke("basecamp");
  await connection.test.click();
  await expect(connection.failed).toBeVisible();
  await watch.look();
  await homePage(page).open("Basecamp");
  await connection.heading("Basecamp").waitFor();

  await page.getByRole("link", { name: "Keyferry" }).click();
  await homePage(page).begin("Backlog");
  await form.scheme("APIToken").check();
  await form.field("Url").fill("https://kumo.backlog.com");
  for (const value of [wrongKey, key]) {
    await form.field("ApiKey").fill(value);
    await form.connect.click();
    if (value === wrongKey) await expect(page.getByRole("alert")).toContainText("The connection was not made");
    await watch.look();
  }
  await connection.heading("Backlog").waitFor();
  await connection.expectPassed();

  const { typed, seen } = await watch.leaks(served);
  // The API key begins with the one that everybody knows.
  expect(typed.map(({ secret: name }) => name).toSorted()).toEqual(
    ["the client secret", "the passphrase", "a wrong API key", "the API key", "the API key of Backlog"].toSorted(),
  );
  expect(seen.places, "everything was seen").toBeGreaterThan(60);
  expect(seen.secrets).toBeGreaterThan(15);
});

test("a trace of a whole sign-in holds no token, no code and no key", async ({ page, practice, served, watch }) => {
  await practice.set({ auto: "approve" });
  const { tracing } = page.context();
  await tracing.start({ screenshots: true, snapshots: true });
  await homePage(page).begin("Basecamp");
  await formPage(page).connect.click();
  // The person is at another browser: this one's trace would hold the code that it carries back itself.
  await fetch((await consentPage(page).open.getAttribute("href")) ?? "");
  await connectionPage(page).expectPassed();
  await practice.expire("basecamp");
  await connectionPage(page).test.click();
  await expect.poll(() => practice.count("basecamp", "refresh")).toBe(1);
  await connectionPage(page).expectPassed();
  const path = test.info().outputPath("trace.zip");
  await tracing.stop({ path });

  const given = await tokensGivenOut(served.home);
  expect(given.length).toBeGreaterThanOrEqual(4);
  const { look, seen } = createCanarySearch(given.map((value) => ({ name: "a code or token", value })));
  for (const { name, text } of filesInZip(await readFile(path))) expect(look(`trace: ${name}`, text)).toEqual([]);
  expect(seen().places).toBeGreaterThan(5);
  expect((await watch.leaks(served)).leaks).toEqual([]);
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

/** The codes and tokens that the practice provider gave out. */
const tokensGivenOut = async (home: string): Promise<readonly string[]> => {
  const state = await readFile(join(home, "practice-provider.json"), "utf8");
  return [...state.matchAll(/"value":"([^"]{16,})"/g)].map(([, value]) => value ?? "");
};
