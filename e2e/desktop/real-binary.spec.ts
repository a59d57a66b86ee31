import { homePage } from "../pages/home.ts";
import { expect, test } from "./fixtures.ts";

// What only the real binary can show. On the stand-in these are skipped, and counted.

test("the screens have the origin app://keyferry", { tag: "@real-only" }, async ({ page }) => {
  await homePage(page).newConnection.waitFor();
  expect(await page.evaluate(() => ({ origin: location.origin, secure: isSecureContext }))).toEqual({
    origin: "app://keyferry",
    secure: true,
  });
});

test("the keychain, where there is one, wraps what it gives back", { tag: "@real-only" }, async ({
  desktop: { app },
}) => {
  const found = await app.evaluate(async ({ safeStorage }) => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined;
    const encrypted = await safeStorage.encryptStringAsync("a word for the keychain");
    const { result } = await safeStorage.decryptStringAsync(encrypted);
    return { result, isOpen: encrypted.includes("a word for the keychain") };
  });
  test.skip(found === undefined, "This desktop session has no keychain.");
  expect(found).toEqual({ result: "a word for the keychain", isOpen: false });
});

test("the page runs in a sandboxed process", { tag: "@real-only" }, async ({ desktop: { app }, page }) => {
  test.skip(process.platform === "linux" && process.getuid?.() === 0, "Chromium has no sandbox for root.");
  await homePage(page).newConnection.waitFor();
  const preferences = await app.evaluate(({ app: program, BrowserWindow }) => ({
    // Undocumented, and the only place where the effective preferences can be read.
    windows: BrowserWindow.getAllWindows().map(({ webContents }) =>
      (webContents as unknown as { getLastWebPreferences: () => object }).getLastWebPreferences(),
    ),
    renderers: program.getAppMetrics().filter(({ type }) => type === "Tab").length,
  }));
  expect(preferences.windows).toEqual([
    expect.objectContaining({ sandbox: true, contextIsolation: true, nodeIntegration: false }),
  ]);
  expect(preferences.renderers).toBe(1);
});
