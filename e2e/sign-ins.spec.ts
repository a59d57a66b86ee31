import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { homePage } from "./pages/home.ts";
import { expectNoBarriers } from "./support/barriers.ts";
import { filesInZip } from "./support/zip.ts";

test("several servers of a service that lets one machine renew get a sign-in each: one is skipped, and taken up again", async ({
  page,
  server,
}) => {
  const connection = await makeConnection(page, "Basecamp", { name: "Studio" });
  const first = (await server.type("keyferry identity")).stdout.trim();
  const second = (await server.type("KEYFERRY_IDENTITY=second.txt keyferry identity")).stdout.trim();
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill(`${first}\n${second}`);
  await dialog.machineNames.nth(0).fill("db-1");
  await dialog.machineNames.nth(1).fill("db-2");
  await page.getByRole("button", { name: "Sign in for each of the 2 servers" }).click();

  await page.getByRole("button", { name: "Sign in for db-1" }).click();
  await expect(page.getByText("Server 1 of 2: db-1")).toBeVisible();
  await page.getByRole("button", { name: "Skip this server" }).click();
  await page.getByRole("button", { name: "Sign in for db-2" }).click();
  await expect(page.getByText("Server 2 of 2: db-2")).toBeVisible();
  await consentPage(page).allow();
  await expect(page.getByRole("status").filter({ hasText: "1 of 2 done" })).toBeVisible();
  await expectNoBarriers(page, "sign-ins, one made");

  await page.getByRole("link", { name: "All connections" }).click();
  await page.getByRole("link", { name: "Show it" }).click();
  await page.getByRole("button", { name: "Take up db-1 after all" }).click();
  await page.getByRole("button", { name: "Sign in for db-1" }).click();
  await consentPage(page).allow();
  await expect(page.getByText("2 of 2 done")).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save all as one archive" }).click();
  const files = filesInZip(await readFile(await (await download).path()));
  expect(files.map(({ name }) => name).toSorted()).toEqual([
    "OAuthSettings-basecamp-studio-db-1.txt",
    "OAuthSettings-basecamp-studio-db-2.txt",
    "README.txt",
  ]);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(homePage(page).row("Studio (db-1)")).toContainText("Renewed by db-1");
  await expect(homePage(page).row("Studio (db-2)")).toContainText("Renewed by db-2");
});
