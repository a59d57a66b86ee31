import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { formPage } from "./pages/form.ts";
import { guideDialog } from "./pages/guide.ts";
import { homePage } from "./pages/home.ts";
import { expectNoBarriers, expectNothingCut } from "./support/barriers.ts";
import { manyConnections } from "./support/list.ts";

test("what there is before the first connection is open to everybody", async ({ page, served }) => {
  await expect(page.getByRole("link", { name: "Start the practice tour" })).toBeVisible();
  await expectNoBarriers(page, "home, empty");
  await page.getByRole("button", { name: "Go to anything" }).click();
  await expect(page.getByPlaceholder("Connection, service, or what to do")).toBeVisible();
  await expectNoBarriers(page, "palette");
  await page.getByText("Add a settings file").click();
  const dialog = page.getByRole("dialog", { name: "Add a settings file" });
  const chosen = page.waitForEvent("filechooser");
  await dialog.getByLabel("Choose a file").click();
  await (await chosen).setFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no settings") });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("The file notes.txt is not a settings file.");
  await expectNoBarriers(page, "import, failed");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expectNoBarriers(page, "settings");
  await page.getByRole("link", { name: "Servers" }).click();
  await expect(page.getByText("No server holds anything from here")).toBeVisible();
  await expectNoBarriers(page, "servers, empty");
  await page.goto(`${new URL(served.address).origin}/#/elsewhere`);
  await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  await expectNoBarriers(page, "lost");
});

test("making a connection is open to everybody", async ({ page, practice }) => {
  await homePage(page).newConnection.click();
  await expectNoBarriers(page, "picker");
  const search = page.getByRole("searchbox", { name: "Find a service" });
  await search.fill("Payroll");
  await expect(page.getByText("No service matches “Payroll”.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/JSON file in .*services/);
  await expectNoBarriers(page, "picker, no match");
  await search.fill("");
  await homePage(page).service("Backlog").click();
  const form = formPage(page);
  await form.scheme("APIToken").check();
  await form.connect.click();
  await expect(page.getByText("ApiKey is needed.")).toBeVisible();
  await expectNoBarriers(page, "form for an API key, with faults");
  const guide = guideDialog(page);
  await guide.open("Where to find it");
  await expect(guide.heading("An API key")).toBeVisible();
  await expectNoBarriers(page, "guide");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Keyferry" }).click();
  await homePage(page).begin("Instagram");
  await form.ownApp.check();
  await form.advanced.click();
  await form.paste("AcountId=1");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await form.connect.click();
  await expectNoBarriers(page, "form with everything open, and faults");
  await page.reload();
  await practice.set({ services: { instagram: { consents: "basic" } } });
  await form.connect.click();
  await consentPage(page).open.waitFor();
  await expectNoBarriers(page, "consent");
  await consentPage(page).allow();
  await expect(page.getByText("Less was granted")).toBeVisible();
  await expectNoBarriers(page, "consent, arrived");
});

test("a connection, its test and its events are open to everybody", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await practice.fault({ service: "basecamp", at: "api", kind: "html", times: 0 });
  await connection.test.click();
  await expect(connection.failed).toBeVisible();
  await connection
    .step("Network")
    .getByText(/requests?$/)
    .click();
  await connection
    .step("Identity")
    .getByText(/requests?$/)
    .click();
  await expect(page.getByRole("list", { name: "Events" }).getByRole("listitem")).toHaveCount(3);
  await expectNoBarriers(page, "connection, failed, with its requests");
  await practice.clearFaults();
  await practice.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 50_000 });
  await connection.test.click();
  await expect(connection.step("Identity")).toContainText("Running");
  await expectNoBarriers(page, "connection, test running");
  // Whoever wants no motion sees a sign that something goes on, and nothing else that moves.
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target : undefined))
      .filter((target) => !target?.closest(".mantine-Loader-root")),
  );
  expect(moving).toEqual([]);
  await page.getByRole("button", { name: "Cancel the test" }).click();
  for (const [button, name] of [
    [connection.rename, "rename"],
    [connection.delete, "delete"],
  ] as const) {
    await button.click();
    await expect(connection.dialog).toBeVisible();
    await expectNoBarriers(page, name);
    await page.keyboard.press("Escape");
    await expect(connection.dialog).toHaveCount(0);
  }
});

test("an export, its kits and the servers are open to everybody", async ({ page, server }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.copy.check();
  await expectNoBarriers(page, "export to a server");
  await dialog.toPassphrase.click();
  await dialog.suggest.click();
  await expectNoBarriers(page, "export with a passphrase");
  await dialog.dialog.getByText("A server", { exact: true }).click();
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await dialog.machineName.fill("db-1");
  await dialog.handOver.check();
  await dialog.make.click();
  await expect(dialog.ready).toBeVisible();
  await dialog.ready.getByText("systemd", { exact: true }).click();
  await expectNoBarriers(page, "export, ready, with a kit");
  await dialog.done.click();
  await expect(connection.takeBack).toBeVisible();
  await expectNoBarriers(page, "connection, elsewhere");
  await page.getByRole("link", { name: "Servers" }).click();
  await page.getByRole("button", { name: "Rename db-1" }).click();
  await expect(connection.dialog).toBeVisible();
  await expectNoBarriers(page, "servers, rename");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Take back/ }).click();
  await expect(connection.dialog).toBeVisible();
  await expectNoBarriers(page, "servers, take back");
});

test("many connections are open to everybody", async ({ page, served }) => {
  const connection = await makeConnection(page, "Basecamp", { name: "Kumo" });
  await connection.rename.click();
  await connection.dialog.getByLabel("Tags").fill("live, sales");
  await connection.dialog.getByRole("button", { name: "Save" }).click();
  await expect(connection.dialog).toHaveCount(0);
  await manyConnections(served.home, 20);
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.reload();
  const home = homePage(page);
  await home.rows.first().waitFor();
  await page
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await expectNoBarriers(page, "home, many, one selected");
  await page.getByRole("button", { name: "Service: All" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectNoBarriers(page, "home, a menu open");
  await page.keyboard.press("Escape");
  await page.getByRole("toolbar").getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("region", { name: "What happens to each" })).toBeVisible();
  await expectNoBarriers(page, "export of several");
  await page.getByRole("banner").getByRole("link", { name: "Expiry calendar" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  await expectNoBarriers(page, "calendar");
  await page.getByRole("link", { name: "All connections" }).click();
  await page
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await page.getByRole("toolbar").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await home.filter.fill("nothing like that");
  await expect(page.getByText("No connection matches")).toBeVisible();
  await expectNoBarriers(page, "home, no match, with a notice");
});

test("at 480 pixels, and at 200 %, nothing is cut and nothing has to be scrolled sideways", async ({
  page,
  server,
  served,
}) => {
  // A window of 1200×850 at twice the size has room for 600×425.
  const sizes = [
    { width: 600, height: 425 },
    { width: 480, height: 800 },
  ] as const;
  const expectRoom = async (screen: string) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await expectNothingCut(page, `${screen} at ${size.width}`);
    }
  };
  await expectRoom("home, empty");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("radiogroup", { name: "Appearance" })).toBeVisible();
  await expectRoom("settings");
  await page.getByRole("link", { name: "Keyferry" }).click();
  const connection = await makeConnection(page, "Basecamp", { name: "A rather long name for a connection ".repeat(3) });
  await connection
    .step("Identity")
    .getByText(/requests?$/)
    .click();
  await expectRoom("connection");
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill((await server.type("keyferry identity")).stdout.trim());
  await expectRoom("export");
  await expect(dialog.make).toBeInViewport({ ratio: 1 });
  await dialog.make.click();
  await dialog.ready.waitFor();
  await expectRoom("export, ready");
  await dialog.done.click();
  await page.getByRole("link", { name: "Servers" }).click();
  await expect(page.getByRole("button", { name: /^Take back/ })).toBeVisible();
  await expectRoom("servers");
  await manyConnections(served.home, 12);
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.reload();
  await page
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await expectRoom("home, many, one selected");
  await page.getByRole("banner").getByRole("link", { name: "Expiry calendar" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  await expectRoom("calendar");
});
