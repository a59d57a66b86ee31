import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";

test("an export shows what it was checked for and a kit for each place; the server is told of, renamed, and taken back from", async ({
  page,
  server,
}) => {
  await page.getByRole("link", { name: "Servers" }).click();
  await expect(page.getByRole("heading", { name: "Servers", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "No server holds anything from here" })).toContainText(
    "keyferry identity",
  );

  await page.getByRole("link", { name: "All connections" }).click();
  const connection = await makeConnection(page, "Basecamp");
  const recipient = (await server.type("keyferry identity")).stdout.trim();
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill(recipient);
  await dialog.machineName.fill("db-1");
  await dialog.make.click();
  await expect(dialog.ready).toContainText("Checked: it is whole, and sealed to exactly this server.");
  const kits = dialog.ready.getByRole("radiogroup", { name: "Where it goes" }).getByRole("radio");
  await expect(kits).toHaveCount(9);
  await dialog.ready.getByText("systemd", { exact: true }).click();
  const saved = page.waitForEvent("download");
  await dialog.ready.getByRole("button", { name: "Save keyferry-basecamp.timer" }).click();
  expect((await saved).suggestedFilename()).toBe("keyferry-basecamp.timer");
  await dialog.done.click();

  await page.getByRole("link", { name: "Servers" }).click();
  const machine = page.getByRole("region", { name: "db-1" });
  await expect(machine).toContainText(`${recipient.slice(0, 12)}…`);
  await expect(machine).toContainText(/Renewed there since .*File: OAuthSettings\.txt/);
  await machine.getByRole("button", { name: "Rename db-1" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("db-2");
  await page.getByRole("button", { name: "Save the name" }).click();
  const renamed = page.getByRole("region", { name: "db-2" });
  await renamed.getByRole("button", { name: "Take back Basecamp" }).click();
  const asked = page.getByRole("dialog");
  await expect(asked).toContainText("Stop using it there");
  await asked.getByRole("button", { name: "Take it back here" }).click();
  await expect(renamed).toContainText("Holds nothing now.");
});

test("a copy is told of with what ends it, and its note is forgotten on request", async ({ page, server }) => {
  const connection = await makeConnection(page, "Instagram");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.machineName.fill("web-1");
  await dialog.make.click();
  await dialog.ready.waitFor();
  await dialog.done.click();
  await page.getByRole("link", { name: "Servers" }).click();
  const machine = page.getByRole("region", { name: "web-1" });
  await expect(machine).toContainText("Holds a copy since");
  await expect(machine).toContainText("withdraw the grant at Instagram");
  const lost = page.getByRole("alert", { name: "A server was lost, or is not trusted any more?" });
  await expect(lost.getByRole("listitem")).toHaveText([
    /^Instagram: .*“Apps and websites”.*every copy, the one here too\.$/,
  ]);
  await machine.getByRole("button", { name: "Forget the copy of Instagram" }).click();
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(machine).toContainText("Holds nothing now.");
});

test("a further connection for another server is made by a sign-in of its own, with the same properties", async ({
  page,
}) => {
  const connection = await makeConnection(page, "Basecamp", { name: "Studio" });
  await connection.export.click();
  await page.getByText("A sign-in of its own for each server").click();
  await expect(page.getByRole("dialog")).toContainText("renews a grant of its own");
  await page.getByRole("button", { name: "Sign in once more" }).click();
  await consentPage(page).allow();
  await connection.heading("Studio (further server)").waitFor();
  await connection.expectPassed();
});
