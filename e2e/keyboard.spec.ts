import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";

/** Presses Tab until a control has the focus, as a person does who has no mouse. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("Forty times Tab does not lead there.");
};

test("a connection is made, tested and exported with the keyboard alone", async ({ page, server }) => {
  const home = homePage(page);
  await tabTo(page, home.newConnection);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeFocused();
  await tabTo(page, home.service("Basecamp"));
  await page.keyboard.press("Enter");

  const form = formPage(page);
  await expect(form.heading).toBeFocused();
  await tabTo(page, form.field("Name"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("By hand");
  await page.keyboard.press("Enter");

  const consent = consentPage(page);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to Basecamp" })).toBeFocused();
  await tabTo(page, consent.open);
  const opened = page.context().waitForEvent("page");
  await page.keyboard.press("Enter");
  const tab = await opened;
  await tabTo(tab, tab.getByRole("button", { name: "Allow access" }));
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { name: "You can close this tab" }).waitFor();
  await tab.close();

  const connection = connectionPage(page);
  await expect(connection.heading("By hand")).toBeFocused();
  await connection.expectPassed();
  await tabTo(page, connection.test);
  await page.keyboard.press("Space");
  await expect(connection.test).toBeFocused();
  await connection.expectPassed();

  await tabTo(page, connection.export);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Recipients")).toBeFocused();
  await page.keyboard.type((await server.type("keyferry identity")).stdout.trim());
  await tabTo(page, page.getByRole("button", { name: "Make the file" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "The file is ready" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(connection.dialog).toHaveCount(0);
  await expect(connection.export).toBeFocused();
});
