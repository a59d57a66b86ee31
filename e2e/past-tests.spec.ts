import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { expectNoBarriers } from "./support/barriers.ts";
import { readCatalog } from "./support/list.ts";

test("past tests are chosen with the keys alone, two of them compared, and more come by themselves", async ({
  page,
  practice,
  served,
}) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await practice.revoke("basecamp");
  await connection.expectFailureAt("Identity", /has ended this grant/);

  const past = page.getByRole("region", { name: "Past tests" });
  const columns = past.getByRole("option");
  await expect(columns).toHaveCount(2);
  await columns.last().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(columns.first()).toBeFocused();
  await page.keyboard.press("Enter");
  const steps = past.getByRole("list", { name: "Steps of the chosen test" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "Passed" })).toHaveCount(5);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(columns.last()).toHaveAttribute("aria-selected", "true");
  await expect(steps.nth(3)).toContainText("Basecamp has ended this grant.");
  await steps
    .nth(3)
    .getByText(/^2 requests/)
    .click();
  await expect(steps.nth(3).getByRole("table", { name: "Requests" })).toContainText(/GET .*401.*POST /s);

  await past.getByText("Compare two").click();
  await expect(past.getByText("They part at “Identity”: Passed → Failed")).toBeVisible();
  const compared = past.getByRole("table", { name: "Two tests compared" });
  await expect(compared.getByRole("row", { name: /^Identity/ })).toContainText(/Passed.*Failed/s);
  await expect(compared.getByRole("list", { name: "Requests that differ" })).toContainText(/GET .*: 200 → 401/);
  await expectNoBarriers(page, "two tests compared");

  await past.getByRole("combobox", { name: "Test on a schedule" }).click();
  await page.getByRole("option", { name: "Every day" }).click();
  await expect.poll(async () => (await readCatalog(served.home)).Connections).toMatchObject([{ testEvery: "day" }]);
});
