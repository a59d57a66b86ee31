import { expect, test } from "./fixtures.ts";
import { makeConnection, makeTwelve } from "./flows.ts";
import { homePage } from "./pages/home.ts";
import { manyConnections } from "./support/list.ts";

test("several are chosen, tested together, deleted, and brought back by Undo", async ({ page, served }) => {
  const home = await makeTwelve(page, served.home, "Kumo");

  await home.filter.fill("catalogue");
  const found = 2;
  await expect(home.rows).toHaveCount(found);
  await page
    .getByRole("checkbox", { name: /^Select Catalogue/ })
    .first()
    .check();
  await page.getByRole("button", { name: `Select all ${found}` }).click();
  const actions = page.getByRole("toolbar", { name: "Actions for the selected connections" });
  await actions.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText(`${found} of ${found} tests passed`)).toBeVisible();

  await actions.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText(`${found} connections deleted`)).toBeVisible();
  await expect(home.rows).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(home.rows).toHaveCount(found);
  await page.reload();
  await expect(home.rows).toHaveCount(found);
});

test("a tag is given beside the name, shown in the list, and filtered by", async ({ page, served }) => {
  const connection = await makeConnection(page, "Basecamp", { name: "Kumo" });
  await manyConnections(served.home, 10);
  await connection.rename.click();
  await connection.dialog.getByLabel("Tags").fill("live, sales");
  await connection.dialog.getByRole("button", { name: "Save" }).click();
  await connection.dialog.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Keyferry" }).click();
  const home = homePage(page);
  await expect(home.row("Kumo").filter({ hasText: "sales" })).toHaveCount(1);
  await page.getByRole("button", { name: "Tag: All" }).click();
  await page.getByRole("menuitemcheckbox", { name: /^sales/ }).click();
  await page.keyboard.press("Escape");
  await expect(home.rows).toHaveCount(1);
});
