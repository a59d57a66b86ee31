import { expect, test } from "./fixtures.ts";
import { makeTwelve } from "./flows.ts";
import { speak } from "./support/barriers.ts";

test("testing several shows how far it is, on other screens too, and is cancelled", async ({
  page,
  practice,
  served,
}) => {
  const home = await makeTwelve(page, served.home, "Basecamp");
  await practice.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 50_000, times: 0 });
  await page.getByRole("checkbox", { name: "Select Basecamp" }).check();
  const actions = page.getByRole("toolbar", { name: "Actions for the selected connections" });
  await actions.getByRole("button", { name: "Select all 12" }).click();
  await actions.getByRole("button", { name: "Test" }).click();

  const bar = page.getByRole("group", { name: "Testing several connections" });
  await expect(bar.getByText("Tested: 0 of 12").first()).toBeVisible();
  const cancel = bar.getByRole("button", { name: "Cancel the tests" });
  await expect(cancel).toBeFocused();
  await expect(actions).toBeHidden();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(bar.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "0");
  await cancel.click();
  await expect(page.getByText("Cancelled: 0 of 12 tested, 0 passed")).toBeVisible();
  await expect(bar).toBeHidden();
  await page.getByRole("link", { name: "Keyferry" }).click();
  await expect(home.list.getByText("Testing…")).toHaveCount(0);
});

test("a note hides nothing of what can be done with those selected, and speaks the language that is chosen", async ({
  page,
  practice,
  served,
}) => {
  await makeTwelve(page, served.home, "Basecamp");
  await practice.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 50_000, times: 0 });
  await page.getByRole("checkbox", { name: "Select Basecamp" }).check();
  const actions = page.getByRole("toolbar", { name: "Actions for the selected connections" });
  await actions.getByRole("button", { name: "Test" }).click();
  await page.getByRole("button", { name: "Cancel the tests" }).click();
  const note = page.getByRole("alert").filter({ hasText: "Cancelled: 0 of 1 tested" });
  await expect(note).toBeVisible();
  await expect(actions).toBeVisible();
  // It stays for as long as the pointer is over it.
  await note.hover();
  for (const width of [700, 1200]) {
    await page.setViewportSize({ width, height: 700 });
    const [above, below] = [await note.boundingBox(), await actions.boundingBox()];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  }
  await speak(page, "ja");
  await expect(page.getByRole("alert")).toContainText("中止しました。1 件中 0 件をテストし、0 件成功しました");
  await page.getByRole("alert").getByRole("button", { name: "閉じる" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
