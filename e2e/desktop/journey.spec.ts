import { join } from "node:path";
import { makeConnection } from "../flows.ts";
import { exportDialog } from "../pages/export.ts";
import { homePage } from "../pages/home.ts";
import { practiceAt } from "../support/practice.ts";
import { expect, test } from "./fixtures.ts";

test("Basecamp is connected in the person's browser, tested, and carried to a server that reads it", async ({
  desktop,
  page,
  personsBrowser,
  server,
}) => {
  await expect(homePage(page).list).toHaveCount(0);
  const connection = await makeConnection(page, "Basecamp", { browser: personsBrowser });
  await connection.expectPassed();
  await expect(connection.step("Access")).toContainText("Kumo Design Works");
  const opened = await desktop.opened();
  expect(opened).toEqual([
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/launchpad\.37signals\.com\/authorization\/new\?/),
  ]);

  const recipient = (await server.type("keyferry identity")).stdout.trim();
  await connection.export.click();
  const dialog = exportDialog(page);
  await dialog.recipients.fill(recipient);
  await dialog.make.click();
  await expect(dialog.ready).toContainText(recipient);
  await desktop.saveTo(join(server.home, "OAuthSettings.txt"), () => dialog.saveButton.click());
  const [, guard, check] = await dialog.commands();
  await dialog.done.click();

  expect(await server.type(guard ?? "")).toMatchObject({ status: 0 });
  expect(await server.type(check ?? "")).toMatchObject({ status: 0, stderr: expect.not.stringContaining("Error") });
  const practice = practiceAt(new URL(opened[0] ?? "").origin);
  expect(await practice.count("basecamp", "code")).toBe(1);
});

test("a consent page that did not open can be opened from the screen", async ({ desktop, page, personsBrowser }) => {
  await homePage(page).begin("Basecamp");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const link = page.getByRole("link", { name: "Open the page here" });
  await expect.poll(() => desktop.opened()).toHaveLength(1);
  await link.click();
  await expect.poll(() => desktop.opened()).toHaveLength(2);
  const [first, second] = await desktop.opened();
  expect(second).toBe(first);
  const tab = await personsBrowser.newPage();
  await tab.goto(second ?? "");
  await tab.getByRole("button", { name: "Allow access" }).click();
  await expect(page.getByText(/^The connection works/)).toBeVisible();
});
