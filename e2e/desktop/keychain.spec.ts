import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { homePage } from "../pages/home.ts";
import { answerDialogs, askedInDialogs } from "./dialogs.ts";
import { expect, test } from "./fixtures.ts";
import { startDesktop } from "./program.ts";
import { runtime } from "./runtime.ts";

// The keychain of the stand-in is chosen by a variable; a real one is this machine's own.
test.skip(runtime.isReal, "Only the stand-in's keychain can be taken away.");

const start = (folder: string, keychain: string) =>
  startDesktop(folder, { KEYFERRY_STANDIN_KEYCHAIN: keychain }, { practice: false });

const saidInDialog = async (app: ElectronApplication) => (await askedInDialogs(app)).map(({ message }) => message);

const passphrase = "harbour light nine";

test("without a keychain a person decides, once: a passphrase, which each start asks for", async ({
  folder,
  watch,
}) => {
  watch.plant("the passphrase", passphrase);
  const first = await start(folder, "basic_text");
  await expect(first.page.getByRole("heading", { name: "How shall your key be kept?" })).toBeVisible();
  await expect(first.page.getByText("a key that everybody knows")).toBeVisible();
  await first.page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  const keep = first.page.getByRole("button", { name: "Keep the key this way" });
  await expect(keep).toBeDisabled();
  await first.page.getByLabel("The same once more").fill(passphrase);
  await keep.click();
  await expect(homePage(first.page).newConnection).toBeVisible({ timeout: 30_000 });
  await first.quit();
  expect(await readFile(join(first.home, "identity.txt"), "utf8")).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);

  const second = await start(folder, "basic_text");
  await expect(second.page.getByRole("heading", { name: "Open your connections" })).toBeVisible();
  await second.page.getByLabel("Passphrase", { exact: true }).fill("another one");
  await second.page.getByRole("button", { name: "Open" }).click();
  await expect(second.page.getByRole("alert")).toContainText("does not open", { timeout: 30_000 });
  await second.page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await second.page.getByRole("button", { name: "Open" }).click();
  await expect(homePage(second.page).newConnection).toBeVisible({ timeout: 30_000 });
  await second.quit();
});

test("a lost keychain is explained, and the recovery code, which no screen ever held, brings the key back", async ({
  folder,
  watch,
}) => {
  watch.plant("the passphrase", passphrase);
  const first = await start(folder, "gnome_libsecret");
  await expect(first.page.getByText("You have no recovery code yet")).toBeVisible();
  const recipient = await first.page.evaluate(() => document.body.innerText).then(() => readRecipient(first.home));
  await answerDialogs(first.app, 0);
  await first.page.getByRole("button", { name: "Make a recovery code" }).click();
  await expect(first.page.getByText("You have no recovery code yet")).toBeHidden();
  const [code = ""] = await saidInDialog(first.app);
  expect(code).toMatch(/^(\w{4}-){5}\w{4}$/);
  watch.plant("the recovery code", code);
  await first.quit();

  const second = await start(folder, "none");
  await expect(second.page.getByRole("heading", { name: "The keychain does not open your key" })).toBeVisible();
  await second.page.getByRole("textbox", { name: "Recovery code" }).fill("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");
  await second.page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await second.page.getByLabel("The same once more").fill(passphrase);
  await second.page.getByRole("button", { name: "Open with the recovery code" }).click();
  await expect(second.page.getByText("This recovery code does not open the key.")).toBeVisible();
  await second.page.getByRole("textbox", { name: "Recovery code" }).fill(code.toLowerCase());
  await second.page.getByRole("button", { name: "Open with the recovery code" }).click();
  await expect(homePage(second.page).newConnection).toBeVisible({ timeout: 30_000 });
  await second.page.getByRole("link", { name: "Settings" }).click();
  await expect(second.page.getByText(recipient)).toBeVisible();
  await second.quit();
});

const readRecipient = async (home: string): Promise<string> =>
  JSON.parse(await readFile(join(home, "identity.txt"), "utf8")).Recipient;
