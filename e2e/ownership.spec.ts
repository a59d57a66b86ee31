import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { connectionPage } from "./pages/connection.ts";
import { exportDialog } from "./pages/export.ts";
import { homePage } from "./pages/home.ts";
import type { Machine } from "./support/machine.ts";

const recipientOf = async (machine: Machine): Promise<string> =>
  (await machine.type("keyferry identity")).stdout.trim();

/** Hands the connection on the screen over to a machine; ends on its page. Gives the file's text. */
const handOver = async (page: Page, machine: Machine, name?: string): Promise<string> => {
  await connectionPage(page).export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill(await recipientOf(machine));
  if (name) await dialog.machineName.fill(name);
  await dialog.make.click();
  await dialog.ready.waitFor();
  const file = await dialog.save();
  await dialog.done.click();
  return file;
};

const services = [
  { service: "Instagram", label: "Copies are fine", proposed: "copy", source: /facebook\.com/ },
  { service: "Basecamp", label: "One machine renews", proposed: "handOver", source: /bc3-api/ },
  { service: "Act-On", label: "One sign-in at a time", proposed: "handOver", source: /act-on\.com/ },
] as const;

for (const { service, label, proposed, source } of services) {
  test(`${service}: the export says what its label means, what each choice leads to, and which is proposed`, async ({
    page,
  }) => {
    const connection = await makeConnection(page, service);
    await expect(page.getByRole("region", { name: "Facts" }).getByText(label, { exact: true })).toBeVisible();
    await connection.export.click();
    const dialog = exportDialog(page);
    await expect(dialog.dialog.getByText(label, { exact: true })).toBeVisible();
    const link = dialog.dialog.getByRole("link", { name: `What ${service} says` });
    await expect(link).toHaveAttribute("href", source);
    await expect(dialog[proposed]).toBeChecked();
    await expect(dialog[proposed]).toHaveAccessibleDescription(/Proposed, /);
    await expect(dialog.warning).toHaveCount(0);

    await dialog.copy.check();
    const copies = service === "Instagram";
    await expect(dialog.warning).toHaveCount(copies ? 0 : 1);
    if (!copies) await expect(dialog.warning).toBeInViewport({ ratio: 0.9 });
    if (!copies) await expect(dialog.warning).toContainText(/A copy can end this connection.*both machines renew/s);
    await dialog.handOver.check();
    await expect(dialog.warning).toHaveCount(0);
    await dialog.toPassphrase.click();
    await expect(dialog.warning).toHaveCount(copies ? 0 : 1);
    if (!copies) await expect(dialog.warning).toContainText("Use this file on one machine only.");
  });
}

test("several recipients are warned of before the file is made, and each can have a name", async ({ page, server }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.export.click();
  const dialog = exportDialog(page);
  const other = (await server.type("KEYFERRY_HOME=$HOME/other keyferry identity")).stdout.trim();
  await dialog.recipients.fill(`${await recipientOf(server)}\n${other}`);
  await expect(dialog.warning).toContainText("Only one of these 2 machines may use the file.");
  await dialog.machineNames.nth(0).fill("db-1");
  await dialog.machineNames.nth(1).fill("db-2");
  await dialog.make.click();
  await expect(dialog.ready).toContainText(/db-1: age1.*db-2: age1/s);
  await expect(dialog.warning).toContainText("Only one of these 2 machines");
  await dialog.done.click();
  await expect(page.getByText(/^Lives on db-1 or db-2 since /)).toBeVisible();
  await expect(page.getByText("The first of these machines that uses it renews it")).toBeVisible();
});

test("a connection that was handed over says where it lives, and can be taken back", async ({ page, server }) => {
  const connection = await makeConnection(page, "Basecamp");
  const file = await handOver(page, server, "db-1");
  await expect(page.getByText(/^Lives on db-1 since \w+ \d+, \d{4}$/)).toBeVisible();
  await expect(page.getByText(/^Handed over on .* in OAuthSettings\.txt\./)).toContainText(
    "It is renewed there, not here.",
  );
  const facts = page.getByRole("region", { name: "Facts" });
  await expect(facts).toContainText(await recipientOf(server));
  await expect(connection.steps.getByText("Renewed by: this machine")).toHaveCount(0);
  await connection.test.click();
  await expect(connection.step("Settings")).toContainText("Renewed by: db-1");
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(homePage(page).row("Basecamp")).toContainText("Renewed by db-1");
  await homePage(page).open("Basecamp");

  await connection.takeBack.click();
  for (const words of [/renews the connection now/, /Stop using it there/, /renewed on db-1 since.*sign in again/]) {
    await expect(connection.dialog.getByRole("listitem").filter({ hasText: words })).toBeVisible();
  }
  await connection.dialog.getByRole("button", { name: "Take it back here" }).click();
  await expect(connection.dialog).toHaveCount(0);
  await expect(facts.getByText("This machine", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Lives on /)).toHaveCount(0);
  await connection.test.click();
  await connection.expectPassed();

  await writeFile(join(server.home, "OAuthSettings.txt"), file);
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.dialog.getByRole("button", { name: "Add db-1" }).click();
  await expect(dialog.recipients).toHaveValue(await recipientOf(server));
  await expect(dialog.machineName).toHaveValue("db-1");
});

test("taking back what the server renewed since is refused in words, and leaves everything as it is", async ({
  page,
  practice,
  server,
}) => {
  await practice.set({ services: { basecamp: { rotation: "revoke-family" } } });
  const connection = await makeConnection(page, "Basecamp");
  await writeFile(join(server.home, "OAuthSettings.txt"), await handOver(page, server, "db-1"));
  const refresh = `KEYFERRY_PRACTICE=${practice.origin} keyferry refresh --force --settings OAuthSettings.txt`;
  expect(await server.type(refresh)).toMatchObject({ status: 0 });

  await connection.takeBack.click();
  await connection.dialog.getByRole("button", { name: "Take it back here" }).click();
  const alert = connection.dialog.getByRole("alert");
  await expect(alert).toContainText(
    /no longer takes the token kept here.*another machine \(db-1, where it has been since/s,
  );
  await expect(alert).toContainText("Nothing was changed here.");
  await expect(connection.dialog.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await connection.dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText(/^Lives on db-1 since /)).toBeVisible();
  await expect(connection.reconnect).toBeVisible();

  const ended = await server.type(refresh);
  expect(ended.status).toBe(4);
  expect(ended.stderr).toContain("another machine may have taken this grant over");
});

test("Act-On: signing in again here is asked about, because it ends the connection on the server", async ({
  page,
  server,
}) => {
  const connection = await makeConnection(page, "Act-On");
  await handOver(page, server, "db-1");
  await connection.reconnect.click();
  await expect(connection.dialog).toContainText("ends the connection on db-1");
  await connection.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/^Lives on db-1 since /)).toBeVisible();
  await connection.reconnect.click();
  await connection.dialog.getByRole("button", { name: "Sign in again here" }).click();
  await expect(page.getByText(/^Waiting for the answer at /)).toBeVisible();
});

test("a passphrase export without a name says what is known of it", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.toPassphrase.click();
  await dialog.suggest.click();
  await dialog.make.click();
  await dialog.ready.waitFor({ timeout: 60_000 });
  await dialog.done.click();
  await expect(page.getByText(/^Handed over with a passphrase on /)).toBeVisible();
  await expect(page.getByText("The machine that received the passphrase renews it, not this one.")).toBeVisible();
});
