import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";

/** The dialog that makes a settings file for another machine. */
export const exportDialog = (page: Page) => {
  const dialog = page.getByRole("dialog");
  return {
    dialog,
    recipients: dialog.getByLabel("Recipients"),
    passphrase: dialog.getByLabel("Passphrase", { exact: true }),
    toPassphrase: dialog.getByText("Anyone with a passphrase"),
    suggest: dialog.getByRole("button", { name: "Suggest one" }),
    handOver: dialog.getByRole("radio", { name: "Hand over" }),
    copy: dialog.getByRole("radio", { name: "Copy" }),
    /** What the only machine is called. */
    machineName: dialog.getByLabel("Name of the server (optional)"),
    /** What each of several machines is called. */
    machineNames: dialog.getByLabel(/^Name of age1/),
    warning: dialog.getByRole("alert"),
    make: dialog.getByRole("button", { name: "Make the file" }),
    ready: page.getByRole("dialog", { name: "The file is ready" }),
    saveButton: dialog.getByRole("button", { name: "Save OAuthSettings.txt" }),
    done: dialog.getByRole("button", { name: "Done" }),
    /** Saves the file as a person does, and gives its text. */
    save: async (): Promise<string> => {
      const download = page.waitForEvent("download");
      await dialog.getByRole("button", { name: "Save OAuthSettings.txt" }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe("OAuthSettings.txt");
      return readFile(await saved.path(), "utf8");
    },
    /** The commands as the dialog shows them, in order. */
    commands: (): Promise<readonly string[]> => dialog.locator("ol code").allTextContents(),
  };
};
