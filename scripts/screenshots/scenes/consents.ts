import { join } from "node:path";
import { makeConnection } from "../../../e2e/flows.ts";
import { consentPage } from "../../../e2e/pages/consent.ts";
import { formPage } from "../../../e2e/pages/form.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { freePort } from "../../../e2e/support/ports.ts";
import { pictures, take, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** Signing in: waiting, pasting, refused, with less than was asked for, and as somebody else. */
export const consents = async ({ page, practice, toHome }: Stage): Promise<void> => {
  const home = homePage(page);
  const form = formPage(page);
  const consent = consentPage(page);
  const app = {
    OAuthClientId: "harbour-app",
    OAuthClientSecret: "harbour-app-secret",
    CallbackURL: `https://localhost:${await freePort()}/`,
  };
  await practice.register("instagram", app);
  await home.begin("Instagram");
  await form.ownApp.check();
  for (const [name, value] of Object.entries(app)) await form.field(name).fill(value);
  await form.connect.click();
  await consent.open.waitFor();
  await take(page, "consent-paste");
  await takeNarrow(page, "consent-paste");
  await consent.address.fill("https://example.com/?code=1");
  await consent.finish.click();
  await page.getByRole("alert").nth(1).waitFor();
  await take(page, "consent-paste-wrong");
  await consent.cancel.click();

  await toHome();
  await home.begin("Basecamp");
  await form.connect.click();
  await consent.open.waitFor();
  await take(page, "consent");
  await takeNarrow(page, "consent");
  const tab = await consent.openTab();
  await tab.screenshot({ path: join(pictures, "practice-consent.png") });
  await tab.getByRole("button", { name: "Deny" }).click();
  await tab.getByRole("heading", { name: "Access was not granted" }).waitFor();
  await tab.screenshot({ path: join(pictures, "tab-denied.png") });
  await tab.close();
  await page.getByRole("alert").waitFor();
  await take(page, "form-denied");

  await toHome();
  await practice.set({ services: { instagram: { consents: "basic" } } });
  await home.begin("Instagram");
  await form.connect.click();
  await consent.allow();
  await page.getByText("Less was granted").waitFor();
  await take(page, "consent-less-granted");
  await takeNarrow(page, "consent-less-granted");
  await page.getByRole("button", { name: "Discard" }).click();

  await toHome();
  const connection = await makeConnection(page, "Basecamp", { name: "Kumo Design Works" });
  await connection.reconnect.click();
  await consent.open.waitFor();
  await take(page, "consent-again");
  await consent.allow("Tom Okafor");
  await page.getByText("This is another account").waitFor();
  await take(page, "consent-other-account");
  await takeNarrow(page, "consent-other-account");
  await page.getByRole("button", { name: "Discard, nothing changes" }).click();
  await connection.test.waitFor();
};
