import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { temporaryFolder } from "../test-kit.ts";
import { lockPath, withLock } from "./lock.ts";

/** Another process that takes the lock, says so, and holds it until it is killed. */
const holder = async (path: string) => {
  const module = pathToFileURL(join(import.meta.dirname, "lock.ts")).href;
  const code = `const { withLock } = await import(${JSON.stringify(module)});
    setInterval(() => {}, 1000);
    await withLock(${JSON.stringify(path)}, () => { console.log("held"); return new Promise(() => {}); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return child;
};

describe("the lock", () => {
  test("lets one holder in at a time, and each of them in the end", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    let inside = 0;
    let done = 0;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        withLock(path, async () => {
          expect(++inside).toBe(1);
          await sleep(5);
          inside--;
          done++;
        }),
      ),
    );
    expect(done).toBe(5);
  });

  test("is given back when the work fails, and the failure comes through", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await expect(withLock(path, () => Promise.reject(new Error("work failed")))).rejects.toThrow("work failed");
    expect(await withLock(path, async () => "again")).toBe("again");
  });

  test("makes the folder it stands in", async () => {
    const path = join(await temporaryFolder(), "not", "yet", "file.txt");
    expect(await withLock(path, async () => "in")).toBe("in");
  });

  test("that cannot be made says that the settings cannot be written", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const error = await failureOf(() => withLock(join(folder, "file", "settings.txt"), async () => "in"));
    expectFailure(error, "SETTINGS_UNWRITABLE");
    expect(error.exitStatus).toBe(3);
  });

  test("of another process keeps this one out while it lives, even suspended, and goes with it when it is killed", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    const other = await holder(path);
    let entered = false;
    const waiting = withLock(path, async () => {
      entered = true;
    });
    await sleep(500);
    other.kill("SIGSTOP");
    await sleep(6000);
    expect(entered).toBe(false);
    other.kill("SIGKILL");
    const killed = performance.now();
    await waiting;
    expect(performance.now() - killed).toBeLessThan(5000);
  });

  test("is not let go of where another caller of the same process wants it too", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await withLock(path, async () => {
      expectFailure(await failureOf(() => withLock(path, async () => "in", { patienceMs: 0 })), "SETTINGS_BUSY");
      const module = pathToFileURL(join(import.meta.dirname, "lock.ts")).href;
      const code = `const { withLock } = await import(${JSON.stringify(module)});
        await withLock(${JSON.stringify(path)}, async () => console.log("in"), { patienceMs: 0 })
          .catch((error) => console.log(error.code));`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      expect((await text(child.stdout)).trim()).toBe("SETTINGS_BUSY");
    });
  });

  test("that is held is not waited for longer than patience lasts", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await holder(path);
    const started = performance.now();
    const error = await failureOf(() => withLock(path, async () => "in", { patienceMs: 300 }));
    expectFailure(error, "SETTINGS_BUSY");
    expect(error.exitStatus).toBe(75);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("is not needed any more once something else gives the answer", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await holder(path);
    let asked = 0;
    const meanwhile = async () => (++asked < 3 ? undefined : "theirs");
    expect(await withLock(path, async () => "ours", { meanwhile })).toBe("theirs");
  });

  test("whose file somebody removed is not trusted: a new one is made and locked", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await withLock(path, async () => {
      await rm(lockPath(path));
    });
    expect(await withLock(path, async () => "in")).toBe("in");
  });

  test("stays empty, and belongs to its user alone", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await withLock(path, async () => {});
    const { size, mode } = await stat(lockPath(path));
    expect(size).toBe(0);
    if (process.platform !== "win32") expect(mode & 0o777).toBe(0o600);
  });

  test("whose file holds something else says that it cannot be locked", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    await writeFile(lockPath(path), "not ours. ".repeat(200));
    const error = await failureOf(() => withLock(path, async () => "in"));
    expectFailure(error, "SETTINGS_UNWRITABLE");
    expect(error.message).toContain(".file.txt.lock");
  });
});
