import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { connectionPage } from "./pages/connection.ts";
import { homePage } from "./pages/home.ts";

/** Two weeks: what the practice provider gives out unless told otherwise. */
const long = 1_209_600;

test("the list and a connection's page change by themselves when a token was renewed in the background", async ({
  page,
  practice,
}) => {
  await practice.set({ services: { basecamp: { accessTokenLifetime: 60 } } });
  const connection = await makeConnection(page, "Basecamp", { name: "Studio" });
  await connection.expectPassed();
  await practice.set({ services: { basecamp: { accessTokenLifetime: long } } });
  await expect(page.getByText(/^1 \(counts how often/)).toBeVisible();
  await page.getByRole("link", { name: "All connections" }).click();
  const row = homePage(page).row("Studio");
  await expect(row).toContainText("About to renew by itself");

  await expect(row).toContainText("Renews by itself in 13 days", { timeout: 75_000 });
  expect(await practice.count("basecamp", "refresh")).toBe(1);
  await homePage(page).open("Studio");
  await expect(page.getByText(/^2 \(counts how often/)).toBeVisible();
  await expect(page.getByText("Basecamp names no date at which it ends")).toBeVisible();
});

test("a grant that was withdrawn shows in the list and on the page without anybody asking", async ({
  page,
  practice,
}) => {
  await practice.set({ services: { basecamp: { accessTokenLifetime: 60 } } });
  await makeConnection(page, "Basecamp", { name: "Studio" });
  await practice.revoke("basecamp");
  const connection = connectionPage(page);
  await expect(page.getByRole("alert").first()).toContainText("needs a new sign-in", { timeout: 75_000 });
  await expect(page.getByRole("alert").first()).toContainText("has ended this grant");
  await expect(connection.reconnect).toBeVisible();
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(homePage(page).row("Studio")).toContainText("Sign-in needed");
});
