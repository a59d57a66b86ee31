import type { Page } from "@playwright/test";

/** An error answer of a call is part of the product; everything else in the console is a fault. */
export const collectComplaints = (page: Page, complaints: string[], wanted: RegExp = /$^/): void => {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const expected = message.text().startsWith("Failed to load resource") && message.location().url.includes("/rpc/");
    if (["error", "warning"].includes(message.type()) && !expected && !wanted.test(message.text()))
      complaints.push(message.text());
  });
};
