import type { Page } from "@playwright/test";

/** The list of connections, and the services to choose from. */
export const homePage = (page: Page) => {
  const list = page.getByRole("list", { name: "Connections" });
  return {
    heading: page.getByRole("heading", { level: 1, name: "Connections" }),
    newConnection: page.getByRole("button", { name: "New connection" }),
    list,
    rows: list.getByRole("listitem"),
    row: (name: string) => list.getByRole("listitem").filter({ hasText: name }),
    filter: page.getByRole("searchbox", { name: "Find a connection" }),
    service: (name: string) => page.getByRole("button", { name, exact: true }),
    /** Goes to the form for a new connection of a service. */
    begin: async (service: string) => {
      await page.getByRole("button", { name: "New connection" }).click();
      await page.getByRole("button", { name: service, exact: true }).click();
    },
    /** Goes to a connection's own page. */
    open: async (name: string) => {
      await page.getByRole("link", { name: "Keyferry" }).click();
      await list.getByRole("link", { name }).click();
    },
  };
};
