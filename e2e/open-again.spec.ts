import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { startServed } from "./support/program.ts";

test.use({
  // A browser that only notes which addresses it was asked to open.
  served: async ({ folder }, use) => {
    const browser = join(folder, "browser.sh");
    await writeFile(browser, `#!/bin/sh\necho "$1" >> '${join(folder, "opened.txt")}'\n`, { mode: 0o755 });
    const served = await startServed(folder, { KEYFERRY_BROWSER: browser });
    await use(served);
    await served.stop();
  },
});

test("the browser is opened for the consent page, and once more by Open again", async ({ page, folder }) => {
  const opened = async () =>
    (await readFile(join(folder, "opened.txt"), "utf8").catch(() => "")).split("\n").slice(0, -1);
  await homePage(page).begin("Basecamp");
  await formPage(page).connect.click();
  const consent = consentPage(page);
  const address = await consent.open.getAttribute("href");
  await expect.poll(opened).toEqual([address]);
  await consent.openAgain.click();
  await expect.poll(opened).toEqual([address, address]);
});
