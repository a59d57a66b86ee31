import { makeConnection } from "../../../e2e/flows.ts";
import { consentPage } from "../../../e2e/pages/consent.ts";
import { exportDialog } from "../../../e2e/pages/export.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { take, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** Several connections for one server, and a sign-in for each of several servers. */
export const several = async (stage: Stage): Promise<void> => {
  const { page, server, toHome } = stage;
  const recipient = (await server.type("keyferry identity")).stdout.trim();
  const other = (await server.type("KEYFERRY_HOME=$HOME/other keyferry identity")).stdout.trim();
  await makeConnection(page, "Basecamp", { name: "Studio" });
  await toHome();
  await makeConnection(page, "Instagram", { name: "Feed" });
  await toHome();
  await page.getByRole("checkbox", { name: "Select Studio" }).check();
  await page.getByRole("checkbox", { name: "Select Feed" }).check();
  await page.getByRole("toolbar").getByRole("button", { name: "Export" }).click();
  await page.getByLabel("Recipients").fill(recipient);
  await take(page, "bulk-choices");
  await takeNarrow(page, "bulk-choices");
  await page.getByLabel("Name of the server (optional)").fill("db-1");
  await page.getByRole("button", { name: "Make 2 files" }).click();
  await page.getByText("2 of 2 made").waitFor();
  await take(page, "bulk-made");
  await takeNarrow(page, "bulk-made");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("dialog").waitFor();
  await take(page, "bulk-discard");
  await page.getByRole("button", { name: "Discard the files" }).click();
  await signIns(stage, `${recipient}\n${other}`);
};

const signIns = async ({ page, toHome }: Stage, recipients: string): Promise<void> => {
  await toHome();
  const connection = await makeConnection(page, "Basecamp", { name: "Archive" });
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill(recipients);
  await dialog.machineNames.nth(0).fill("db-1");
  await dialog.machineNames.nth(1).fill("db-2");
  await page.getByRole("button", { name: "Sign in for each of the 2 servers" }).click();
  await page.getByRole("button", { name: "Sign in for db-1" }).waitFor();
  await take(page, "sign-ins");
  await takeNarrow(page, "sign-ins");
  await page.getByRole("button", { name: "Sign in for db-1" }).click();
  await page.getByText("Server 1 of 2: db-1").waitFor();
  await consentPage(page).open.waitFor();
  await take(page, "sign-ins-consent");
  await consentPage(page).allow();
  await page.getByRole("status").filter({ hasText: "1 of 2 done" }).waitFor();
  await take(page, "sign-ins-made");
  await toHome();
  await homePage(page).rows.first().waitFor();
  await take(page, "home-unfinished");
};
