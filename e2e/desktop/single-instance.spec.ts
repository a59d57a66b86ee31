import { homePage } from "../pages/home.ts";
import { expect, test } from "./fixtures.ts";
import { startAgain } from "./program.ts";

test("a second start brings the first window to the front, hands over its words, and ends", async ({
  desktop: { app },
  folder,
  page,
}) => {
  await homePage(page).newConnection.waitFor();
  await app.evaluate(({ app: program, BrowserWindow }) => {
    const starts: unknown[] = [];
    Object.assign(globalThis, { starts });
    program.on("second-instance", (_event, argv, workingDirectory) => starts.push({ argv, workingDirectory }));
    BrowserWindow.getAllWindows()[0]?.minimize();
  });
  const again = await startAgain(folder, ["--word=of the second start"]);
  expect(again.status).toBe(0);
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { starts: unknown[] }).starts))
    .toEqual([
      { argv: expect.arrayContaining(["--practice", "--word=of the second start"]), workingDirectory: process.cwd() },
    ]);
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((each) => ({ minimized: each.isMinimized(), focused: each.isFocused() })),
  );
  expect(windows).toEqual([{ minimized: false, focused: true }]);
});
