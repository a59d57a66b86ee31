import { expect, test } from "./fixtures.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { freePort } from "./support/ports.ts";

test("an OAuth app of one's own signs in by the form", async ({ page, practice }) => {
  const app = {
    OAuthClientId: "harbour-app",
    OAuthClientSecret: "harbour-app-secret",
    CallbackURL: `http://localhost:${await freePort()}/done`,
  };
  await practice.register("basecamp", app);
  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.ownApp.check();
  for (const [name, value] of Object.entries(app)) await form.field(name).fill(value);
  await form.connect.click();
  await expect(consentPage(page).waiting).toContainText(app.CallbackURL);
  await consentPage(page).allow();
  await connectionPage(page).expectPassed();
});

test("a wrong client secret gives one clear message, and the form keeps what is not secret", async ({
  page,
  practice,
}) => {
  const callback = `http://localhost:${await freePort()}/done`;
  await practice.register("basecamp", {
    OAuthClientId: "harbour-app",
    OAuthClientSecret: "the-right-one",
    CallbackURL: callback,
  });
  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.field("Name").fill("Harbour projects");
  await form.field("AccountId").fill("1234567");
  await form.ownApp.check();
  await form.field("OAuthClientId").fill("harbour-app");
  await form.field("OAuthClientSecret").fill("not-the-right-one");
  await form.field("CallbackURL").fill(callback);
  await form.connect.click();
  await consentPage(page).allow();

  const alert = page.getByRole("alert");
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText("Basecamp refused the OAuth app");
  await expect(alert).toContainText("Check OAuthClientId and OAuthClientSecret");
  await expect(form.field("Name")).toHaveValue("Harbour projects");
  await expect(form.field("AccountId")).toHaveValue("1234567");
  await expect(form.ownApp).toBeChecked();
  await expect(form.field("OAuthClientId")).toHaveValue("harbour-app");
  await expect(form.field("CallbackURL")).toHaveValue(callback);
  await expect(form.field("OAuthClientSecret")).toHaveValue("");

  await form.field("OAuthClientSecret").fill("the-right-one");
  await form.connect.click();
  await consentPage(page).allow();
  await connectionPage(page).heading("Harbour projects").waitFor();
  await connectionPage(page).expectPassed();
});

test("an own app with a field left empty is not sent off; the field is named and takes the focus", async ({ page }) => {
  await homePage(page).begin("Basecamp");
  const form = formPage(page);
  await form.ownApp.check();
  await form.connect.click();
  await expect(form.field("OAuthClientId")).toBeFocused();
  await expect(page.getByText("OAuthClientId is needed.")).toBeVisible();
  await expect(page.getByText("Some fields need attention: OAuthClientId, OAuthClientSecret")).toBeVisible();
});
