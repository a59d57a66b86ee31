import { once } from "node:events";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { makeConnection } from "../flows.ts";
import { answerDialogs, askedInDialogs } from "./dialogs.ts";
import { expect, test } from "./fixtures.ts";

const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** Where the program ends before it has answered, that is no failure. */
const quit = (app: ElectronApplication) => app.evaluate(({ app: program }) => program.quit()).catch(() => {});

const question = { message: "Close without saving the files?", buttons: ["Keep Them", "Discard the Files"] };

test.beforeEach(async ({ page, personsBrowser, server }) => {
  await makeConnection(page, "Basecamp", { browser: personsBrowser });
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.getByRole("checkbox", { name: "Select Basecamp" }).check();
  await page.getByRole("toolbar").getByRole("button", { name: "Export" }).click();
  await page.getByLabel("Recipients").fill((await server.type("keyferry identity")).stdout.trim());
  await page.getByRole("button", { name: /^Make/ }).click();
  await expect(page.getByText("1 of 1 made")).toBeVisible();
});

test("a window that alone has exported files is not closed without a question, and stays where it is kept", async ({
  desktop,
  folder,
  page,
}) => {
  const { app } = desktop;
  await answerDialogs(app, 0);
  await closeWindow(app);
  await expect.poll(() => askedInDialogs(app)).toEqual([question]);
  await quit(app);
  await expect.poll(() => askedInDialogs(app)).toEqual([question, question]);
  await desktop.saveTo(join(folder, "keyferry.zip"), () =>
    page.getByRole("button", { name: "Save all as one archive" }).click(),
  );
  await expect(page.getByRole("button", { name: "Save the archive again" })).toBeVisible();
  const ended = once(app.process(), "exit");
  await quit(app);
  await ended;
});

test("a program that is quit ends where its person discards the files", async ({ desktop: { app } }) => {
  await answerDialogs(app, 1);
  const ended = once(app.process(), "exit");
  await quit(app);
  await ended;
});
