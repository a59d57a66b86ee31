import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Locator, type Page } from "@playwright/test";
import { makeConnection } from "../e2e/flows.ts";
import { connectionPage } from "../e2e/pages/connection.ts";
import { consentPage } from "../e2e/pages/consent.ts";
import { exportDialog } from "../e2e/pages/export.ts";
import { formPage } from "../e2e/pages/form.ts";
import { homePage } from "../e2e/pages/home.ts";
import { makeMachine } from "../e2e/support/machine.ts";
import { freePort } from "../e2e/support/ports.ts";
import { practiceAt } from "../e2e/support/practice.ts";
import { makeFolder, removeFolder, startServed } from "../e2e/support/program.ts";
import { ensureChromium } from "./find-chromium.ts";
import { root } from "./run.ts";
import { fillHome, manyConnections } from "./screenshots/homes.ts";

// Pictures of every screen, light and dark, in both languages, taken from the served program
// with the practice provider behind it: `npm run screenshots`, then look into screenshots/.
// With `-- --docs`, the two of the documentation are taken anew as well.

const pictures = join(root, "screenshots");
const wide = { width: 1200, height: 850 };
const narrow = { width: 480, height: 900 };

const switchLanguage = async (page: Page, language: "en" | "ja") => {
  // By script, because a dialog may cover the choice.
  await page.locator(`header input[value="${language}"]`).evaluate((choice: HTMLInputElement) => choice.click());
  await page.locator(`html[lang="${language}"]`).waitFor();
};

/** Takes what is on the screen in every look and language; ends in English, light. */
const take = async (page: Page, name: string): Promise<void> => {
  for (const language of ["ja", "en"] as const) {
    await switchLanguage(page, language);
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({
        path: join(pictures, `${name}-${colorScheme}-${language}.png`),
        fullPage: (await page.getByRole("dialog").count()) === 0 && !name.startsWith("home-many"),
        animations: "disabled",
      });
    }
  }
};

/** A picture for the documentation, as high as what it shows. */
const takeForDocs = async (page: Page, name: string, last: Locator): Promise<void> => {
  if (!process.argv.includes("--docs")) return;
  const box = await last.boundingBox();
  const height = Math.ceil((box?.y ?? 0) + (box?.height ?? 0)) + 32;
  await page.screenshot({
    path: join(root, "docs", "images", `${name}.png`),
    clip: { x: 0, y: 0, width: wide.width, height },
    fullPage: true,
    animations: "disabled",
  });
};

const takeNarrow = async (page: Page, name: string): Promise<void> => {
  await page.setViewportSize(narrow);
  await take(page, `${name}-narrow`);
  await page.setViewportSize(wide);
};

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
  await manyConnections(served.home, 60);
  await page.reload();
  await home.filter.waitFor();
  await take(page, "home-many");
  await home.filter.fill("nothing like that");
  await take(page, "home-no-match");
  await page.goto(`${new URL(served.address).origin}/#/elsewhere`);
  await page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
  await take(page, "lost");
};

try {
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures);
  await mkdir(join(root, "docs", "images"), { recursive: true });
  const context = await browser.newContext({ viewport: wide, locale: "en-US", timezoneId: "Asia/Tokyo" });
  const page = await context.newPage();
  await page.goto(served.address);
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
