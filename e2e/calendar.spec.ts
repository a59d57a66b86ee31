import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { ConnectionSummary } from "../shared/connection.ts";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { expectNoBarriers } from "./support/barriers.ts";

const dayLength = 86_400_000;

/** Lets the list say that its first connection ends then, and nothing renews it. */
const endsAt = async (page: Page, at: number): Promise<void> => {
  await page.route("**/rpc/connections/list", async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { json: ConnectionSummary[] };
    const [first, ...others] = body.json;
    const forecast = { cause: "access-token", certainty: "known", diesAt: at, remedy: first?.forecast.remedy };
    await route.fulfill({ response, json: { ...body, json: [{ ...first, forecast }, ...others] } });
  });
};

test("the calendar tells what needs a person, and its button leads through the sign-in", async ({ page, practice }) => {
  await page.getByRole("link", { name: "Expiry calendar" }).click();
  await expect(page.getByRole("region", { name: "Nothing to keep an eye on yet" })).toBeVisible();
  await page.getByRole("link", { name: "All connections" }).click();

  const connection = await makeConnection(page, "Basecamp", { name: "Studio" });
  await page.getByRole("link", { name: "Expiry calendar" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing needs you");
  await page.getByText("Renews by itself in the next four weeks: 1").click();
  await expect(page.getByRole("listitem")).toContainText("Studio");

  await practice.revoke("basecamp");
  await page.getByRole("link", { name: "Studio" }).click();
  await connection.test.click();
  await connection.failed.waitFor();
  await page.getByRole("link", { name: "Expiry calendar" }).click();
  const now = page.getByRole("region", { name: "Needs you now" });
  await expect(now).toContainText("Sign-in needed");
  await now.getByRole("button", { name: "Reconnect Studio" }).click();
  await consentPage(page).allow();
  await connection.heading("Studio").waitFor();
  await connection.expectPassed();
});

test("days are gone through by keys, one is chosen, and the ends are saved for a person's own calendar", async ({
  page,
}) => {
  await makeConnection(page, "Basecamp", { name: "Studio; main" });
  const at = Date.now() + 6 * dayLength;
  await endsAt(page, at);
  await page.getByRole("link", { name: "Expiry calendar" }).click();
  await expect(page.getByRole("region", { name: "Coming up" })).toContainText(/in 6 days.*Studio; main/i);
  await expectNoBarriers(page, "calendar");

  const today = page.getByRole("grid").locator("[aria-current=date]");
  await today.focus();
  for (let day = 0; day < 6; day += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("gridcell", { selected: true })).toContainText("Studio; main");
  await expect(page.getByRole("status")).toContainText("Needs a person by then: 1.");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Nothing ends or renews on this day.");
  await page.keyboard.press("PageDown");
  await expect(page.getByRole("grid").locator("button:focus")).toHaveCount(1);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as calendar file" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("keyferry.ics");
  const text = await readFile(await saved.path(), "utf8");
  expect(text).toContain("SUMMARY:Sign in again: Studio\\; main (Basecamp)\r\n");
});
