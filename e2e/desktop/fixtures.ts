import { type BrowserContext, test as base, expect } from "@playwright/test";
import { collectComplaints } from "../support/complaints.ts";
import { type Machine, makeMachine } from "../support/machine.ts";
import { makeFolder, removeFolder } from "../support/program.ts";
import { type Desktop, startDesktop } from "./program.ts";
import { runtime } from "./runtime.ts";
import { type DesktopWatch, endWatch, watchOf } from "./watch.ts";

interface Fixtures {
  /** A folder of this test alone. */
  readonly folder: string;
  /** Sees all that the programs of the test let out; a test fails where a secret is in it. */
  readonly watch: DesktopWatch;
  /** The desktop program with an empty home; its window shows the first screen. */
  readonly desktop: Desktop;
  /** The browser of the person who sits before the desktop. */
  readonly personsBrowser: BrowserContext;
  /** A machine without a browser. */
  readonly server: Machine;
  readonly onlyWhereItCanBeShown: undefined;
  /** What the console may complain of, where a test tries what must not work. */
  readonly wantedComplaints: RegExp | undefined;
}

/** A test with a desktop program of its own; `page` is its window. */
export const test = base.extend<Fixtures>({
  onlyWhereItCanBeShown: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use, info) => {
      info.skip(!runtime.isReal && info.tags.includes("@real-only"), "Only the real Electron binary can show this.");
      await use(undefined);
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = await makeFolder();
    await use(folder);
    await removeFolder(folder);
  },
  watch: [
    async ({ folder }, use, info) => {
      const watch = watchOf(folder);
      await use(watch);
      // A test that failed has its own reasons; what it left undone is not looked at.
      const { leaks } = info.errors.length > 0 ? { leaks: [] } : await watch.leaks();
      endWatch(folder);
      expect(leaks, "no secret is let out").toEqual([]);
    },
    { auto: true },
  ],
  wantedComplaints: [undefined, { option: true }],
  desktop: async ({ folder, wantedComplaints }, use, info) => {
    const desktop = await startDesktop(folder);
    const complaints: string[] = [];
    collectComplaints(desktop.page, complaints, wantedComplaints);
    await use(desktop);
    if (info.errors.length > 0) await attach(desktop, info.attach.bind(info));
    await desktop.quit();
    expect(complaints, "the window's console stays silent").toEqual([]);
  },
  page: async ({ desktop }, use) => use(desktop.page),
  personsBrowser: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(context);
    await context.close();
  },
  server: async ({ folder }, use) => use(await makeMachine(folder)),
});

/** What helps to see why a test failed. */
const attach = async ({ page, said }: Desktop, add: ReturnType<typeof base.info>["attach"]): Promise<void> => {
  const picture = await page.screenshot().catch(() => undefined);
  if (picture) await add("window", { body: picture, contentType: "image/png" });
  await add("what the program said", { body: said().join(""), contentType: "text/plain" });
};

export { expect };
