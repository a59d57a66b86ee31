import { expect, test } from "./fixtures.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";

test.beforeEach(async ({ page }) => {
  await homePage(page).begin("Basecamp");
});

test("a pasted connection string fills the form, whatever the case of its keys", async ({ page }) => {
  const form = formPage(page);
  await form.paste('schema=V2; ACCOUNTID=999999999;ProjectId="2085958499";;');
  await expect(page.getByText("Filled: Schema, AccountId, ProjectId")).toBeVisible();
  await expect(form.field("Schema")).toHaveValue("V2");
  await expect(form.field("AccountId")).toHaveValue("999999999");
  await expect(form.field("ProjectId")).toHaveValue("2085958499");
  await form.connect.click();
  await consentPage(page).allow();
  await connectionPage(page).expectPassed();
  await expect(page.getByText(/^You are connected as .*, account Kumo Design \(Basecamp 2\)\.$/)).toBeVisible();
});

test("a connection string with an app of one's own opens the app's fields, the secret hidden", async ({ page }) => {
  const form = formPage(page);
  await form.paste("OAuthClientId=harbour-app;OAuthClientSecret=s3cret;CallbackURL=http://localhost:8080/cb");
  await expect(form.ownApp).toBeChecked();
  await expect(form.field("OAuthClientId")).toHaveValue("harbour-app");
  await expect(form.field("CallbackURL")).toHaveValue("http://localhost:8080/cb");
  await expect(form.field("OAuthClientSecret")).toHaveAttribute("type", "password");
});

test("the string follows the fields, and the fields follow it, without a secret in sight", async ({ page }) => {
  const form = formPage(page);
  const text = page.getByLabel("Connection string", { exact: true });
  await form.paste("OAuthClientId=harbour-app;OAuthClientSecret=s3cret;Schema=V2");
  await expect(text).toHaveValue(/OAuthClientSecret=••••/);
  await expect(text).not.toHaveValue(/s3cret/);
  await form.field("AccountId").fill("999999999");
  await expect(text).toHaveValue(/AccountId=999999999/);
  await text.fill("OAuthClientId=harbour-app;OAuthClientSecret=••••;AccountId=1");
  await expect(form.field("AccountId")).toHaveValue("1");
  await expect(form.field("OAuthClientSecret")).toHaveValue("s3cret");
  await expect(form.field("Schema")).toHaveValue("V3");
  await form.field("AccountId").fill("");
  await expect(text).not.toHaveValue(/AccountId/);
});

test("an unknown property is named with the nearest known one, and nothing is filled", async ({ page }) => {
  const form = formPage(page);
  await form.paste("AcountId=1234567;ProjectId=1");
  await expect(page.getByRole("alert")).toContainText("no connection property named AcountId");
  await expect(page.getByRole("alert")).toContainText("Did you mean AccountId?");
  await expect(form.field("ProjectId")).toHaveValue("");
});

test("an open quote says where it is", async ({ page }) => {
  await formPage(page).paste('AccountId="1234567');
  await expect(page.getByRole("alert")).toContainText("not well formed at character");
});

test("a bad value shows at its field with what is allowed, and Connect leads there", async ({ page }) => {
  const form = formPage(page);
  await form.paste("OAuthExpiresIn=soon");
  const field = form.field("OAuthExpiresIn");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText(/^OAuthExpiresIn cannot be set to the value given\. Allowed: /)).toBeVisible();
  await form.connect.click();
  await expect(field).toBeFocused();
  await field.fill("7200");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
});

test("a value of a list counts in any case, and the field shows it", async ({ page }) => {
  const form = formPage(page);
  await form.paste("InitiateOAuth=refresh;Schema=v2");
  await expect(form.field("InitiateOAuth")).toHaveValue("REFRESH");
  await expect(form.field("Schema")).toHaveValue("V2");
  await expect(form.field("InitiateOAuth")).not.toHaveAttribute("aria-invalid", "true");
});

test("a value outside its list is refused at the field", async ({ page }) => {
  const form = formPage(page);
  await form.paste("InitiateOAuth=ALWAYS");
  await expect(form.field("InitiateOAuth")).toHaveAttribute("aria-invalid", "true");
  await expect(form.field("InitiateOAuth")).toHaveValue("ALWAYS");
  await expect(page.getByText(/^InitiateOAuth cannot be set .* Allowed: OFF, REFRESH, GETANDREFRESH\.$/)).toBeVisible();
});
