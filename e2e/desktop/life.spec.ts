import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { makeConnection } from "../flows.ts";
import { consentPage } from "../pages/consent.ts";
import { exportDialog } from "../pages/export.ts";
import { homePage } from "../pages/home.ts";
import { practiceAt } from "../support/practice.ts";
import { expect, test } from "./fixtures.ts";
import { effects, startAgain, startDesktop } from "./program.ts";
import { runtime } from "./runtime.ts";

const choose = (app: ElectronApplication, id: string) =>
  app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);

test("menus lead to places, and change look, language and size at once and for good", async ({
  desktop,
  folder,
  page,
}) => {
  const { app } = desktop;
  await homePage(page).newConnection.waitFor();
  await choose(app, "new");
  await expect(page.getByRole("heading", { name: "New connection" })).toBeVisible();
  await choose(app, "palette");
  await page.getByPlaceholder("Connection, service, or what to do").fill("backlog");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /Backlog/ })).toBeVisible();
  await choose(app, "theme-dark");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await choose(app, "language-ja");
  await choose(app, "settings");
  await expect(page.getByRole("heading", { name: "設定" })).toBeVisible();
  await choose(app, "zoom-in");
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor()))
    .toBeCloseTo(1.1);
  const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  expect(labels).toEqual(["ファイル", "編集", "表示", "ウィンドウ", "ヘルプ"]);
  await desktop.quit();

  const again = await startDesktop(folder);
  await expect(again.page.getByRole("heading", { name: "接続", exact: true })).toBeVisible();
  await expect(again.page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await again.quit();
});

test("the window opens where it was closed, as large as it was", async ({ desktop, folder, page }) => {
  await homePage(page).newConnection.waitFor();
  await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 900, height: 640 }),
  );
  await desktop.quit();
  const again = await startDesktop(folder);
  const bounds = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: 900, height: 640 });
  await again.quit();
});

test("a link leads a running program to a place, and to nothing else", async ({ folder, page }) => {
  await homePage(page).newConnection.waitFor();
  expect(await startAgain(folder, ["keyferry://new/basecamp"])).toMatchObject({ status: 0 });
  await expect(page.getByRole("heading", { name: /Basecamp/ })).toBeVisible();
  await startAgain(folder, ["keyferry://connections/x/delete?all=1"]);
  await expect(homePage(page).heading).toBeVisible();
});

test("open at login is off until a person wants it", async ({ desktop, page }) => {
  test.skip(runtime.isReal, "The login items of this machine are left alone.");
  await page.getByRole("link", { name: "Settings" }).click();
  const wanted = page.getByRole("switch", { name: "Open at login" });
  await expect(wanted).not.toBeChecked();
  await wanted.press("Space");
  await expect(wanted).toBeChecked();
  expect((await effects(desktop.app)).filter(({ what }) => what === "app.setLoginItemSettings")).toEqual([
    { what: "app.setLoginItemSettings", values: [{ openAtLogin: true }] },
  ]);
});

test("a connection string from the clipboard waits for its service, and fills the form", async ({ desktop, page }) => {
  await homePage(page).newConnection.waitFor();
  await desktop.app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText("Schema=V3;OAuthClientId=from-clipboard;InitiateOAuth=GETANDREFRESH");
  });
  await choose(desktop.app, "paste-string");
  await expect(page.getByText("From the clipboard: Schema, OAuthClientId, InitiateOAuth.")).toBeVisible();
  await homePage(page).service("Basecamp").click();
  await expect(page.getByText("Filled: Schema, OAuthClientId, InitiateOAuth")).toBeVisible();
});

test("an exported file is dragged out of the window, and dropped into it, it is taken in", async ({
  desktop,
  page,
  personsBrowser,
  watch,
}) => {
  test.skip(runtime.isReal, "A drag of the real desktop cannot be read.");
  watch.plant("the passphrase", "harbour light nine");
  const connection = await makeConnection(page, "Basecamp", { browser: personsBrowser });
  await connection.expectPassed();
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.toPassphrase.click();
  await dialog.passphrase.fill("harbour light nine");
  await dialog.dialog.getByLabel("Passphrase once more").fill("harbour light nine");
  await dialog.make.click();
  const grip = page.getByRole("button", { name: "Drag the file from here" });
  await grip.dispatchEvent("dragstart");
  const dragged = async () => (await effects(desktop.app)).find(({ what }) => /startDrag/.test(what));
  await expect.poll(dragged).toBeDefined();
  const [{ file }] = ((await dragged())?.values ?? []) as [{ file: string }];
  expect(file).toMatch(/OAuthSettings\.txt$/);
  const content = await readFile(file, "utf8");
  expect(content).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  await dialog.done.click();

  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "OAuthSettings.txt"));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true, bubbles: true }));
  }, content);
  await page.getByLabel("Passphrase of the file").fill("harbour light nine");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("button", { name: "Add", exact: true })).toBeHidden({ timeout: 30_000 });
  await page.getByRole("link", { name: "Keyferry" }).click();
  await expect(homePage(page).rows).toHaveCount(2);
});

test("the tray says at a glance who is needed where, and leads there", async ({ desktop, folder, page }) => {
  test.skip(runtime.isReal, "The real tray cannot be read.");
  await homePage(page).newConnection.waitFor();
  const tray = (app: ElectronApplication) =>
    app.evaluate((electron) => {
      const { record } = (electron as unknown as StandIn).__standin;
      const [now] = (record.find(({ what }) => what === "tray.new")?.values ?? []) as TrayNow[];
      return {
        toolTip: now?.toolTip,
        lines: now?.menu?.items.map(({ label, type }) => (type === "separator" ? "-" : label)),
      };
    });
  await expect.poll(async () => (await tray(desktop.app)).toolTip).toBe("Keyferry: No connections yet");
  await desktop.quit();
  const id = "6950dc07-9513-4202-8c1e-434a39f237f3";
  const lost = { id, service: "basecamp", name: "Studio", createdAt: 1, properties: {} };
  await writeFile(join(desktop.home, "catalog.json"), JSON.stringify({ Format: 1, Connections: [lost] }));

  const again = await startDesktop(folder);
  await expect
    .poll(async () => (await tray(again.app)).lines)
    .toEqual([
      "1 connection needs attention",
      expect.stringMatching(/^Studio – /),
      "-",
      "Open Keyferry",
      "New Connection…",
      "-",
      "Quit Keyferry",
    ]);
  await again.app.evaluate((electron) => {
    const { record } = (electron as unknown as StandIn).__standin;
    const [now] = (record.find(({ what }) => what === "tray.new")?.values ?? []) as TrayNow[];
    now?.menu?.items[1]?.click();
  });
  await expect(again.page.getByRole("heading", { name: "Studio" })).toBeVisible();
  await again.quit();
});

interface TrayNow {
  readonly toolTip: string;
  readonly menu: { readonly items: readonly { label: string; type: string; click: () => void }[] } | null;
}

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly emit: (event: string) => void;
}

interface StandIn {
  readonly __standin: { readonly record: readonly { readonly what: string; readonly values: readonly unknown[] }[] };
}

test("a grant that was withdrawn is told by a notification, which opens the connection", async ({
  desktop,
  page,
  personsBrowser,
}) => {
  test.skip(runtime.isReal, "The real desktop's notifications cannot be read.");
  await homePage(page).begin("Basecamp");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect.poll(() => desktop.opened()).toHaveLength(1);
  const [address = ""] = await desktop.opened();
  const practice = practiceAt(new URL(address).origin);
  await practice.set({ services: { basecamp: { accessTokenLifetime: 60 } } });
  await consentPage(page, personsBrowser).allow();
  await expect(page.getByRole("heading", { level: 1, name: "Basecamp" })).toBeVisible();
  await practice.revoke("basecamp");
  await page.getByRole("link", { name: "Keyferry" }).click();
  await expect
    .poll(async () => (await effects(desktop.app)).filter(({ what }) => what === "notification.show").length, {
      timeout: 75_000,
    })
    .toBe(1);
  const told = await desktop.app.evaluate((electron) => {
    const { record } = (electron as unknown as StandIn).__standin;
    const [shown] = (record.find(({ what }) => what === "notification.show")?.values ?? []) as Shown[];
    shown?.emit("click");
    return { title: shown?.title, body: shown?.body };
  });
  expect(told.title).toBe("Basecamp needs your consent");
  expect(told.body).toContain("ended this grant");
  await expect(page.getByRole("heading", { level: 1, name: "Basecamp" })).toBeVisible();
});

test("a damaged list is told of, and made again from the settings files", async ({
  desktop,
  folder,
  page,
  personsBrowser,
}) => {
  const connection = await makeConnection(page, "Basecamp", { browser: personsBrowser });
  await connection.expectPassed();
  await desktop.quit();
  await writeFile(join(desktop.home, "catalog.json"), '{"Format":1,"Conn');
  const again = await startDesktop(folder);
  await expect(again.page.getByText("The list of connections was damaged, and was made again")).toBeVisible();
  await expect(homePage(again.page).rows).toHaveCount(1);
  await again.quit();
  expect((await readdir(desktop.home)).filter((name) => name.includes("damaged"))).toHaveLength(1);
});
