import type { Page } from "@playwright/test";

/** The form for a new connection. */
export const formPage = (page: Page) => ({
  heading: page.getByRole("heading", { level: 1 }),
  connect: page.getByRole("button", { name: "Connect", exact: true }),
  cancel: page.getByRole("button", { name: "Cancel" }),
  /** A property's field, by the property's name. */
  field: (name: string) => page.getByLabel(name, { exact: true }),
  /** How the connection proves who it is. */
  scheme: (name: string) => page.getByRole("radio", { name, exact: true }),
  ownApp: page.getByRole("radio", { name: "My own OAuth app" }),
  embeddedApp: page.getByRole("radio", { name: "Embedded OAuth app" }),
  advanced: page.getByText("Advanced", { exact: true }),
  /** Fills the form from a connection string. */
  paste: async (connectionString: string) => {
    const text = page.getByLabel("Connection string", { exact: true });
    if (!(await text.isVisible())) await page.getByText("As a connection string").click();
    await text.fill(connectionString);
    await text.press("Tab");
  },
});
