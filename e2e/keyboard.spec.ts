import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { makeConnection, makeTwelve } from "./flows.ts";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { exportDialog } from "./pages/export.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";

/** Presses Tab until a control has the focus, as a person does who has no mouse. */
const tabTo = async (page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> => {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Forty times ${key} does not lead there.`);
};

/** Goes there and presses it. */
const press = async (page: Page, target: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> => {
  await tabTo(page, target);
  await page.keyboard.press(key);
};

/** Allows access on the service's own page, as the person named. */
const allowAs = async (page: Page, person?: string): Promise<void> => {
  const opened = page.context().waitForEvent("page");
  await press(page, consentPage(page).open);
  const tab = await opened;
  if (person) {
    await tabTo(tab, tab.getByRole("radio").first());
    const wanted = tab.getByRole("radio", { name: person });
    for (let presses = 0; presses < 5 && !(await wanted.isChecked()); presses += 1)
      await tab.keyboard.press("ArrowDown");
  }
  await press(tab, tab.getByRole("button", { name: "Allow access" }));
  await tab.getByRole("heading", { name: "You can close this tab" }).waitFor();
  await tab.close();
};

test("a connection is made, and made again for somebody else, with the keyboard alone", async ({ page }) => {
  const home = homePage(page);
  await press(page, home.newConnection);
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeFocused();
  await tabTo(page, page.getByRole("searchbox", { name: "Find a service" }));
  await page.keyboard.type("ＢＡＳＥ");
  await expect(page.getByRole("main").getByRole("button")).toHaveText([/^Basecamp/]);
  await page.keyboard.press("Enter");
  const form = formPage(page);
  await expect(form.heading).toBeFocused();
  await tabTo(page, form.field("Name"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("By hand");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to Basecamp" })).toBeFocused();
  await allowAs(page);

  const connection = connectionPage(page);
  await expect(connection.heading("By hand")).toBeFocused();
  await expect(page.getByText("You connected as Hana Mori")).toBeVisible();
  await press(page, page.getByRole("button", { name: "Close this note" }));
  await connection.expectPassed();
  await press(page, connection.reconnect);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to Basecamp" })).toBeFocused();
  await allowAs(page, "Tom Okafor");
  await expect(page.getByText("This is another account than before")).toBeVisible();
  await press(page, page.getByRole("button", { name: "Discard, nothing changes" }));
  await expect(connection.heading("By hand")).toBeFocused();
  await expect(page.getByText("Basecamp · Kumo Design Works")).toBeVisible();
});

test("a connection is tested and mended with the keyboard alone, and readers are told", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await practice.fault({ service: "basecamp", at: "api", kind: "html", times: 0 });
  const told = page.locator("[aria-live=polite]").filter({ hasText: "The connection works" });
  await expect(told).toHaveCount(1);
  await page.evaluate(() => {
    const live = document.querySelector("section [aria-live=polite]");
    const heard: string[] = [];
    Object.assign(window, { heard });
    if (live)
      new MutationObserver(() => heard.push(live.textContent)).observe(live, {
        childList: true,
        subtree: true,
        characterData: true,
      });
  });
  await press(page, connection.test, "Space");
  await expect(connection.failed).toBeVisible();
  await expect(connection.test).toBeFocused();
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard.join("\n"));
  expect(heard).toMatch(/The test is running…Step [12] of 5: (Settings|Network).*The connection does not work/s);

  const identity = connection.step("Identity");
  const again = identity.getByRole("button", { name: "Run it again" });
  const requests = identity.locator("summary");
  await tabTo(page, requests);
  await page.keyboard.press("Enter");
  await expect(identity.getByRole("table", { name: "Requests" })).toBeVisible();
  await practice.clearFaults();
  await tabTo(page, again, "Shift+Tab");
  await page.keyboard.press("Enter");
  await connection.expectPassed();
  // The button did its work and is gone; the step it belonged to has the focus, and Tab goes on from there.
  await expect(identity).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(requests).toBeFocused();
});

test("a connection is carried to a server and taken back with the keyboard alone", async ({ page, server }) => {
  const connection = await makeConnection(page, "Basecamp");
  await press(page, connection.export);
  const dialog = exportDialog(page);
  await expect(dialog.recipients).toBeFocused();
  await page.keyboard.type((await server.type("keyferry identity")).stdout.trim());
  await tabTo(page, dialog.machineName);
  await page.keyboard.type("db-1");
  await press(page, dialog.make);
  await expect(dialog.ready).toBeVisible();
  await expect(dialog.saveButton).toBeFocused();
  const kits = dialog.ready.getByRole("radiogroup", { name: "Where it goes" });
  await tabTo(page, kits.getByRole("radio").first());
  await page.keyboard.press("ArrowRight");
  await expect(kits.getByRole("radio", { name: "systemd" })).toBeChecked();
  await press(page, dialog.ready.getByRole("button", { name: "Copy keyferry-basecamp.service" }));
  await expect(dialog.ready.getByRole("button", { name: "Copied" })).toBeFocused();
  const saved = page.waitForEvent("download");
  await press(page, dialog.ready.getByRole("button", { name: "Save keyferry-basecamp.timer" }));
  expect((await saved).suggestedFilename()).toBe("keyferry-basecamp.timer");
  await press(page, dialog.done);
  await expect(connection.dialog).toHaveCount(0);
  await expect(connection.export).toBeFocused();

  await page.keyboard.press("Control+k");
  // At once: what is typed before the palette has the focus is its own, too.
  await page.keyboard.type("Servers");
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveValue("Servers");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Servers" })).toBeFocused();
  const rename = page.getByRole("button", { name: "Rename db-1" });
  await press(page, rename);
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rename).toBeFocused();
  await press(page, page.getByRole("button", { name: "Take back Basecamp" }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Take it back here" }));
  const machine = page.getByRole("region", { name: "db-1" });
  await expect(machine).toContainText("Holds nothing now.");
  await expect(machine).toBeFocused();
});

test("connections are found, chosen, deleted and brought back with the keyboard alone", async ({ page, served }) => {
  const home = await makeTwelve(page, served.home, "Kumo");
  await tabTo(page, home.filter);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(home.filter).toBeFocused();
  await page.keyboard.type("catalogue");
  await expect(home.rows).toHaveCount(2);
  await press(page, page.getByRole("button", { name: "Sort: Needs attention" }));
  const byName = page.getByRole("menuitemradio", { name: "Name" });
  await byName.waitFor();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(byName).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sort: Name" })).toBeFocused();
  await tabTo(page, home.rows.first().getByRole("checkbox"));
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  const actions = page.getByRole("toolbar", { name: "Actions for the selected connections" });
  await expect(actions).toContainText("2 selected");
  await press(page, actions.getByRole("button", { name: "Delete" }));
  await expect(page.getByText("2 connections deleted")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(home.rows).toHaveCount(2);
  await expect(page.locator("main")).toBeFocused();
});
