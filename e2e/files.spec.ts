import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { homePage } from "./pages/home.ts";
import type { Served } from "./support/program.ts";

const settingsFiles = async ({ home }: Served): Promise<readonly string[]> => {
  const found = await readdir(join(home, "connections"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

const settingsFile = async (served: Served): Promise<string> =>
  (await settingsFiles(served)).find((path) => path.endsWith("OAuthSettings.txt")) ?? "";

test("a damaged settings file shows in the list and on the page, and Reconnect makes a new one", async ({
  page,
  served,
}) => {
  const connection = await makeConnection(page, "Basecamp");
  const path = await settingsFile(served);
  const whole = await readFile(path, "utf8");
  await writeFile(path, whole.slice(0, whole.length / 2));

  const home = homePage(page);
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(home.row("Basecamp")).toContainText("Unreadable");
  await home.row("Basecamp").click();
  await expect(page.getByRole("alert").first()).toContainText("is damaged or cut short");
  await expect(page.getByRole("alert").first()).toContainText("Restore it from a backup, or reconnect");
  await expect(connection.passed, "an earlier test no longer counts").toHaveCount(0);
  await connection.expectFailureAt("Settings", /is damaged or cut short/);

  await connection.reconnect.click();
  await consentPage(page).allow();
  await connection.expectPassed();
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(home.row("Basecamp")).toContainText("Good");
});

test("Delete asks first, takes the connection out of the list, and sets its file aside", async ({ page, served }) => {
  const connection = await makeConnection(page, "Basecamp", { name: "Studio" });
  const before = await readFile(await settingsFile(served), "utf8");

  await connection.delete.click();
  await expect(page.getByRole("dialog", { name: "Delete “Studio”?" })).toContainText("set aside, not destroyed");
  await connection.dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(connection.dialog).toHaveCount(0);
  await expect(connection.delete).toBeFocused();

  await connection.delete.click();
  await connection.dialog.getByRole("button", { name: "Delete this connection" }).click();
  await expect(page.getByText("No connections yet")).toBeVisible();
  const left = await settingsFiles(served);
  expect(left.some((path) => path.endsWith("/OAuthSettings.txt"))).toBe(false);
  expect(await Promise.all(left.map((path) => readFile(path, "utf8")))).toContain(before);
});

test("a connection that was deleted elsewhere says so at its address", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp");
  const address = page.url();
  await connection.delete.click();
  await connection.dialog.getByRole("button", { name: "Delete this connection" }).click();
  await expect(page.getByText("No connections yet")).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
});

test("a new name shows on the page and in the list", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.rename.click();
  await connection.dialog.getByLabel("Name").fill("Kumo projects");
  await connection.dialog.getByRole("button", { name: "Save" }).click();
  await connection.heading("Kumo projects").waitFor();
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(homePage(page).row("Kumo projects")).toContainText("Test passed");
});

test("a damaged list is set aside and made again from the settings files, and one that is put back counts again", async ({
  page,
  served,
}) => {
  await makeConnection(page, "Basecamp");
  const catalog = join(served.home, "catalog.json");
  const text = await readFile(catalog, "utf8");
  await writeFile(catalog, "{ not json");
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(homePage(page).row("Basecamp")).toBeVisible();
  const keptText = async (): Promise<string | undefined> => {
    const kept = (await readdir(served.home)).find((name) => name.startsWith("catalog.json.damaged-"));
    return kept && readFile(join(served.home, kept), "utf8");
  };
  // The list from before stands there until the new one has come.
  await expect.poll(keptText).toBe("{ not json");
  await page.reload();
  await expect(page.getByText("The list of connections was damaged, and was made again")).toBeVisible();
  await writeFile(catalog, text.replaceAll('"Basecamp"', '"Put back"'));
  await page.reload();
  await expect(homePage(page).row("Put back")).toBeVisible();
});
