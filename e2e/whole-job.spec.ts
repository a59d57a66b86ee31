import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { exportDialog } from "./pages/export.ts";
import { homePage } from "./pages/home.ts";

test("Basecamp goes from an empty home to a server that renews by itself, and comes back", async ({
  page,
  practice,
  server,
}) => {
  await practice.set({ services: { basecamp: { accessTokenLifetime: 2 } } });
  await expect(homePage(page).list).toHaveCount(0);
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await expect(
    page.getByText("You are connected as Hana Mori (hana@kumo.example), account Kumo Design Works."),
  ).toBeVisible();
  await expect(connection.step("Access")).toContainText("Kumo Design Works");

  const recipient = (await server.type("keyferry identity")).stdout.trim();
  await connection.export.click();
  const dialog = exportDialog(page);
  await expect(dialog.handOver).toBeChecked();
  await dialog.recipients.fill(recipient);
  await dialog.make.click();
  await expect(dialog.ready).toContainText(recipient);
  const commands = await dialog.commands();
  await writeFile(join(server.home, "OAuthSettings.txt"), await dialog.save());
  await dialog.done.click();

  // The first command carries the file over; the rest is typed on the server as it stands.
  const [carry, guard, check, token] = commands;
  expect(carry).toMatch(/^scp OAuthSettings\.txt /);
  expect(await server.type(guard ?? "")).toMatchObject({ status: 0 });
  const checked = await server.type(check ?? "");
  expect(checked.stderr + checked.stdout).toContain("Kumo Design Works");
  expect(checked.status).toBe(0);

  const printed = await server.type(token ?? "");
  expect(printed).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\S{20,}\n$/) });
  const renewals = await practice.count("basecamp", "refresh");
  await expect.poll(async () => (await server.type(token ?? "")).stdout).not.toBe(printed.stdout);
  expect(await practice.count("basecamp", "refresh")).toBeGreaterThan(renewals);

  await page.reload();
  await expect(page.getByText(/^Lives on age1\S+ since /)).toBeVisible();
  await homePage(page).open("Basecamp");
  await expect(page.getByText(/^Lives on age1\S+ since /)).toBeVisible();
});

test("a connection that was handed over can be taken back while the server has not used it", async ({
  page,
  server,
}) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.make.click();
  await dialog.done.click();

  await connection.takeBack.click();
  await connection.dialog.getByRole("button", { name: "Take it back here" }).click();
  await expect(connection.dialog).toHaveCount(0);
  await expect(connection.takeBack).toHaveCount(0);
  await connection.test.click();
  await connection.expectPassed();
});

test("taking back what the server has renewed since says why it cannot be, and that Reconnect helps", async ({
  page,
  practice,
  server,
}) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.make.click();
  await writeFile(join(server.home, "OAuthSettings.txt"), await dialog.save());
  await dialog.done.click();
  const refresh = `KEYFERRY_PRACTICE=${practice.origin} keyferry refresh --force --settings OAuthSettings.txt`;
  expect(await server.type(refresh)).toMatchObject({ status: 0 });

  await connection.takeBack.click();
  await connection.dialog.getByRole("button", { name: "Take it back here" }).click();
  await expect(connection.dialog.getByRole("alert")).toContainText("Reconnect");
});

test("Instagram is copied to a server under a passphrase, and goes on working here", async ({ page, server }) => {
  const connection = await makeConnection(page, "Instagram");
  await connection.expectPassed();

  await connection.export.click();
  const dialog = exportDialog(page);
  await expect(dialog.copy).toBeChecked();
  await dialog.toPassphrase.click();
  await dialog.suggest.click();
  const passphrase = await dialog.passphrase.inputValue();
  await dialog.make.click();
  await expect(dialog.ready).toContainText("It can be opened with the passphrase only.");
  const [, guard, word, check, token] = await dialog.commands();
  await writeFile(join(server.home, "OAuthSettings.txt"), await dialog.save());
  await dialog.done.click();

  expect(await server.type(guard ?? "")).toMatchObject({ status: 0 });
  expect(await server.type(word ?? "", `${passphrase}\n`)).toMatchObject({ status: 0 });
  expect(await server.type(check ?? "")).toMatchObject({ status: 0 });
  expect(await server.type(token ?? "")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^IGAA\S+\n$/) });

  await connection.test.click();
  await connection.expectPassed();
});
