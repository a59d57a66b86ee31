import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, test as base, type ElectronApplication, expect } from "@playwright/test";
import { makeFolder, removeFolder } from "../support/program.ts";
import { runtime } from "./runtime.ts";

// Electron's module in small ways. These hold on the real binary, and so they must on the stand-in.

interface Probe {
  readonly echo: (value: unknown) => Promise<unknown>;
  readonly fail: () => Promise<unknown>;
  readonly sync: (value: unknown) => unknown;
  readonly pathOf: (file: unknown) => string;
  readonly callBack: (callback: (...values: unknown[]) => unknown) => unknown;
  readonly refuse: () => void;
  readonly onNews: (listener: (...values: unknown[]) => void) => void;
}

declare global {
  var happened: [string, unknown][];
  var prevent: Set<string>;
  var probe: Probe;
}

interface Fixtures {
  readonly folder: string;
  readonly app: ElectronApplication;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = await makeFolder();
    await use(folder);
    await removeFolder(folder);
  },
  app: async ({ folder }, use) => {
    const args = [fileURLToPath(new URL("probe", import.meta.url)), `--user-data-dir=${join(folder, "user-data")}`];
    const app = await _electron.launch({ executablePath: runtime.path, args });
    await use(app);
    await app.evaluate(({ app: program }) => program.exit(0)).catch(() => {});
    await app.close();
  },
  page: async ({ app }, use) => {
    const page = await app.firstWindow();
    await page.getByLabel("Text").waitFor();
    await use(page);
  },
});

const happenings = (app: ElectronApplication, name: string): Promise<unknown[]> =>
  app.evaluate(
    (_electron, wanted) => globalThis.happened.flatMap(([each, value]) => (each === wanted ? [value] : [])),
    name,
  );

const urlOf = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());

test("values travel to the main process and back as they are", async ({ page }) => {
  const same = await page.evaluate(async () => {
    const sent = {
      text: "é\u0000",
      number: -0.5,
      list: [1, undefined, null],
      date: new Date(5),
      bytes: new Uint8Array([0, 255]),
    };
    const got = (await globalThis.probe.echo(sent)) as typeof sent;
    return [
      got.text === sent.text,
      got.number,
      got.list[1],
      got.date instanceof Date && got.date.getTime(),
      [...got.bytes],
    ];
  });
  expect(same).toEqual([true, -0.5, undefined, 5, [0, 255]]);
});

test("what a handler throws reaches the page as words", async ({ page }) => {
  const error = await page.evaluate(() => globalThis.probe.fail().catch((each: Error) => each.message));
  expect(error).toBe("Error invoking remote method 'fail': TypeError: on purpose");
});

test("a synchronous question is answered before the script goes on", async ({ page }) => {
  const answers = await page.evaluate(() => [1, 2, 3].map((each) => globalThis.probe.sync(each)));
  expect(answers).toEqual([1, 2, 3].map((value) => ({ value, sameFrame: true, url: "probe://host/" })));
});

test("the page calls into the preload script and is called from it", async ({ page }) => {
  const found = await page.evaluate(() => {
    const got: unknown[] = [];
    const answer = globalThis.probe.callBack((...values) => {
      got.push(...values);
      return "heard";
    });
    let refusal = "";
    try {
      globalThis.probe.refuse();
    } catch (error) {
      refusal = (error as Error).message;
    }
    return { got, answer, refusal };
  });
  expect(found).toEqual({ got: [7, { list: [1, 2] }], answer: "heard", refusal: expect.stringContaining("refused") });
});

test("messages of the main process arrive in order", async ({ app, page }) => {
  await page.evaluate(() => {
    const news: unknown[] = [];
    Object.assign(globalThis, { news });
    globalThis.probe.onNews((each) => news.push(each));
  });
  await app.evaluate(({ BrowserWindow }) => {
    for (let each = 0; each < 50; each++) BrowserWindow.getAllWindows()[0]?.webContents.send("news", each);
  });
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { news: unknown[] }).news))
    .toEqual(Array.from({ length: 50 }, (_, each) => each));
});

test("a chosen file has a path for the preload script", async ({ folder, page }) => {
  const path = join(folder, "chosen.txt");
  await writeFile(path, "chosen");
  await page.getByLabel("File").setInputFiles(path);
  const found = await page
    .getByLabel("File")
    .evaluate((field: HTMLInputElement) => globalThis.probe.pathOf(field.files?.[0]));
  expect(found).toBe(path);
});

test("a key is seen before the page, and can be kept from it", async ({ app, page }) => {
  await page.getByLabel("Text").focus();
  for (const key of ["a", "x", "B"]) await page.keyboard.press(key);
  await expect(page.getByLabel("Text")).toHaveValue("aB");
  const inputs = (await happenings(app, "before-input-event")) as { type: string; key: string; code: string }[];
  const pressed = inputs.filter(({ type }) => type === "keyDown").map(({ key, code }) => ({ key, code }));
  expect(pressed).toEqual([
    { key: "a", code: "KeyA" },
    { key: "x", code: "KeyX" },
    { key: "B", code: "KeyB" },
  ]);
});

test("a link is followed unless the program prevents it; the program's own loading is not asked about", async ({
  app,
  page,
}) => {
  expect(await happenings(app, "will-navigate")).toEqual([]);
  await page.getByRole("link", { name: "Second" }).click();
  await expect(page).toHaveTitle("Second");
  expect(await urlOf(app)).toBe("probe://host/second");
  await app.evaluate(() => {
    globalThis.prevent.add("will-navigate");
  });
  await page.getByRole("link", { name: "Moved" }).click();
  await expect.poll(() => happenings(app, "will-navigate")).toEqual(["probe://host/second", "probe://host/moved"]);
  await page.reload();
  await expect(page).toHaveTitle("Second");
  expect(await urlOf(app)).toBe("probe://host/second");
});

test("windows that a page wants are put to the program", async ({ app, page }) => {
  await page.getByRole("link", { name: "Window" }).click();
  await page.evaluate(() => void window.open("https://elsewhere.example/"));
  await expect
    .poll(() => happenings(app, "window-open"))
    .toEqual(["probe://host/second", "https://elsewhere.example/"]);
  expect(app.windows()).toHaveLength(1);
});

test("a page whose process has died is told of, and comes back when it is loaded again", async ({ app, page }) => {
  await page.getByLabel("Text").waitFor();
  const gone = await app.evaluate(({ app: program, BrowserWindow }) => {
    const { promise, resolve } = Promise.withResolvers<unknown[]>();
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    program.once("render-process-gone", (_event, which, { reason }) => resolve([which === contents, reason]));
    contents?.forcefullyCrashRenderer();
    return promise;
  });
  expect(gone).toEqual([true, expect.stringMatching(/crashed|killed/)]);
  const title = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await contents?.loadURL("probe://host/second");
    return contents?.executeJavaScript("document.title + typeof probe.echo") as Promise<string>;
  });
  expect(title).toBe("Secondfunction");
});

test("a handled scheme answers fetch, with the address that the program knows", async ({ page }) => {
  const asked = await page.evaluate(async () => (await fetch("/asked?a=1")).json());
  expect(asked).toEqual({ url: "probe://host/asked?a=1", method: "GET" });
});

test("a download goes where the program says", async ({ app, folder, page }) => {
  const path = join(folder, "saved.txt");
  const saved = await app.evaluateHandle(({ session }, savePath) => {
    const { promise, resolve } = Promise.withResolvers<string[]>();
    session.defaultSession.once("will-download", (_event, item) => {
      item.setSavePath(savePath);
      item.once("done", (_done, state) => resolve([item.getFilename(), state]));
    });
    return { promise };
  }, path);
  await page.getByRole("link", { name: "Download" }).click();
  expect(await saved.evaluate(({ promise }) => promise)).toEqual(["data.txt", "completed"]);
  expect(await readFile(path, "utf8")).toBe("some data");
});

test("a window remembers its bounds while it is larger", async ({ app, page }) => {
  const found = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error("no window");
    window.setBounds({ x: 10, y: 20, width: 640, height: 480 });
    window.maximize();
    const large = window.getNormalBounds();
    window.unmaximize();
    return { large, back: window.getBounds() };
  });
  const bounds = { x: 10, y: 20, width: 640, height: 480 };
  expect(found).toEqual({ large: bounds, back: bounds });
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 480]);
});

test("closing asks the window, then the program, in Electron's order", async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow }) => {
    globalThis.happened.length = 0;
    globalThis.prevent.add("close");
    BrowserWindow.getAllWindows()[0]?.close();
  });
  expect(await happenings(app, "close")).toHaveLength(1);
  expect(page.isClosed()).toBe(false);
  await app.evaluate(({ app: program, BrowserWindow }) => {
    globalThis.happened.length = 0;
    globalThis.prevent.delete("close");
    globalThis.prevent.add("will-quit");
    program.quit();
    return BrowserWindow.getAllWindows().length;
  });
  await expect
    .poll(() => app.evaluate(() => globalThis.happened.map(([name]) => name)))
    .toEqual(["before-quit", "close", "closed", "will-quit"]);
});

test("a menu's item does what a click on it does", async ({ app, page }) => {
  await page.getByLabel("Text").waitFor();
  const found = await app.evaluate(({ Menu }) => {
    const clicked: string[] = [];
    const menu = Menu.buildFromTemplate([
      {
        label: "File",
        submenu: [{ id: "new", label: "New", accelerator: "CmdOrCtrl+N", click: () => void clicked.push("new") }],
      },
      { id: "on", label: "On", type: "checkbox" },
    ]);
    Menu.setApplicationMenu(menu);
    const [item, box] = [menu.getMenuItemById("new"), menu.getMenuItemById("on")];
    item?.click();
    box?.click();
    const same = Menu.getApplicationMenu()?.items.length;
    return { clicked, checked: box?.checked, accelerator: item?.accelerator, same };
  });
  expect(found).toEqual({ clicked: ["new"], checked: true, accelerator: "CmdOrCtrl+N", same: 2 });
});

test("what the stand-in does not have throws, and says what it is", async ({ app, page }) => {
  test.skip(runtime.isReal, "The real Electron binary has everything.");
  await page.getByLabel("Text").waitFor();
  const words = await app.evaluate(({ app: program, BrowserWindow, shell }) => {
    const wordsOf = (use: () => unknown) => {
      try {
        return String(use());
      } catch (error) {
        return (error as Error).message;
      }
    };
    const [window] = BrowserWindow.getAllWindows();
    return [
      wordsOf(() => program.getGPUFeatureStatus()),
      wordsOf(() => window?.setProgressBar(0.5)),
      wordsOf(() => window?.webContents.print()),
      wordsOf(() => Reflect.get(BrowserWindow, "fromBrowserView")),
      wordsOf(() => shell.readShortcutLink("x")),
      wordsOf(() => program.on("gpu-info-update", () => {})),
      wordsOf(() => new BrowserWindow({ webPreferences: { nodeIntegration: true } })),
    ];
  });
  expect(words).toEqual([
    "stand-in for Electron: app.getGPUFeatureStatus is not implemented",
    "stand-in for Electron: BrowserWindow.setProgressBar is not implemented",
    "stand-in for Electron: webContents.print is not implemented",
    "stand-in for Electron: BrowserWindow.fromBrowserView is not implemented",
    "stand-in for Electron: shell.readShortcutLink is not implemented",
    'stand-in for Electron: app never emits "gpu-info-update"',
    "stand-in for Electron: a window with Node in its page is not implemented",
  ]);
});
