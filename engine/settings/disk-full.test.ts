import type * as FileSystem from "node:fs/promises";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { keysOf, temporaryFolder } from "../test-kit.ts";
import { fileStore } from "./file-store.ts";

const disk = vi.hoisted(() => ({ full: false }));

/** A disk that takes new files but no more content, as a full one does. */
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  const open: typeof real.open = async (...words) => {
    const handle = await real.open(...words);
    if (disk.full) {
      Object.assign(handle, {
        write: () => Promise.reject(Object.assign(new Error("no space left on device"), { code: "ENOSPC" })),
      });
    }
    return handle;
  };
  return { ...real, open, default: { ...real, open } };
});

test("a full disk is found out before anything is asked, and changes nothing", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "OAuthSettings.txt");
  await writeFile(path, "as it was");
  disk.full = true;
  const error = await failureOf(() => fileStore(path, keysOf()).locked((held) => held.prepare()));
  disk.full = false;
  expectFailure(error, "SETTINGS_UNWRITABLE");
  expect(error.exitStatus).toBe(3);
  expect(error.message).toContain("the disk is full");
  expect(await readFile(path, "utf8")).toBe("as it was");
  expect(await readdir(folder)).toEqual([".OAuthSettings.txt.lock", "OAuthSettings.txt"]);
});
