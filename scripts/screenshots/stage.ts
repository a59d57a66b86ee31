import type { Browser, Page } from "@playwright/test";
import { type Machine, makeMachine } from "../../e2e/support/machine.ts";
import { type Practice, practiceAt } from "../../e2e/support/practice.ts";
import { makeFolder, removeFolder, type Served, startServed } from "../../e2e/support/program.ts";
import { wide } from "./camera.ts";

/** What a scene is played on: a program with an empty home, a practice provider, and a server. */
export interface Stage {
  readonly page: Page;
  readonly served: Served;
  readonly practice: Practice;
  readonly server: Machine;
  /** Shows the list of connections. */
  readonly toHome: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Sets a stage up, the screens shown in English on their first page. */
export const openStage = async (browser: Browser): Promise<Stage> => {
  const folder = await makeFolder();
  const served = await startServed(folder);
  const context = await browser.newContext({ viewport: wide, locale: "en-US", timezoneId: "Asia/Tokyo" });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(served.address);
  return {
    page,
    served,
    practice: practiceAt(served.practice),
    server: await makeMachine(folder),
    toHome: () => page.getByRole("link", { name: "Keyferry" }).click(),
    close: async () => {
      await context.close();
      await served.stop();
      await removeFolder(folder);
    },
  };
};
