import { expect, test } from "./fixtures.ts";

test("the first screen says how the machine's key is kept, and what that is worth", async ({ page }) => {
  const summary = page.getByText(/^This machine's key is in the file .*identity\.txt$/);
  const strength = page.getByText("A file that only this user can read.");
  await expect(summary).toBeVisible();
  await expect(strength).toBeHidden();
  await summary.click();
  await expect(strength).toBeVisible();
  await expect(page.getByRole("button", { name: /^Move into/ })).toHaveCount(0);
});
