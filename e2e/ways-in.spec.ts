import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { formPage } from "./pages/form.ts";
import { guideDialog } from "./pages/guide.ts";
import { homePage } from "./pages/home.ts";

const backlogKey = "practice-backlog-key";
const space = "https://kumo.backlog.com";

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(values)) await formPage(page).field(name).fill(value);
};

/** Connects where no browser has a part in it, and waits for a test in which everything is good. */
const expectConnected = async (page: Page, name: string): Promise<void> => {
  await formPage(page).connect.click();
  await connectionPage(page).heading(name).waitFor();
  await connectionPage(page).expectPassed();
  expect(page.context().pages(), "no tab was opened").toHaveLength(1);
};

test("Backlog is connected by an API key, which nobody gets to see again", async ({ page }) => {
  await homePage(page).begin("Backlog");
  const form = formPage(page);
  await form.scheme("APIToken").check();
  await expect(form.field("OAuthClientId")).toHaveCount(0);
  await fill(page, { Url: space, ApiKey: backlogKey });
  await expectConnected(page, "Backlog");

  await expect(page.getByText("AuthScheme=APIToken", { exact: false })).toBeVisible();
  await expect(page.getByText("Token good until")).toHaveCount(0);
  await expect(page.getByText("Renewed by")).toHaveCount(0);
  expect(await page.content()).not.toContain(backlogKey);
  await homePage(page).open("Backlog");
  await connectionPage(page).heading("Backlog").waitFor();
  expect(await page.content()).not.toContain(backlogKey);
});

test("an API key is copied to a server: there is nothing to hand over", async ({ page, server }) => {
  await homePage(page).begin("Backlog");
  await formPage(page).paste(`ApiKey=${backlogKey};Url=${space}`);
  await expectConnected(page, "Backlog");
  await connectionPage(page).export.click();
  const dialog = exportDialog(page);
  await expect(dialog.recipients).toBeVisible();
  await expect(dialog.handOver).toHaveCount(0);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.make.click();
  await expect(dialog.ready).toContainText("The connection goes on working here too.");
  await expect(dialog.ready).not.toContainText("not safe");
  await dialog.done.click();
  await connectionPage(page).test.click();
  await connectionPage(page).expectPassed();
});

test("a wrong key says so on the form, and is asked for again", async ({ page }) => {
  await homePage(page).begin("Backlog");
  const form = formPage(page);
  await form.scheme("APIToken").check();
  await fill(page, { Url: space, ApiKey: "not-the-key" });
  await form.connect.click();
  await expect(page.getByRole("alert")).toContainText("The connection was not made");
  await expect(form.scheme("APIToken")).toBeChecked();
  await expect(form.field("Url")).toHaveValue(space);
  await expect(form.field("ApiKey")).toHaveValue("");
  await fill(page, { ApiKey: backlogKey });
  await expectConnected(page, "Backlog");
});

test("a pasted API key fills the form and chooses the way in", async ({ page }) => {
  await homePage(page).begin("Backlog");
  const form = formPage(page);
  await expect(form.scheme("OAuth")).toBeChecked();
  await form.paste(`ApiKey=${backlogKey};Url=${space}`);
  await expect(form.scheme("APIToken")).toBeChecked();
  await expect(form.field("Url")).toHaveValue(space);
  await expect(form.field("ApiKey")).toHaveAttribute("type", "password");
  await expectConnected(page, "Backlog");
});

test("Basecamp 2 is connected by user name and password", async ({ page }) => {
  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.scheme("Basic").check();
  await expect(form.ownApp).toHaveCount(0);
  await fill(page, { AccountId: "999999999", User: "hana@kumo.example", Password: "practice" });
  await expectConnected(page, "Basecamp");
});

test("Act-On is connected by a password grant, with an own app alone", async ({ page }) => {
  await homePage(page).begin("Act-On");
  const form = formPage(page);
  await expect(form.embeddedApp).toBeVisible();
  await form.scheme("OAuthPassword").check();
  await expect(form.embeddedApp).toHaveCount(0);
  await expect(page.getByText("A password goes with an OAuth app of your own alone.", { exact: false })).toBeVisible();
  await form.connect.click();
  await expect(page.getByText("OAuthClientId is needed.")).toBeVisible();
  await fill(page, {
    OAuthClientId: "practice-custom-act-on",
    OAuthClientSecret: "practice-custom-act-on-secret",
    CallbackURL: "http://localhost:80",
    User: "hana@kumo.example",
    Password: "practice",
  });
  await expectConnected(page, "Act-On");
});

test("Highrise is connected in the browser with the embedded app", async ({ page }) => {
  const connection = await makeConnection(page, "Highrise");
  await connection.expectPassed();
});

test("OAuth at Backlog is offered with an own app alone", async ({ page }) => {
  await homePage(page).begin("Backlog");
  await expect(formPage(page).embeddedApp).toHaveCount(0);
  await expect(page.getByText("Backlog takes no OAuth app but one of your own.", { exact: false })).toBeVisible();
  await expect(formPage(page).field("OAuthClientId")).toBeVisible();
});

test("the guide opens from the form in both languages, and its links open elsewhere", async ({ page }) => {
  await homePage(page).begin("Backlog");
  const guide = guideDialog(page);
  await guide.open("How to make an OAuth app at Backlog");
  await expect(page.getByRole("dialog", { name: "Connecting Backlog" })).toBeVisible();
  await expect(guide.heading("An OAuth app of your own")).toBeVisible();
  await expect(guide.dialog.getByText("http://localhost:33333", { exact: true })).toBeVisible();
  const link = guide.dialog.getByRole("link", { name: "backlog.com/developer/applications" });
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await page.keyboard.press("Escape");
  await expect(guide.dialog).toHaveCount(0);

  await page.getByText("日本語").click();
  await formPage(page).scheme("APIToken").check();
  await guide.open("確認方法");
  await expect(page.getByRole("dialog", { name: "Backlog への接続方法" })).toBeVisible();
  await expect(guide.heading("カスタム OAuth アプリの作成")).toBeVisible();
});

test("of several accounts one is chosen on the connection's page, and the test starts by itself", async ({ page }) => {
  await homePage(page).begin("Basecamp");
  await formPage(page).connect.click();
  await consentPage(page).allow("Tom");
  const connection = connectionPage(page);
  await expect(connection.failed).toBeVisible();
  await expect(connection.account).toHaveValue("");
  const suitable = connection.account.locator("option:not([disabled])");
  await connection.account.selectOption((await suitable.first().getAttribute("value")) ?? "");
  await connection.expectPassed();
  await expect(page.getByText("AccountId=", { exact: false }).first()).toBeVisible();
});

test("an account of another product cannot be chosen, and says why", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  const other = connection.account.locator("option[disabled]").first();
  await expect(other).toHaveText(/: of another product$/);
});
