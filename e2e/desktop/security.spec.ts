import { readFile } from "node:fs/promises";
import { homePage } from "../pages/home.ts";
import { expect, test } from "./fixtures.ts";
import { projectRoot } from "./runtime.ts";

// Named after the points of Electron's security list (https://www.electronjs.org/docs/latest/tutorial/security).
// Points 2, 3, 13, 14 and 20 are tried in first-window.spec.ts, 4 and 18 on the real binary, 19 in scripts/packaging.test.ts.

/** What the window tells of itself to the main process still works. */
const stillAnswers = async (page: Parameters<typeof homePage>[0]) => {
  await page.reload();
  await expect(homePage(page).newConnection).toBeVisible();
};

test.describe("Electron's security list", () => {
  test("1, 18: only secure content: all that the window loads comes from its own scheme", async ({ desktop, page }) => {
    await homePage(page).newConnection.waitFor();
    const origins = await page.evaluate(() =>
      performance.getEntriesByType("resource").map((entry) => new URL(entry.name).origin),
    );
    const own = await page.evaluate(() => location.origin);
    expect(new Set(origins)).toEqual(new Set([own]));
    const url = await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
    expect(url).toMatch(/^app:\/\/keyferry\//);
  });

  test("5: no permission is given to a page", async ({ page }) => {
    await homePage(page).newConnection.waitFor();
    const states = await page.evaluate(async () => {
      const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read"];
      return Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => `${name}: ${state}`),
        ),
      );
    });
    expect(states.filter((state) => !state.endsWith("denied"))).toEqual([]);
  });

  test.describe("what the policy must refuse", () => {
    test.use({ wantedComplaints: /Content Security Policy/ });
    test("6, 7: the policy of the screens lets no script of a page's own run, and asks no other host", async ({
      page,
    }) => {
      await homePage(page).newConnection.waitFor();
      const outcome = await page.evaluate(async () => {
        const ran: string[] = [];
        Object.assign(window, { ran });
        const script = document.createElement("script");
        script.textContent = 'window.ran.push("inline")';
        document.body.append(script);
        const handler = document.createElement("div");
        handler.innerHTML = '<img src="x:" onerror="window.ran.push(\'handler\')">';
        document.body.append(handler);
        // Not at once: what Playwright evaluates may do this, a task of the page may not.
        setTimeout('window.ran.push("eval")', 0);
        const frame = document.createElement("iframe");
        frame.srcdoc = "<script>parent.ran.push('frame')</script>";
        document.body.append(frame);
        const asked = await fetch("https://elsewhere.example/").then(
          () => "answered",
          () => "refused",
        );
        await new Promise((resolve) => setTimeout(resolve, 300));
        for (const each of [script, handler, frame]) each.remove();
        return { ran, asked };
      });
      expect(outcome).toEqual({ ran: [], asked: "refused" });
    });
  });

  test("7: a name from outside is text, whatever it holds", async ({ desktop, page }) => {
    const { mkdir, writeFile } = await import("node:fs/promises");
    const { join } = await import("node:path");
    await homePage(page).newConnection.waitFor();
    const name = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
    const id = "6950dc07-9513-4202-8c1e-434a39f237f3";
    await mkdir(desktop.home, { recursive: true });
    const list = { Format: 1, Connections: [{ id, service: "basecamp", name, createdAt: 1, properties: {} }] };
    await writeFile(join(desktop.home, "catalog.json"), JSON.stringify(list));
    await page.reload();
    await expect(homePage(page).list).toContainText(name);
    await expect(page).not.toHaveTitle(/taken/);
    expect(await page.locator("main img, main script").count()).toBe(0);
  });

  test("8 to 12: no webview, no feature that is off as Electron comes", async ({ page }) => {
    await homePage(page).newConnection.waitFor();
    const inert = await page.evaluate(() => {
      const view = document.createElement("webview");
      view.setAttribute("src", "https://elsewhere.example/");
      document.body.append(view);
      const methods = "executeJavaScript" in view;
      view.remove();
      return !methods;
    });
    expect(inert).toBe(true);
    const windows = await readFile(`${projectRoot}/electron/windows/main-window.ts`, "utf8");
    for (const word of ["webSecurity", "allowRunningInsecureContent", "experimentalFeatures", "enableBlinkFeatures"])
      expect(windows).not.toContain(word);
    for (const line of ["sandbox: true", "contextIsolation: true", "nodeIntegration: false", "webviewTag: false"])
      expect(windows).toContain(line);
  });

  test("15: only addresses that a person may be sent to leave the window", async ({ desktop, page }) => {
    await homePage(page).newConnection.waitFor();
    const evil = [
      "file:///etc/passwd",
      "smb://elsewhere.example/share",
      "ms-msdt:/id",
      "vscode://file/etc/passwd",
      "javascript:alert(1)",
      "data:text/html,<script>1</script>",
      "http://elsewhere.example/plain",
      "https://user:secret@elsewhere.example/",
      "http://127.0.0.1.elsewhere.example/",
      "keyferry://new",
      "x".repeat(5000),
    ];
    await page.evaluate((addresses) => {
      for (const address of addresses) window.open(address);
      window.open("https://guide.example/fine");
    }, evil);
    await expect.poll(() => desktop.opened()).toEqual(["https://guide.example/fine"]);
    await expect(homePage(page).newConnection).toBeVisible();
  });

  test("16: Electron is of a line that is still mended", async () => {
    const { devDependencies } = JSON.parse(await readFile(`${projectRoot}/package.json`, "utf8"));
    expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
  });

  test("17: a message from anything but the window's own main frame is dropped", async ({ desktop, page }) => {
    await homePage(page).newConnection.waitFor();
    const answers = await desktop.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) return ["no window"];
      const sent: unknown[] = [];
      const send = contents.send.bind(contents);
      contents.send = (channel: string, ...values: unknown[]) => {
        sent.push(values);
        send(channel, ...values);
      };
      const message = JSON.stringify({ i: "900", p: { u: "/connections/list" } });
      for (const senderFrame of [
        null,
        { url: "https://elsewhere.example/" },
        { url: "app://keyferry.elsewhere.example/" },
        { url: "app://keyferry/" },
      ])
        ipcMain.emit("keyferry", { sender: contents, senderFrame }, message);
      ipcMain.emit("keyferry:unknown", { sender: contents, senderFrame: contents.mainFrame }, message);
      await new Promise((resolve) => setTimeout(resolve, 500));
      contents.send = send;
      return sent;
    });
    expect(answers).toEqual([]);
    await stillAnswers(page);
  });

  test("17: what is no call, or a call that does not exist, brings nothing down", async ({ page }) => {
    await homePage(page).newConnection.waitFor();
    await page.evaluate(() => {
      const port = (window as unknown as { keyferryPort: { postMessage: (data: unknown) => void } }).keyferryPort;
      for (const data of ["garbage", "", "{}", "[]", '{"i":"x"}', 5, null, { a: 1 }, new Uint8Array([1, 2, 3])])
        port.postMessage(data);
      port.postMessage(JSON.stringify({ i: "901", p: { u: "/app/shutDown" } }));
      port.postMessage(JSON.stringify({ i: "902", p: { u: "/constructor/constructor" } }));
    });
    await stillAnswers(page);
  });
});
