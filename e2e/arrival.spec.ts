import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { expectNoBarriers } from "./support/barriers.ts";

test("a new connection says whom it is for, until the note is closed", async ({ page }) => {
  await makeConnection(page, "Basecamp");
  const note = page.getByText("You connected as Hana Mori, account Kumo Design Works.");
  await expect(note).toBeVisible();
  await page.getByRole("button", { name: "Close this note" }).click();
  await expect(note).toHaveCount(0);
});

test("another account on Reconnect is confirmed before anything changes", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.reconnect.click();
  await expect(page.getByText("So far this connection is for Kumo Design Works.")).toBeVisible();
  await consentPage(page).allow("Tom Okafor");
  await expect(page.getByText("You connected as Tom Okafor")).toBeVisible();
  await expect(page.getByText("This is another account than before")).toBeVisible();
  await expectNoBarriers(page, "consent, another account");
  await page.getByRole("button", { name: "Discard, nothing changes" }).click();
  await expect(page.getByText("Basecamp · Kumo Design Works")).toBeVisible();
  await connection.test.click();
  await connection.expectPassed();

  await connection.reconnect.click();
  await consentPage(page).allow("Tom Okafor");
  await page.getByRole("button", { name: "Use the new account" }).click();
  await expect(page.getByText("Basecamp · Tom Okafor")).toBeVisible();
});

test("less than was asked for is told by the service's own names, and may be saved all the same", async ({
  page,
  practice,
}) => {
  await practice.set({ services: { instagram: { consents: "basic" } } });
  await homePage(page).begin("Instagram");
  await formPage(page).connect.click();
  await consentPage(page).allow();
  await expect(page.getByText("Less was granted than this connection asks for")).toBeVisible();
  await expect(page.getByText("instagram_business_manage_insights")).toBeVisible();
  await page.getByRole("button", { name: "Save all the same" }).click();
  await expect(connectionPage(page).heading("Instagram")).toBeVisible();
});
