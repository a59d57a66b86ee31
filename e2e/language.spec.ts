import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";

test("an error that is on the screen follows the language", async ({ page, practice }) => {
  await practice.fault({ service: "basecamp", at: "api", kind: "html", times: 0 });
  const connection = await makeConnection(page, "Basecamp");
  await expect(connection.failed).toBeVisible();
  await page.getByText("日本語").click();
  await expect(page.getByText("この接続は使えません")).toBeVisible();
  await expect(page.getByText("JSON ではなく Web ページ").first()).toBeVisible();
});

test("a reload keeps the place, the language and the look", async ({ page }) => {
  await makeConnection(page, "Basecamp");
  await page.getByText("日本語").click();
  await page.locator("html[lang=ja]").waitFor();
  await page.getByTitle("ダーク").click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Basecamp" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByTitle("ライト").click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "light");
});

test.describe("with a system in Japanese and dark", () => {
  test.use({ locale: "ja-JP", colorScheme: "dark" });

  test("the screens follow the system at first", async ({ page }) => {
    await expect(page.getByText("接続はまだありません")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "ja");
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  });

  test("the whole job speaks Japanese, the service and the last tab included", async ({ page }) => {
    await expect(page.locator("html")).toHaveAttribute("lang", "ja");
    await expect(page).toHaveTitle("接続 · Keyferry");
    await expect(page.getByText("接続はまだありません")).toBeVisible();

    await page.getByRole("button", { name: "新しい接続" }).click();
    await page.getByRole("button", { name: "Basecamp", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Basecamp に接続" })).toBeVisible();
    await expect(page.getByText("Basecamp 3 / 4 は V3、Basecamp 2 は V2 を指定します。")).toBeVisible();
    await page.getByRole("button", { name: "接続", exact: true }).click();

    const tab = await page.context().newPage();
    await tab.goto((await page.getByRole("link", { name: "ここでページを開く" }).getAttribute("href")) ?? "");
    await tab.getByRole("button", { name: "許可する" }).click();
    await expect(tab.getByRole("heading", { name: "このタブを閉じてください" })).toBeVisible();

    await expect(page.getByText(/^接続は正常です/)).toBeVisible();
    const steps = page.getByRole("list", { name: "テストの手順" }).getByRole("listitem");
    await expect(steps).toHaveCount(5);
    await expect(steps.filter({ hasText: "成功" })).toHaveCount(5);
    await expect(
      page.getByText("Hana Mori（hana@kumo.example）として接続しています。アカウント: Kumo Design Works"),
    ).toBeVisible();

    await page.getByRole("button", { name: "エクスポート" }).click();
    await expect(page.getByRole("dialog", { name: "「Basecamp」をエクスポート" })).toBeVisible();
    await page.getByRole("dialog").getByText("パスフレーズを知っている人").click();
    await page.getByRole("button", { name: "候補を生成" }).click();
    await page.getByRole("button", { name: "ファイルを作成" }).click();
    // A passphrase costs a second of work by design, and more where others work too.
    await expect(page.getByText("サーバーで接続をテストします。")).toBeVisible({ timeout: 40_000 });
  });
});

test("going back in the browser's history ends a sign-in under way", async ({ page }) => {
  await page.getByRole("button", { name: "New connection" }).click();
  await page.getByRole("button", { name: "Basecamp", exact: true }).click();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await consentPage(page).open.waitFor();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
