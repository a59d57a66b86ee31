import { homePage } from "../../../e2e/pages/home.ts";
import { take, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** What there is before the first connection, and what can be reached from everywhere. */
export const beginnings = async ({ page, served, toHome }: Stage): Promise<void> => {
  await page.getByText("No connections yet").waitFor();
  await take(page, "home-empty");
  await takeNarrow(page, "home-empty");
  await homePage(page).newConnection.click();
  await page.getByRole("heading", { name: "New connection" }).waitFor();
  await take(page, "picker");
  await takeNarrow(page, "picker");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "AccountId=1234567;Schema=V3");
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  });
  await page.getByText(/^From the clipboard/).waitFor();
  await take(page, "picker-pasted");

  await page.getByRole("link", { name: "Servers" }).click();
  await page.getByText("No server holds anything from here").waitFor();
  await take(page, "servers-empty");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await take(page, "settings");
  await takeNarrow(page, "settings");
  await page.goto(`${new URL(served.address).origin}/#/elsewhere`);
  await page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
  await take(page, "lost");
  await toHome();
  await palette(page);
  await imports(page);
};

const palette = async (page: Stage["page"]): Promise<void> => {
  await page.keyboard.press("Control+k");
  const search = page.getByPlaceholder("Connection, service, or what to do");
  await search.waitFor();
  await take(page, "palette");
  await takeNarrow(page, "palette");
  await search.fill("zebra");
  await page.getByText("Nothing is called that.").waitFor();
  await take(page, "palette-nothing");
  await page.keyboard.press("Escape");
  await search.waitFor({ state: "detached" });
};

const imports = async (page: Stage["page"]): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.getByText("Add a settings file").click();
  const dialog = page.getByRole("dialog", { name: "Add a settings file" });
  await dialog.waitFor();
  await take(page, "import");
  const chosen = page.waitForEvent("filechooser");
  await dialog.getByLabel("Choose a file").click();
  await (await chosen).setFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no settings") });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByRole("alert").waitFor();
  await take(page, "import-failed");
  await takeNarrow(page, "import-failed");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([""], "OAuthSettings.txt"));
    window.dispatchEvent(new DragEvent("dragover", { dataTransfer, cancelable: true }));
  });
  await page.getByText("Drop the settings file to add it").waitFor();
  await take(page, "drop");
};
