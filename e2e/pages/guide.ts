import type { Page } from "@playwright/test";

/** The dialog that says what to do at a service before it can be connected. */
export const guideDialog = (page: Page) => {
  const dialog = page.getByRole("dialog");
  return {
    dialog,
    heading: (name: string) => dialog.getByRole("heading", { name }),
    /** Opens it from the form. */
    open: (words: string) => page.getByRole("button", { name: words, exact: true }).click(),
  };
};
