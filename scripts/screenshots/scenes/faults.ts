import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeConnection } from "../../../e2e/flows.ts";
import { connectionPage } from "../../../e2e/pages/connection.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { take, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** What the screens say where the program behind them is gone, or does not understand what it finds. */
export const faults = async ({ page, served, toHome }: Stage): Promise<void> => {
  await makeConnection(page, "Basecamp", { name: "Kumo Design Works" });
  await toHome();
  await homePage(page).rows.first().waitFor();
  await writeFile(join(served.home, "catalog.json"), "{");
  await page.reload();
  await page.getByRole("alert").waitFor();
  await take(page, "home-failed");
  await page.goBack();
  await served.stop();
  await page.getByRole("link", { name: "Servers" }).click();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await take(page, "servers-failed");
  await toHome();
  await page.getByRole("button", { name: "Try again" }).first().waitFor();
  await take(page, "home-failed-gone");
  await takeNarrow(page, "home-failed-gone");
  await homePage(page).begin("Basecamp");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await take(page, "form-failed-gone");
  await connectionPage(page).dialog.waitFor({ state: "detached" });
};
