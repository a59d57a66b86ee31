import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { makeConnection } from "../e2e/flows.ts";
import { connectionPage } from "../e2e/pages/connection.ts";
import { consentPage } from "../e2e/pages/consent.ts";
import { exportDialog } from "../e2e/pages/export.ts";
import { formPage } from "../e2e/pages/form.ts";
import { homePage } from "../e2e/pages/home.ts";
import { manyConnections } from "../e2e/support/list.ts";
import { makeMachine } from "../e2e/support/machine.ts";
import { freePort } from "../e2e/support/ports.ts";
import { practiceAt } from "../e2e/support/practice.ts";
import { makeFolder, removeFolder, startServed } from "../e2e/support/program.ts";
import { ensureChromium } from "./find-chromium.ts";
import { root } from "./run.ts";
import { pictures, take, takeForDocs, takeNarrow, wide } from "./screenshots/camera.ts";
import { takeDesktop } from "./screenshots/desktop.ts";
import { fillHome } from "./screenshots/homes.ts";

// Pictures of every screen, light and dark, in both languages, taken from the served program
// with the practice provider behind it: `npm run screenshots`, then look into screenshots/.
// With `-- --docs`, the two of the documentation are taken anew as well; with `-- --desktop`, the desktop
// program's own screens alone.

const only = process.argv.includes("--desktop");
if (!only) await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });
await takeDesktop();
if (only) process.exit(0);

const folder = await makeFolder();
const served = await startServed(folder);
const practice = practiceAt(served.practice);
const server = await makeMachine(folder);
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

const beginnings = async (page: Page): Promise<void> => {
  await page.getByText("No connections yet").waitFor();
  await take(page, "home-empty");
  await takeNarrow(page, "home-empty");
  await homePage(page).newConnection.click();
  await take(page, "picker");
  await homePage(page).service("Basecamp").click();
  await take(page, "form");
  await takeNarrow(page, "form");
  const form = formPage(page);
  await form.paste("OAuthExpiresIn=soon;AccountId=1234567");
  await form.ownApp.check();
  await form.connect.click();
  await take(page, "form-own-app");
  await takeNarrow(page, "form-own-app");
  await form.paste("AcountId=1");
  await take(page, "form-unknown-property");
};

const signIns = async (page: Page): Promise<void> => {
  const app = {
    OAuthClientId: "harbour-app",
    OAuthClientSecret: "harbour-app-secret",
    CallbackURL: `https://localhost:${await freePort()}/`,
  };
  await practice.register("instagram", app);
  await page.getByRole("link", { name: "Keyferry" }).click();
  await homePage(page).begin("Instagram");
  const form = formPage(page);
  await form.ownApp.check();
  for (const [name, value] of Object.entries(app)) await form.field(name).fill(value);
  await form.connect.click();
  await consentPage(page).open.waitFor();
  await take(page, "consent-paste");
  await consentPage(page).cancel.click();

  await page.getByRole("link", { name: "Keyferry" }).click();
  await homePage(page).begin("Basecamp");
  await form.connect.click();
  await consentPage(page).open.waitFor();
  await take(page, "consent");
  const tab = await consentPage(page).openTab();
  await tab.screenshot({ path: join(pictures, "practice-consent.png") });
  await tab.getByRole("button", { name: "Deny" }).click();
  await tab.getByRole("heading", { name: "Access was not granted" }).waitFor();
  await tab.screenshot({ path: join(pictures, "tab-denied.png") });
  await tab.close();
  await page.getByRole("alert").waitFor();
  await take(page, "form-denied");
  await page.getByRole("link", { name: "Keyferry" }).click();

  await practice.set({ services: { instagram: { consents: "basic" } } });
  await homePage(page).begin("Instagram");
  await form.connect.click();
  await consentPage(page).allow();
  await page.getByText("Less was granted").waitFor();
  await take(page, "consent-less-granted");
  await practice.set({ services: { instagram: { consents: "all" } } });
  await page.getByRole("link", { name: "Keyferry" }).click();
};

/** What can be reached from everywhere. */
const everywhere = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Search" }).or(page.getByRole("searchbox")).first().waitFor();
  await take(page, "palette");
  await page.keyboard.type("set");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await take(page, "settings");
  await takeNarrow(page, "settings");
  await page.getByRole("link", { name: "Keyferry" }).click();
};

const connections = async (page: Page): Promise<void> => {
  const connection = await makeConnection(page, "Basecamp", { name: "Kumo Design Works" });
  await connection.expectPassed();
  await take(page, "test-passed");
  await takeForDocs(page, "test", connection.steps);
  await takeNarrow(page, "test-passed");
  await practice.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 8000 });
  await connection.test.click();
  await page.getByText("The test is running…").waitFor();
  await take(page, "test-running");
  await connection.passed.waitFor();
  await practice.fault({ service: "basecamp", at: "api", kind: "html", times: 0 });
  await connection.test.click();
  await connection.failed.waitFor();
  await take(page, "test-failed");
  await takeNarrow(page, "test-failed");
  await practice.clearFaults();
  await connection.test.click();
  await connection.expectPassed();
  await connection.rename.click();
  await take(page, "rename");
  await connection.dialog.getByLabel("Tags").fill("live, sales");
  await connection.dialog.getByRole("button", { name: "Save" }).click();
  await connection.dialog.waitFor({ state: "detached" });
  await connection.reconnect.click();
  await consentPage(page).allow("Tom Okafor");
  await page.getByText("This is another account").waitFor();
  await take(page, "consent-other-account");
  await takeNarrow(page, "consent-other-account");
  await page.getByRole("button", { name: "Discard, nothing changes" }).click();
  await connection.rename.click();
  await page.keyboard.press("Escape");
  await connection.delete.click();
  await take(page, "delete");
  await page.keyboard.press("Escape");
};

const exports = async (page: Page): Promise<void> => {
  const connection = connectionPage(page);
  await homePage(page).open("Client archive");
  await connection.export.click();
  const dialog = exportDialog(page);
  await take(page, "export");
  await dialog.copy.check();
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await take(page, "export-copy");
  await dialog.toPassphrase.click();
  await dialog.suggest.click();
  await take(page, "export-passphrase");
  await takeNarrow(page, "export-passphrase");
  await dialog.dialog.getByText("A server", { exact: true }).click();
  await dialog.handOver.check();
  const other = (await server.type("KEYFERRY_HOME=$HOME/other keyferry identity")).stdout.trim();
  const recipient = await dialog.recipients.inputValue();
  await dialog.recipients.fill(`${recipient}\n${other}`);
  await take(page, "export-several");
  await takeNarrow(page, "export-several");
  await dialog.recipients.fill(recipient);
  await dialog.machineName.fill("db-1");
  await dialog.make.click();
  await dialog.ready.waitFor();
  await page.setViewportSize({ ...wide, height: 1000 });
  await take(page, "export-ready");
  await takeNarrow(page, "export-ready");
  await writeFile(join(server.home, "OAuthSettings.txt"), await dialog.save());
  await dialog.done.click();
  await connection.takeBack.waitFor();
  await take(page, "connection-elsewhere");
  await takeNarrow(page, "connection-elsewhere");
  await connection.takeBack.click();
  await take(page, "take-back");
  await server.type(`KEYFERRY_PRACTICE=${practice.origin} keyferry refresh --force --settings OAuthSettings.txt`);
  await connection.dialog.getByRole("button", { name: "Take it back here" }).click();
  await connection.dialog.getByRole("alert").waitFor();
  await take(page, "take-back-refused");
  await page.keyboard.press("Escape");
  await homePage(page).open("Kumo on Instagram");
  await connection.export.click();
  await take(page, "export-copyable");
  await page.keyboard.press("Escape");
};

const homes = async (page: Page): Promise<void> => {
  const home = homePage(page);
  await home.open("Press office");
  await take(page, "connection-sign-in-needed");
  await home.open("Agency hand-over");
  await take(page, "connection-unreadable");
  await page.getByRole("link", { name: "All connections" }).click();
  await home.row("Agency hand-over").waitFor();
  await take(page, "home-typical");
  await takeForDocs(page, "home", home.list);
  await takeNarrow(page, "home-typical");
  await page.getByRole("checkbox").nth(1).check();
  await take(page, "home-selected");
  await takeNarrow(page, "home-selected");
  await page.getByRole("button", { name: "Clear selection" }).click();
  await manyConnections(served.home, 60);
  await page.reload();
  await home.filter.waitFor();
  await take(page, "home-many");
  await takeNarrow(page, "home-many");
  await home.filter.fill("nothing like that");
  await take(page, "home-no-match");
  await page.goto(`${new URL(served.address).origin}/#/elsewhere`);
  await page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
  await take(page, "lost");
};

try {
  await mkdir(join(root, "docs", "images"), { recursive: true });
  const context = await browser.newContext({ viewport: wide, locale: "en-US", timezoneId: "Asia/Tokyo" });
  const page = await context.newPage();
  await page.goto(served.address);
  await everywhere(page);
  await beginnings(page);
  await signIns(page);
  await connections(page);
  await fillHome(page, practice, served.home);
  await exports(page);
  await homes(page);
  await served.stop();
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await take(page, "error");
  process.stdout.write(`The pictures are in ${pictures}.\n`);
} finally {
  await browser.close();
  await served.stop();
  await removeFolder(folder);
}
