import { expect, type Page } from "@playwright/test";

const stepNames = ["Settings", "Network", "Access token", "Identity", "Access"] as const;

/** A connection's own page. */
export const connectionPage = (page: Page) => {
  const steps = page.getByRole("list", { name: "Test steps" });
  const step = (name: (typeof stepNames)[number]) => steps.getByRole("listitem").nth(stepNames.indexOf(name));
  return {
    heading: (name: string) => page.getByRole("heading", { level: 1, name, exact: true }),
    test: page.getByRole("button", { name: "Test", exact: true }),
    export: page.getByRole("button", { name: "Export" }),
    reconnect: page.getByRole("button", { name: "Reconnect" }),
    delete: page.getByRole("button", { name: "Delete", exact: true }),
    rename: page.getByRole("button", { name: "Rename" }),
    takeBack: page.getByRole("button", { name: "Take back" }),
    passed: page.getByText(/^The connection works/),
    failed: page.getByText("The connection does not work"),
    steps,
    step,
    dialog: page.getByRole("dialog"),
    /** Which account of the sign-in the connection is for. */
    account: page.getByRole("region", { name: "Account" }).getByRole("combobox"),
    /** Waits for the end of a test in which everything is good. */
    expectPassed: async () => {
      await expect(page.getByText(/^The connection works/)).toBeVisible();
      await expect(steps.getByRole("listitem")).toHaveCount(5);
      await expect(steps.getByRole("listitem").filter({ hasText: "Passed" })).toHaveCount(5);
    },
    /** Runs the test and waits for the step that fails. */
    expectFailureAt: async (name: (typeof stepNames)[number], words: RegExp) => {
      await page.getByRole("button", { name: "Test", exact: true }).click();
      await expect(page.getByText("The connection does not work")).toBeVisible();
      await expect(step(name)).toContainText("Failed");
      await expect(step(name)).toContainText(words);
      await expect(step(name)).toContainText("What to do");
    },
  };
};
