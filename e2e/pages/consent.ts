import type { BrowserContext, Page } from "@playwright/test";

/** The screen that waits while a person signs in, and the service's page where they do, in a browser. */
export const consentPage = (page: Page, browser: BrowserContext = page.context()) => {
  const open = page.getByRole("link", { name: "Open the page here" });
  /** Opens the consent page in a tab of its own, as a person's browser would. */
  const openTab = async (): Promise<Page> => {
    const tab = await browser.newPage();
    await tab.goto((await open.getAttribute("href")) ?? "");
    return tab;
  };
  return {
    waiting: page.getByText(/^Waiting for the answer at /),
    open,
    openAgain: page.getByRole("button", { name: "Open again" }),
    cancel: page.getByRole("button", { name: "Cancel" }),
    address: page.getByLabel("Paste the address"),
    finish: page.getByRole("button", { name: "Finish with this address" }),
    openTab,
    /** Signs in at the service and allows access; the tab ends on the page that says so. */
    allow: async (person?: string): Promise<void> => {
      const tab = await openTab();
      if (person) await tab.getByRole("radio", { name: person }).check();
      await tab.getByRole("button", { name: "Allow access" }).click();
      await tab.getByRole("heading", { name: "You can close this tab" }).waitFor();
      await tab.close();
    },
  };
};
