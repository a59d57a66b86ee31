import { homePage } from "../pages/home.ts";
import { expect, test } from "./fixtures.ts";

test("the window opens at the home screen, under the program's name", async ({ desktop: { app }, page }) => {
  await expect(page.getByText("No connections yet")).toBeVisible();
  await expect(homePage(page).newConnection).toBeVisible();
  await expect(page).toHaveTitle(/Keyferry$/);
  const window = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((each) => ({
      visible: each.isVisible(),
      url: each.webContents.getURL(),
      title: each.getTitle(),
      size: each.getSize(),
    })),
  );
  expect(window).toEqual([
    { visible: true, url: expect.stringMatching(/^app:\/\/keyferry\//), title: await page.title(), size: [1200, 800] },
  ]);
});

test("the page has one port to the program, and nothing of Node or Electron", async ({ page }) => {
  const found = await page.evaluate(() => {
    const names = ["require", "process", "module", "global", "Buffer", "electron", "__dirname", "ipcRenderer"];
    const port = (window as unknown as { keyferryPort: object }).keyferryPort;
    return {
      ofNode: names.filter((name) => name in window),
      ofKeyferry: Object.keys(window).filter((name) => /keyferry|electron|ipc|standin|playwright/i.test(name)),
      port: Object.entries(port).map(([name, value]) => [name, typeof value]),
      canBeReplaced: Object.getOwnPropertyDescriptor(window, "keyferryPort")?.writable,
      canBeChanged: !Object.isFrozen(port),
    };
  });
  expect(found).toEqual({
    ofNode: [],
    ofKeyferry: ["keyferryPort"],
    port: [
      ["postMessage", "function"],
      ["addEventListener", "function"],
    ],
    canBeReplaced: false,
    canBeChanged: false,
  });
});

test("a page that the window is led to is not shown, and no second window opens", async ({ desktop, page }) => {
  await homePage(page).newConnection.waitFor();
  const before = await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  await page.evaluate(() => {
    window.open("https://elsewhere.example/opened");
    window.open("file:///etc/passwd");
    location.href = "https://elsewhere.example/led";
  });
  await expect.poll(() => desktop.opened()).toEqual(["https://elsewhere.example/opened"]);
  await expect(homePage(page).newConnection).toBeVisible();
  const after = await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((each) => each.webContents.getURL()),
  );
  expect(after).toEqual([before]);
});

test("closing the window leaves the program in the tray, from where it opens again; quitting ends it with status 0", async ({
  desktop,
}) => {
  const { app } = desktop;
  const child = app.process();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await desktop.page.close();
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  const opening = app.waitForEvent("window");
  await app.evaluate(({ app: program }) => program.emit("activate"));
  await expect(homePage(await opening).newConnection).toBeVisible();
  await app.evaluate(({ app: program }) => program.quit());
  expect(await ended).toBe(0);
});
