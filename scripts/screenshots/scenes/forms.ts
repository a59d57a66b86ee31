import { formPage } from "../../../e2e/pages/form.ts";
import { guideDialog } from "../../../e2e/pages/guide.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { take, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** The form for a new connection, of each service and in each way in. */
export const forms = async ({ page, toHome }: Stage): Promise<void> => {
  const home = homePage(page);
  const form = formPage(page);
  const begin = async (service: string): Promise<void> => {
    await toHome();
    await home.begin(service);
    await form.connect.waitFor();
  };
  await begin("Basecamp");
  await take(page, "form");
  await takeNarrow(page, "form");
  await form.advanced.click();
  await take(page, "form-advanced");
  await form.paste("OAuthExpiresIn=soon;AccountId=1234567");
  await form.ownApp.check();
  await form.connect.click();
  await page.getByText("OAuthClientId is needed.").waitFor();
  await take(page, "form-own-app");
  await takeNarrow(page, "form-own-app");
  await form.paste("AcountId=1");
  await page.getByRole("alert").first().waitFor();
  await take(page, "form-unknown-property");

  await begin("Instagram");
  await take(page, "form-instagram");
  await begin("Highrise");
  await take(page, "form-highrise");
  await begin("Act-On");
  await form.scheme("OAuthPassword").check();
  await take(page, "form-act-on-password");
  await begin("Backlog");
  await take(page, "form-backlog");
  await form.scheme("APIToken").check();
  await form.connect.click();
  await page.getByText("ApiKey is needed.").waitFor();
  await take(page, "form-api-key-faults");
  const guide = guideDialog(page);
  await guide.open("Where to find it");
  await guide.heading("An API key").waitFor();
  await take(page, "guide");
  await takeNarrow(page, "guide");
};
