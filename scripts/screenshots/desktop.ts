import type { Page } from "@playwright/test";
import { type Desktop, startDesktop } from "../../e2e/desktop/program.ts";
import { makeFolder, removeFolder } from "../../e2e/support/program.ts";
import { snap } from "./camera.ts";

const passphrase = "harbour light nine";

/** Light and dark; the language is that of the system. */
const takeLooks = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await snap(page, `${name}-${colorScheme}`);
  }
};

const inFolder = async (take: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await makeFolder();
  await take(folder);
  await removeFolder(folder);
};

/** Starts the program with this keychain, takes what it shows first, and ends it. */
const startWith = async (
  folder: string,
  keychain: string,
  language: "en" | "ja",
  use: (desktop: Desktop) => Promise<void>,
): Promise<void> => {
  const words = language === "ja" ? { LANG: "ja_JP.UTF-8", LANGUAGE: "ja" } : {};
  const desktop = await startDesktop(folder, { KEYFERRY_STANDIN_KEYCHAIN: keychain, ...words }, { practice: false });
  await desktop.page.getByRole("heading", { level: 1 }).waitFor();
  await use(desktop);
  await desktop.quit();
};

/** The gate of the key: to decide, to unlock, and a keychain that is lost. Then the window with its settings. */
export const takeDesktop = async (): Promise<void> => {
  for (const language of ["ja", "en"] as const) {
    await inFolder(async (folder) => {
      await startWith(folder, "basic_text", language, async ({ page }) => {
        await takeLooks(page, `gate-decide-${language}`);
        const [first, again] = [
          page.locator('input[type="password"]').nth(0),
          page.locator('input[type="password"]').nth(1),
        ];
        await first.fill(passphrase);
        await again.fill(passphrase);
        await page.locator('button[type="submit"]').click();
        await page.locator('a[href="#/settings"]').waitFor();
      });
      await startWith(folder, "basic_text", language, ({ page }) => takeLooks(page, `gate-unlock-${language}`));
    });
    await inFolder(async (folder) => {
      await startWith(folder, "gnome_libsecret", language, async ({ page }) => {
        await page.locator('a[href="#/settings"]').waitFor();
        await takeLooks(page, `window-home-${language}`);
        await page.locator('a[href="#/settings"]').click();
        await page.getByRole("heading", { level: 1, name: language === "ja" ? "設定" : "Settings" }).waitFor();
        await takeLooks(page, `window-settings-${language}`);
      });
      await startWith(folder, "none", language, ({ page }) => takeLooks(page, `gate-lost-${language}`));
    });
  }
};
