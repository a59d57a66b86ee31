import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { formPage } from "./pages/form.ts";
import { guideDialog } from "./pages/guide.ts";
import { homePage } from "./pages/home.ts";

/** The whole of axe in the light look; in the dark one, whose page is the same, what colours can do wrong. */
const expectNoBarriers = async (page: Page, screen: string) => {
  const light = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
  const dark = await new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("html[data-mantine-color-scheme=light]").waitFor();
  const found = [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
  expect(found, `axe finds nothing on: ${screen}`).toEqual([]);
};

test("making a connection is open to everybody", async ({ page }) => {
  await expect(page.getByText("No connections yet")).toBeVisible();
  await expectNoBarriers(page, "home, empty");
  await homePage(page).newConnection.click();
  await expectNoBarriers(page, "picker");
  await homePage(page).service("Basecamp").click();
  const form = formPage(page);
  await form.ownApp.check();
  await form.advanced.click();
  await form.connect.click();
  await expect(page.getByText("OAuthClientId is needed.")).toBeVisible();
  await expectNoBarriers(page, "form with faults");
  await form.embeddedApp.check();
  await form.connect.click();
  await consentPage(page).open.waitFor();
  await expectNoBarriers(page, "consent");
});

test("choosing a way in, and the guide to it, are open to everybody", async ({ page }) => {
  await homePage(page).begin("Backlog");
  await expectNoBarriers(page, "form, own app alone");
  const form = formPage(page);
  await form.scheme("APIToken").check();
  await form.connect.click();
  await expect(page.getByText("ApiKey is needed.")).toBeVisible();
  await expectNoBarriers(page, "form for an API key, with faults");
  const guide = guideDialog(page);
  await guide.open("Where to find it");
  await expect(guide.heading("An API key")).toBeVisible();
  await expectNoBarriers(page, "guide");
});

test("a connection and its export are open to everybody", async ({ page, server }) => {
  const connection = await makeConnection(page, "Basecamp");
  await expectNoBarriers(page, "connection, passed");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.copy.check();
  await expectNoBarriers(page, "export to a server");
  await dialog.toPassphrase.click();
  await dialog.suggest.click();
  await expectNoBarriers(page, "export with a passphrase");
  await dialog.dialog.getByText("A server", { exact: true }).click();
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.handOver.check();
  await dialog.make.click();
  await expect(dialog.ready).toBeVisible();
  await expectNoBarriers(page, "export, ready");
  await dialog.done.click();
  await expectNoBarriers(page, "connection, elsewhere");
  await connection.delete.click();
  await expect(connection.dialog).toBeVisible();
  await expectNoBarriers(page, "delete");
});

test("a connection that fails, and the screens around it, are open to everybody", async ({ page, practice }) => {
  await makeConnection(page, "Basecamp");
  await practice.fault({ service: "instagram", at: "api", kind: "html", times: 0 });
  await page.getByRole("link", { name: "Keyferry" }).click();
  const failed = await makeConnection(page, "Instagram");
  await expect(failed.failed).toBeVisible();
  await expectNoBarriers(page, "connection, failed");
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(homePage(page).rows).toHaveCount(2);
  await expectNoBarriers(page, "home, typical");
  await page.getByRole("button", { name: "Go to anything" }).click();
  await expect(page.getByPlaceholder("Connection, service, or what to do")).toBeVisible();
  await expectNoBarriers(page, "palette");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Settings" }).click();
  await expectNoBarriers(page, "settings");
});

test("Japanese screens name their controls too", async ({ page }) => {
  await makeConnection(page, "Basecamp");
  await page.getByText("日本語").click();
  await page.locator("html[lang=ja]").waitFor();
  await expectNoBarriers(page, "connection in Japanese");
});

test("at 480 pixels nothing has to be scrolled sideways", async ({ page }) => {
  await page.setViewportSize({ width: 480, height: 800 });
  const expectNoOverflow = async () => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(480);
  };
  await expectNoOverflow();
  const connection = await makeConnection(page, "Basecamp", { name: "A rather long name for a connection ".repeat(3) });
  await expect(connection.passed).toBeVisible();
  await expectNoOverflow();
  await connection.export.click();
  await expect(connection.dialog).toBeVisible();
  await expectNoOverflow();
});
