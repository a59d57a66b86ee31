import { expectNoBarriersInBothLooks } from "../support/barriers.ts";
import { answerDialogs } from "./dialogs.ts";
import { expect, test } from "./fixtures.ts";
import { startDesktop } from "./program.ts";
import { runtime } from "./runtime.ts";

// The keychain of the stand-in is chosen by a variable; a real one is this machine's own.
test.skip(runtime.isReal, "Only the stand-in's keychain can be taken away.");

const languages = [
  {
    name: "English",
    environment: { LANG: "en_US.UTF-8", LANGUAGE: "en_US" },
    decide: "How shall your key be kept?",
    unlock: "Open your connections",
    lost: "The keychain does not open your key",
    again: "The same once more",
    keep: "Keep the key this way",
    settings: "Settings",
    makeCode: "Make a recovery code",
    code: "Recovery code",
    newConnection: "New connection",
  },
  {
    name: "Japanese",
    environment: { LANG: "ja_JP.UTF-8", LANGUAGE: "ja_JP" },
    decide: "鍵の保管方法を選んでください",
    unlock: "接続を開く",
    lost: "キーチェーンで鍵を開けません",
    again: "もう一度入力",
    keep: "この方法で保管",
    settings: "設定",
    makeCode: "回復コードを作成",
    code: "回復コード",
    newConnection: "新しい接続",
  },
] as const;

const passphrase = "harbour light nine";

for (const { name, environment, ...words } of languages) {
  const start = (folder: string, keychain: string) =>
    startDesktop(folder, { ...environment, KEYFERRY_STANDIN_KEYCHAIN: keychain }, { practice: false });

  test(`what asks for the key is open to everybody, in ${name}`, async ({ folder, watch }) => {
    watch.plant("the passphrase", passphrase);
    const first = await start(folder, "basic_text");
    await expect(first.page.getByRole("heading", { name: words.decide })).toBeVisible();
    const fields = first.page.locator("input[type=password]");
    await fields.first().fill("short");
    await expectNoBarriersInBothLooks(first.page, "key, undecided");
    await fields.first().fill(passphrase);
    await first.page.getByLabel(words.again).fill(passphrase);
    await first.page.getByRole("button", { name: words.keep }).click();
    await expect(first.page.getByRole("button", { name: words.newConnection }).first()).toBeVisible({
      timeout: 30_000,
    });
    await first.quit();

    const second = await start(folder, "basic_text");
    await expect(second.page.getByRole("heading", { name: words.unlock })).toBeVisible();
    await second.page.locator("input[type=password]").fill("another one");
    await second.page.keyboard.press("Enter");
    await expect(second.page.getByRole("alert")).toBeVisible({ timeout: 30_000 });
    await expectNoBarriersInBothLooks(second.page, "key, locked, refused");
    await second.quit();
  });

  test(`the settings and a lost keychain are open to everybody, in ${name}`, async ({ folder }) => {
    const first = await start(folder, "gnome_libsecret");
    await first.page.getByRole("link", { name: words.settings }).click();
    const makeCode = first.page.getByRole("button", { name: words.makeCode });
    await expect(makeCode).toBeVisible();
    await expectNoBarriersInBothLooks(first.page, "settings");
    await first.quit();

    const second = await start(folder, "none");
    await expect(second.page.getByRole("heading", { name: words.lost })).toBeVisible();
    await expectNoBarriersInBothLooks(second.page, "key, lost, without a recovery code");
    await second.quit();

    const third = await start(folder, "gnome_libsecret");
    await third.page.getByRole("link", { name: words.settings }).click();
    await answerDialogs(third.app, 0);
    await third.page.getByRole("button", { name: words.makeCode }).click();
    await expect(third.page.getByRole("button", { name: words.makeCode, exact: true })).toBeHidden();
    await third.quit();

    const fourth = await start(folder, "none");
    await expect(fourth.page.getByRole("textbox", { name: words.code })).toBeVisible();
    await expectNoBarriersInBothLooks(fourth.page, "key, lost, with a recovery code");
    await fourth.quit();
  });
}
