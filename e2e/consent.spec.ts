import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { freePort, isFree } from "./support/ports.ts";

const startSignIn = async (page: Page, service = "Basecamp") => {
  await homePage(page).begin(service);
  await formPage(page).connect.click();
  const consent = consentPage(page);
  await consent.open.waitFor();
  return consent;
};

test("a denied consent is said in the tab and on the screen, and connecting again works", async ({ page }) => {
  const consent = await startSignIn(page);
  const tab = await consent.openTab();
  await tab.getByRole("button", { name: "Deny" }).click();
  await expect(tab.getByRole("heading", { name: "Access was not granted" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("Consent was denied at Basecamp");
  await expect(page.getByRole("alert")).toContainText("allow access");

  await formPage(page).connect.click();
  await consent.allow();
  await connectionPage(page).expectPassed();
});

test("an answer with another state is refused, in the tab and on the screen", async ({ page, practice }) => {
  await practice.fault({ service: "basecamp", at: "authorize", kind: "wrong-state" });
  const consent = await startSignIn(page);
  const tab = await consent.openTab();
  await tab.getByRole("button", { name: "Allow access" }).click();
  await expect(tab.getByRole("heading", { name: "This answer belongs to another sign-in" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("belongs to another sign-in");
  await expect(page.getByRole("alert")).toContainText("connect again");
  expect(await practice.count("basecamp", "code")).toBe(0);
});

test("a code that has lapsed is named as such", async ({ page, practice }) => {
  await practice.fault({ service: "basecamp", at: "authorize", kind: "expired-code" });
  const consent = await startSignIn(page);
  await consent.allow();
  await expect(page.getByRole("alert")).toContainText("refused the code");
});

test("Cancel lets go of the port and returns to the form as it was", async ({ page }) => {
  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.field("Name").fill("Kept while cancelled");
  await form.connect.click();
  const consent = consentPage(page);
  const words = (await consent.waiting.textContent()) ?? "";
  const port = Number(new URL(words.replace(/^.*(?=http)/, "")).port);
  expect(await isFree(port)).toBe(false);
  await consent.cancel.click();
  await expect(form.field("Name")).toHaveValue("Kept while cancelled");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect.poll(() => isFree(port)).toBe(true);
});

test("the address the browser ended on can be pasted where it cannot reach this computer", async ({
  page,
  practice,
}) => {
  const consent = await startSignIn(page);
  // A browser on another computer: its localhost is not this one, so only its address bar has the answer.
  const answer = await page.request.post((await consent.open.getAttribute("href")) ?? "", {
    form: { person: "hana", decision: "allow" },
    maxRedirects: 0,
  });
  const address = answer.headers().location ?? "";
  expect(address).toMatch(/^http:\/\/localhost:\d+\/\?.*code=/);

  await consent.address.fill("http://localhost:33333/");
  await consent.finish.click();
  await expect(page.getByRole("alert")).toContainText("The pasted address holds no code.");
  await consent.address.fill(address);
  await consent.finish.click();
  await connectionPage(page).expectPassed();
  expect(await practice.count("basecamp", "code")).toBe(1);
});

test("a callback that nothing here can listen on asks for the address at once", async ({ page, practice }) => {
  const app = {
    OAuthClientId: "https-app",
    OAuthClientSecret: "https-app-secret",
    CallbackURL: `https://localhost:${await freePort()}/`,
  };
  await practice.register("instagram", app);
  await homePage(page).begin("Instagram");
  const form = formPage(page);
  await form.ownApp.check();
  for (const [name, value] of Object.entries(app)) await form.field(name).fill(value);
  await form.connect.click();
  const consent = consentPage(page);
  await expect(page.getByText(/^Nothing on this computer can receive the answer/)).toBeVisible();

  const tab = await consent.openTab();
  const ended = tab.waitForRequest((request) => request.url().startsWith(app.CallbackURL));
  await tab.getByRole("button", { name: "Allow access" }).click();
  await consent.address.fill((await ended).url());
  await consent.finish.click();
  await connectionPage(page).expectPassed();
});

test("consent goes on after the service's page has failed once", async ({ page, practice }) => {
  await practice.fault({ service: "basecamp", at: "authorize", kind: "server-error" });
  const consent = await startSignIn(page);
  const tab = await consent.openTab();
  await expect(tab.getByRole("button", { name: "Allow access" })).toHaveCount(0);
  await expect(consent.waiting).toBeVisible();
  await tab.reload();
  await tab.getByRole("button", { name: "Allow access" }).click();
  await connectionPage(page).expectPassed();
});

test("a tab of an old sign-in cannot finish a new one", async ({ page, practice }) => {
  // An app of one's own has one callback, so that the old tab surely comes back to the new listener.
  const app = {
    OAuthClientId: "one-callback",
    OAuthClientSecret: "one-callback-secret",
    CallbackURL: `http://localhost:${await freePort()}/`,
  };
  await practice.register("basecamp", app);
  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.ownApp.check();
  for (const [name, value] of Object.entries(app)) await form.field(name).fill(value);
  await form.connect.click();
  const consent = consentPage(page);
  await consent.open.waitFor();
  const old = await consent.openTab();
  await consent.cancel.click();

  await form.field("OAuthClientSecret").fill(app.OAuthClientSecret);
  await form.connect.click();
  await consent.open.waitFor();
  await old.getByRole("button", { name: "Allow access" }).click();
  await expect(page.getByRole("alert")).toContainText("belongs to another sign-in");
});
