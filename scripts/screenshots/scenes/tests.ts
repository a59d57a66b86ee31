import type { Page } from "@playwright/test";
import { makeConnection } from "../../../e2e/flows.ts";
import { take, takeForDocs, takeNarrow, takePartForDocs } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** A connection's own page: its test, what was asked and answered, what happened, and its dialogs. */
export const tests = async ({ page, practice, toHome }: Stage): Promise<void> => {
  const connection = await makeConnection(page, "Basecamp", { name: "Kumo Design Works" });
  await connection.expectPassed();
  await take(page, "test-passed");
  await takeForDocs(page, "test", connection.steps);
  await takeNarrow(page, "test-passed");
  await practice.expire("basecamp");
  await connection.test.click();
  await connection.expectPassed();
  for (const requests of await connection.steps.getByText(/^\d+ requests?$/).all()) await requests.click();
  await take(page, "test-requests");
  await takeNarrow(page, "test-requests");

  await practice.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 50_000 });
  await connection.test.click();
  await connection.steps.getByText("Running").waitFor();
  await take(page, "test-running");
  await page.getByRole("button", { name: "Cancel the test" }).click();
  await page.getByText("The test was cancelled").waitFor();
  await take(page, "test-cancelled");
  await practice.clearFaults();

  await practice.fault({ service: "basecamp", at: "api", kind: "html", times: 0 });
  await connection.test.click();
  await connection.failed.waitFor();
  await take(page, "test-failed");
  await takeNarrow(page, "test-failed");
  await practice.clearFaults();
  await connection.test.click();
  await connection.expectPassed();
  await connection.rename.click();
  await connection.dialog.waitFor();
  await take(page, "rename");
  await connection.dialog.getByLabel("Tags").fill("live, sales");
  await connection.dialog.getByRole("button", { name: "Save" }).click();
  await connection.dialog.waitFor({ state: "detached" });
  await connection.delete.click();
  await connection.dialog.waitFor();
  await take(page, "delete");
  await page.keyboard.press("Escape");
  await connection.dialog.waitFor({ state: "detached" });
  await practice.revoke("basecamp");
  await connection.test.click();
  await connection.failed.waitFor();
  await take(page, "test-grant-ended");
  await pastTests(page);
  await toHome();
};

/** The tests of a connection over time: one of them, two side by side, all as a table, and when the next one comes. */
const pastTests = async (page: Page): Promise<void> => {
  const past = page.getByRole("region", { name: "Past tests" });
  await past.getByRole("option").last().click();
  await past.getByRole("list", { name: "Steps of the chosen test" }).waitFor();
  await past.getByRole("combobox", { name: "Test on a schedule" }).click();
  await take(page, "past-tests-schedule");
  await page.getByRole("option", { name: "Every day" }).click();
  await past.getByText("It is not tested on schedule until somebody signs in again.").waitFor();
  await take(page, "past-tests");
  await takeNarrow(page, "past-tests");
  await takePartForDocs("past-tests", past);
  await past.getByText("Show as a table").click();
  await take(page, "past-tests-table");
  await past.getByText("Compare two").click();
  await past.getByRole("table", { name: "Two tests compared" }).waitFor();
  await take(page, "past-tests-compared");
  await takeNarrow(page, "past-tests-compared");
};
