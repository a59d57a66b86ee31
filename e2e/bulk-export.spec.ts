import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { homePage } from "./pages/home.ts";
import { expectNoBarriers } from "./support/barriers.ts";
import { readCatalog, settingsFileOf } from "./support/list.ts";
import { filesInZip } from "./support/zip.ts";

test("several connections go to one server in one act; what fails is told, and tried again once it is mended", async ({
  page,
  server,
  served,
}) => {
  await makeConnection(page, "Basecamp", { name: "Studio" });
  await page.getByRole("link", { name: "Keyferry" }).click();
  await makeConnection(page, "Instagram", { name: "Feed" });
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.getByRole("checkbox", { name: "Select Studio" }).check();
  await page.getByRole("checkbox", { name: "Select Feed" }).check();
  await page.getByRole("toolbar").getByRole("button", { name: "Export" }).click();

  const plan = page.getByRole("region", { name: "What happens to each" }).getByRole("listitem");
  await expect(plan.filter({ hasText: "Studio" })).toContainText("Handed over");
  await expect(plan.filter({ hasText: "Feed" })).toContainText("Copied");
  await page.getByLabel("Recipients").fill((await server.type("keyferry identity")).stdout.trim());
  await page.getByLabel("Name of the server (optional)").fill("db-1");
  const studio = (await readCatalog(served.home)).Connections.find(({ name }) => name === "Studio");
  const path = settingsFileOf(served.home, studio?.id ?? "");
  const whole = await readFile(path, "utf8");
  await writeFile(path, "nothing that could be opened");
  await page.getByRole("button", { name: "Make 2 files" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 of 2 made, 1 failed" })).toBeVisible();
  await expectNoBarriers(page, "export of several, one failed");

  await page.getByRole("link", { name: "All connections" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not saved yet" })).toBeVisible();
  await page.getByRole("link", { name: "Show it" }).click();
  await writeFile(path, whole);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("2 of 2 made")).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save all as one archive" }).click();
  const files = filesInZip(await readFile(await (await download).path()));
  expect(files.map(({ name }) => name).toSorted()).toEqual([
    "OAuthSettings-basecamp-studio.txt",
    "OAuthSettings-instagram-feed.txt",
    "README.txt",
  ]);
  await writeFile(
    join(server.home, "OAuthSettings-basecamp-studio.txt"),
    files.find(({ name }) => name.includes("studio"))?.text ?? "",
  );
  const command = await page.locator("ol code").filter({ hasText: "keyferry test basecamp" }).first().textContent();
  expect(await server.type(command ?? "")).toMatchObject({ status: 0 });

  await page.getByRole("button", { name: "Done" }).click();
  await expect(homePage(page).row("Studio")).toContainText("Renewed by db-1");
});
