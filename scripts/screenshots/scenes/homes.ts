import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { makeConnection } from "../../../e2e/flows.ts";
import { connectionPage } from "../../../e2e/pages/connection.ts";
import { exportDialog } from "../../../e2e/pages/export.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { manyConnections, readCatalog, settingsFileOf } from "../../../e2e/support/list.ts";
import { take, takeForDocs, takeHuge, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** The list of connections: some in each state there is, then many; and the pages of those that stand badly. */
export const homes = async (stage: Stage): Promise<void> => {
  const { page, toHome } = stage;
  const home = homePage(page);
  await fill(stage);
  await home.open("Press office");
  await page.getByText("This connection needs a new sign-in").waitFor();
  await take(page, "connection-sign-in-needed");
  await takeNarrow(page, "connection-sign-in-needed");
  await home.open("Agency hand-over");
  await page.getByText("The settings file cannot be opened here").first().waitFor();
  await take(page, "connection-unreadable");
  await toHome();
  await home.row("Agency hand-over").waitFor();
  await take(page, "home-typical");
  await takeForDocs(page, "home", home.list);
  await takeNarrow(page, "home-typical");
  await takeHuge(page, "home-typical");
  await page
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await take(page, "home-selected", { window: true });
  await takeNarrow(page, "home-selected", { window: true });
  await page.getByRole("toolbar").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await take(page, "home-deleted", { window: true });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Connection, service, or what to do").fill("kumo");
  await take(page, "palette-found");
  await page.keyboard.press("Escape");
  await page.getByPlaceholder("Connection, service, or what to do").waitFor({ state: "detached" });
  await many(stage);
};

/** Connections for each way one can stand, with tests behind them. */
const fill = async ({ page, practice, server, served: { home }, toHome }: Stage): Promise<void> => {
  const connection = await makeConnection(page, "Basecamp", { name: "Kumo Design Works" });
  await connection.rename.click();
  await connection.dialog.getByLabel("Tags").fill("live, sales");
  await connection.dialog.getByRole("button", { name: "Save" }).click();
  await connection.dialog.waitFor({ state: "detached" });
  await practice.fault({ service: "basecamp", at: "api", kind: "server-error", times: 0 });
  await connection.test.click();
  await connection.failed.waitFor();
  await practice.clearFaults();
  await testAgain(page, 4);
  await toHome();
  await makeConnection(page, "Instagram", { name: "Kumo on Instagram" });
  await testAgain(page, 2);
  await toHome();
  await makeConnection(page, "Basecamp", { name: "Client archive", properties: { ProjectId: "abcd1234" } });
  await testAgain(page, 3);
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.machineName.fill("db-1");
  await dialog.make.click();
  await dialog.ready.waitFor();
  await dialog.done.click();
  await practice.set({ services: { instagram: { firstTokenLifetime: 1, accessTokenLifetime: 1 } } });
  await toHome();
  await makeConnection(page, "Instagram", { name: "Press office" });
  await toHome();
  await makeConnection(page, "Basecamp", { name: "Agency hand-over" });
  await connectionPage(page).expectPassed();
  const damaged = (await readCatalog(home)).Connections.find(({ name }) => name === "Agency hand-over");
  await writeFile(settingsFileOf(home, damaged?.id ?? ""), "-----BEGIN AGE ENCRYPTED FILE-----\n");
};

const testAgain = async (page: Page, times: number): Promise<void> => {
  const connection = connectionPage(page);
  for (let left = times; left > 0; left -= 1) {
    await connection.test.click();
    await connection.expectPassed();
  }
};

const many = async ({ page, practice, served }: Stage): Promise<void> => {
  const home = homePage(page);
  await manyConnections(served.home, 60);
  await page.reload();
  await home.filter.waitFor();
  await home.rows.first().waitFor();
  await take(page, "home-many", { window: true });
  await takeNarrow(page, "home-many", { window: true });
  await page.getByRole("button", { name: "Service: All" }).click();
  await page.getByRole("menu").waitFor();
  await take(page, "home-menu", { window: true });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Group: / }).click();
  await page.getByRole("menuitemradio", { name: "Health" }).click();
  await take(page, "home-grouped", { window: true });
  await home.filter.fill("nothing like that");
  await page.getByText("No connection matches").waitFor();
  await take(page, "home-no-match", { window: true });
  await home.filter.clear();
  for (const service of ["basecamp", "instagram"])
    await practice.fault({ service, at: "api", kind: "slow", delayMs: 50_000, times: 0 });
  await page
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await page.getByRole("button", { name: /^Select all / }).click();
  await page.getByRole("toolbar").getByRole("button", { name: "Test" }).click();
  await page.getByRole("group", { name: "Testing several connections" }).waitFor();
  await take(page, "home-testing", { window: true });
  await takeNarrow(page, "home-testing", { window: true });
  await page.getByRole("button", { name: "Cancel the tests" }).click();
  await page.getByText(/^Cancelled: /).waitFor();
  await take(page, "home-tests-cancelled", { window: true });
};
