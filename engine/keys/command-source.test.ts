import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { newIdentity, temporaryFolder } from "../test-kit.ts";
import { commandKeySource } from "./command-source.ts";

const keysOf = (command: string, timeLimitMs?: number) =>
  commandKeySource({ command, passphrase: async () => undefined, ...(timeLimitMs ? { timeLimitMs } : {}) });

describe.skipIf(process.platform === "win32")("a command that prints the identity", () => {
  test("is run once in the life of the process, by the system's shell", async () => {
    const folder = await temporaryFolder();
    const identity = await newIdentity();
    await writeFile(join(folder, "key"), `# a remark\n${identity}\n`);
    const keys = keysOf(`echo run >> '${folder}/runs'; cat '${folder}/key' | grep -v nothing`);
    expect(await Promise.all([keys.identity(), keys.ensureIdentity(), keys.identity()])).toEqual([
      identity,
      identity,
      identity,
    ]);
    expect(await keys.identities()).toEqual([identity]);
    expect(await readFile(join(folder, "runs"), "utf8")).toBe("run\n");
    expect(keys.file).toBeUndefined();
  });

  test("is named by its variable, never by its words", async () => {
    const storage = await keysOf("vault read canary-token").storage();
    expect(storage).toMatchObject({ kind: "command", label: "KEYFERRY_IDENTITY_COMMAND" });
    expect(JSON.stringify(storage)).not.toContain("canary-token");
  });

  test.each([
    ["echo canary-out; echo canary-err >&2; exit 7", /ended with status 7/],
    ["echo canary-out", /printed no age identity/],
    ["kill -9 $$", /ended by SIGKILL/],
    ["canary-out-is-no-command", /ended with status 127/],
    ["yes canary-out | head -c 100000", /more than 64 KiB/],
  ])("%s: says what went wrong, and nothing that was printed", async (command, said) => {
    const error = await failureOf(keysOf(command).identity);
    expectFailure(error, "IDENTITY_COMMAND_FAILED", ["canary-out", "canary-err"]);
    expect(error.message).toMatch(said);
    expect(error.exitStatus).toBe(3);
  });

  test("that takes too long is ended, what it started too, and can be asked again", async () => {
    const folder = await temporaryFolder();
    const keys = keysOf(`sleep 60 & echo $! > '${folder}/pid'; wait`, 1000);
    const error = await failureOf(keys.identity);
    expectFailure(error, "IDENTITY_COMMAND_FAILED");
    expect(error.message).toContain("longer than 1 seconds");
    const pid = Number(await readFile(join(folder, "pid"), "utf8"));
    await expect.poll(() => isRunning(pid)).toBe(false);
    await writeFile(join(folder, "later"), "");
    expectFailure(await failureOf(keys.identity), "IDENTITY_COMMAND_FAILED");
  });
});

/** A process that ended but was not yet waited for is still known; its state says so. */
const isRunning = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0);
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") R");
    return !/\) Z/.test(stat);
  } catch {
    return false;
  }
};
