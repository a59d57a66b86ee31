import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connectionPage } from "../pages/connection.ts";
import { consentPage } from "../pages/consent.ts";
import { exportDialog } from "../pages/export.ts";
import { formPage } from "../pages/form.ts";
import { homePage } from "../pages/home.ts";
import { freePort } from "../support/ports.ts";
import { practiceAt } from "../support/practice.ts";
import { expect, test } from "./fixtures.ts";

// Every desktop test is watched (fixtures.ts). Here is shown what the watch sees: what a person types,
// on its one way, and a secret wherever the program might let one out.

const canary = (): string => `${crypto.randomUUID().replaceAll("-", "Z")}+/"&é<`;

test("what a person types goes to the main process once, and no secret ever comes to the window", async ({
  desktop,
  page,
  personsBrowser,
  watch,
}) => {
  const secret = watch.plant("the client secret", canary());
  const passphrase = watch.plant("the passphrase", canary());
  const app = { OAuthClientId: "harbour-app", CallbackURL: `http://localhost:${await freePort()}/done` };
  const form = formPage(page);
  const connection = connectionPage(page);

  await homePage(page).begin("Basecamp");
  await form.ownApp.check();
  for (const [name, value] of Object.entries({ ...app, OAuthClientSecret: secret })) await form.field(name).fill(value);
  await form.connect.click();
  await expect.poll(() => desktop.opened()).toHaveLength(1);
  const practice = practiceAt(new URL((await desktop.opened())[0] ?? "").origin);
  await practice.register("basecamp", { ...app, OAuthClientSecret: secret });
  await consentPage(page, personsBrowser).allow();
  await connection.expectPassed();
  await watch.look(desktop);

  const dialog = exportDialog(page);
  await connection.export.click();
  await dialog.copy.check();
  await dialog.toPassphrase.click();
  await dialog.passphrase.fill(passphrase);
  await dialog.dialog.getByLabel("Passphrase once more").fill(passphrase);
  await dialog.make.click();
  // The file is sealed and opened again: a passphrase is made to take its time.
  await expect(dialog.ready).toBeVisible({ timeout: 60_000 });
  await dialog.done.click();
  await practice.revoke("basecamp");
  await connection.test.click();
  await expect(connection.failed).toBeVisible();
  await watch.look(desktop);

  const { typed, seen } = await watch.leaks();
  expect(new Set(typed.map(({ secret: name }) => name))).toEqual(new Set(["the client secret", "the passphrase"]));
  expect(new Set(typed.map(({ place }) => place))).toEqual(new Set(["from the page: keyferry"]));
  expect(seen.places, "everything was seen").toBeGreaterThan(60);
  expect(seen.secrets).toBeGreaterThan(14);
});

test("a secret is found wherever the program lets one out", async ({ desktop, page, watch }) => {
  await homePage(page).newConnection.waitFor();
  const secret = canary();
  const logs = await desktop.app.evaluate(async (electron, leaked) => {
    const { app, BrowserWindow, ipcMain, Menu, Notification, shell, Tray, nativeImage } = electron;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.send("elsewhere", { leaked });
    contents?.send("elsewhere", new TextEncoder().encode(leaked));
    ipcMain.emit("elsewhere", {}, leaked);
    Menu.buildFromTemplate([{ label: "File", submenu: [{ label: leaked }] }]);
    new Tray(nativeImage.createEmpty()).setToolTip(leaked);
    new Notification({ title: "Title", body: leaked }).show();
    await shell.openExternal(`https://guide.example/?a=${encodeURIComponent(leaked)}`);
    process.stdout.write(`${leaked}\n`);
    return app.getPath("logs");
  }, secret);
  await mkdir(logs, { recursive: true });
  await appendFile(join(logs, "keyferry.log"), `a line with ${secret}\n`);
  await writeFile(join(desktop.userData, "left.json"), JSON.stringify({ secret }));
  await writeFile(join(desktop.home, "catalog.txt"), Buffer.from(secret, "utf16le"));
  await page.evaluate((leaked) => {
    localStorage.setItem("left", leaked);
    sessionStorage.setItem("left", leaked);
    // biome-ignore lint/suspicious/noConsole: that is what leaks
    console.info(leaked);
    document.body.append(leaked);
  }, secret);
  await desktop.app.evaluate((_electron, leaked) => {
    const { spawn } = process.getBuiltinModule("node:child_process");
    // Long enough to be seen among the processes.
    spawn(process.execPath, ["-e", "setTimeout(() => {}, 4000)", leaked], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    });
  }, secret);
  await watch.look(desktop);

  const { leaks } = await watch.leaks([{ name: "what was let out on purpose", value: secret }]);
  expect([...new Set(leaks.map(({ place }) => place))].toSorted()).toEqual(
    expect.arrayContaining([
      "a menu",
      "a notification",
      "a process: words and environment",
      "addresses for the browser",
      "console",
      "file /practice/catalog.txt",
      "file /left.json",
      "from the page: elsewhere",
      "page: accessibility tree",
      "page: document",
      "page: document, while it changed",
      "page: local storage",
      "page: session storage",
      "page: text",
      "processes",
      "the program's output",
      "the tray",
      "to the page: elsewhere",
      expect.stringMatching(/^file .*keyferry\.log$/),
    ]),
  );
  expect(leaks.every(({ secret: name }) => name === "what was let out on purpose")).toBe(true);
});
