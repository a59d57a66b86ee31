import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { makeConnection } from "../../e2e/flows.ts";
import { readCatalog, settingsFileOf } from "../../e2e/support/list.ts";
import type { Practice } from "../../e2e/support/practice.ts";

const toHome = (page: Page): Promise<void> => page.getByRole("link", { name: "Keyferry" }).click();

/** Adds four connections to the first one, one for each way a connection can stand. */
export const fillHome = async (page: Page, practice: Practice, home: string): Promise<void> => {
  await toHome(page);
  await makeConnection(page, "Instagram", { name: "Kumo on Instagram" });
  await toHome(page);
  await makeConnection(page, "Basecamp", { name: "Client archive", properties: { ProjectId: "abcd1234" } });
  await practice.set({ services: { instagram: { firstTokenLifetime: 1, accessTokenLifetime: 1 } } });
  await toHome(page);
  await makeConnection(page, "Instagram", { name: "Press office" });
  await toHome(page);
  await makeConnection(page, "Basecamp", { name: "Agency hand-over" });
  const damaged = (await readCatalog(home)).Connections.find(({ name }) => name === "Agency hand-over");
  await writeFile(settingsFileOf(home, damaged?.id ?? ""), "-----BEGIN AGE ENCRYPTED FILE-----\n");
};
