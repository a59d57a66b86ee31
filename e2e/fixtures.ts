import { test as base, expect } from "@playwright/test";
import { collectComplaints } from "./support/complaints.ts";
import { type Machine, makeMachine } from "./support/machine.ts";
import { type Practice, practiceAt } from "./support/practice.ts";
import { makeFolder, removeFolder, type Served, startServed } from "./support/program.ts";
import { createWatch, type Watch } from "./support/watch.ts";

interface Fixtures {
  /** A folder of this test alone. */
  readonly folder: string;
  /** The program, with an empty home and a practice provider. */
  readonly served: Served;
  readonly practice: Practice;
  /** A machine without a browser. */
  readonly server: Machine;
  /** What the screens complained of in the browser's console; a test fails where anything is left in it. */
  readonly complaints: string[];
  /** Sees all that the screens and the program let out; a test fails where a secret is in it. */
  readonly watch: Watch;
}

/** A test with a program of its own; `page` shows its first screen. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = await makeFolder();
    await use(folder);
    await removeFolder(folder);
  },
  served: async ({ folder }, use) => {
    const served = await startServed(folder);
    await use(served);
    await served.stop();
  },
  practice: async ({ served }, use) => use(practiceAt(served.practice)),
  server: async ({ folder }, use) => use(await makeMachine(folder)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints, "the browser's console stays silent").toEqual([]);
  },
  watch: async ({ context, served }, use) => {
    const watch = createWatch(context, served);
    await use(watch);
    // A test that failed has its own reasons; what it left undone is not looked at.
    const { leaks } = test.info().errors.length > 0 ? { leaks: [] } : await watch.leaks(served);
    expect(leaks, "no secret is let out").toEqual([]);
  },
  page: async ({ page, served, complaints, watch }, use) => {
    collectComplaints(page, complaints);
    await watch.attach(page);
    await page.goto(served.address);
    await use(page);
    await watch.look();
  },
});

export { expect };
