import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../test-kit.ts";
import { type PreparedWrite, prepareWrite, writeFileAtomically } from "./atomic-file.ts";

const commit = async (prepared: PreparedWrite, text: string) => {
  await prepared.write(text);
  await prepared.place();
};

const posix = process.platform !== "win32";

describe("a prepared write", () => {
  test("leaves the old content readable until it is committed", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "file.txt");
    await writeFile(path, "old");
    const prepared = await prepareWrite(path, 1000);
    expect(await readFile(path, "utf8")).toBe("old");
    await commit(prepared, "new");
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["file.txt"]);
  });

  test("takes its temporary file away when abandoned, and leaves the old content", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "file.txt");
    await writeFile(path, "old");
    const prepared = await prepareWrite(path, 1000);
    expect(await readdir(folder)).toHaveLength(2);
    await prepared.abandon();
    expect(await readdir(folder)).toEqual(["file.txt"]);
    expect(await readFile(path, "utf8")).toBe("old");
  });

  test("can be abandoned again, and after its commit, without harm", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "file.txt");
    const prepared = await prepareWrite(path, 10);
    await commit(prepared, "new");
    await prepared.abandon();
    await prepared.abandon();
    expect(await readFile(path, "utf8")).toBe("new");
  });

  test("keeps nothing of what it reserved, whether more or less is written", async () => {
    const path = join(await temporaryFolder(), "file.txt");
    for (const text of ["x", "日本語".repeat(5000), ""]) {
      await commit(await prepareWrite(path, 1000), text);
      expect(await readFile(path, "utf8")).toBe(text);
    }
  });

  test("reserves its room before it is known what is written", async () => {
    const folder = await temporaryFolder();
    const prepared = await prepareWrite(join(folder, "file.txt"), 12_345);
    const [name = ""] = await readdir(folder);
    expect((await stat(join(folder, name))).size).toBe(12_345);
    await prepared.abandon();
  });

  test("whose rename fails keeps what was written beside its target", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "file.txt");
    const prepared = await prepareWrite(path, 10);
    await mkdir(join(path, "in-the-way"), { recursive: true });
    await expect(commit(prepared, "new")).rejects.toMatchObject({ code: expect.stringMatching(/^E[A-Z]+$/) });
    expect(await readFile(prepared.temporary, "utf8")).toBe("new");
  });
});

test("a replacement in one step whose rename fails leaves no temporary file", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "file.txt");
  await mkdir(join(path, "in-the-way"), { recursive: true });
  await expect(writeFileAtomically(path, "new")).rejects.toMatchObject({ code: expect.stringMatching(/^E[A-Z]+$/) });
  expect(await readdir(folder)).toEqual(["file.txt"]);
});

test.runIf(posix)("files are for their user alone, whatever the old file's mode was", async () => {
  const path = join(await temporaryFolder(), "deep", "er", "file.txt");
  await writeFileAtomically(path, "one");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o644);
  await writeFileAtomically(path, "two");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a reader never sees half a file, however many write", async () => {
  const path = join(await temporaryFolder(), "file.txt");
  const whole = (letter: string) => letter.repeat(50_000);
  await writeFileAtomically(path, whole("a"));
  let writing = true;
  const writers = Promise.all(
    [..."bcdefgh"].map(async (letter) => {
      for (let round = 0; round < 5; round++) await writeFileAtomically(path, whole(letter));
    }),
  ).finally(() => {
    writing = false;
  });
  let reads = 0;
  while (writing) {
    const content = await readFile(path, "utf8");
    expect(content === whole(content[0] ?? "")).toBe(true);
    reads++;
  }
  await writers;
  expect(reads).toBeGreaterThan(0);
});

test("a folder that cannot be made is told with Node's own code", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "file"), "");
  await expect(prepareWrite(join(folder, "file", "below.txt"), 0)).rejects.toMatchObject({
    code: expect.stringMatching(/^(ENOTDIR|EEXIST)$/),
  });
});
