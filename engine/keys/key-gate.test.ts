import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { fakeKeychain, temporaryFolder } from "../test-kit.ts";
import { fileKeySource } from "./identity-file.ts";
import { newRecoveryCode, readRecoveryCode } from "./recovery-code.ts";

const desktop = async ({ keychain: available = true } = {}) => {
  const path = join(await temporaryFolder(), "identity.txt");
  const fake = fakeKeychain();
  fake.now.available = available;
  const source = () => fileKeySource({ identityPath: path, wrapper: fake.keychain, personDecides: true });
  const start = async () => {
    const keys = source();
    return { keys, gate: (await keys.gate?.()) ?? expect.unreachable() };
  };
  return { path, start, ...fake };
};

const passphrase = "correct horse battery";

describe("a desktop without a keychain", () => {
  test("makes no key before a person decides how it is kept", async () => {
    const { start, path } = await desktop({ keychain: false });
    const { keys, gate } = await start();
    expect(await gate.state()).toMatchObject({ state: "undecided", reason: { en: "this session has none" } });
    expectFailure(await failureOf(() => keys.ensureIdentity()), "IDENTITY_UNDECIDED");
    expect(await readdir(dirname(path))).toEqual([]);
  });

  test("keeps the key behind a passphrase, which each start asks for once", async () => {
    const { start, path } = await desktop({ keychain: false });
    const first = await start();
    expectFailure(await failureOf(() => first.gate.choosePassphrase("short")), "PASSPHRASE_TOO_SHORT");
    await first.gate.choosePassphrase(passphrase);
    expect(await first.gate.state()).toEqual({ state: "ready", recovery: "not-needed" });
    const identity = await first.keys.identity();
    expect(await readFile(path, "utf8")).not.toContain(identity);

    const second = await start();
    expect(await second.gate.state()).toEqual({ state: "passphrase" });
    expectFailure(await failureOf(() => second.keys.ensureIdentity()), "IDENTITY_PASSPHRASE_MISSING");
    expectFailure(await failureOf(() => second.gate.unlock("another passphrase")), "IDENTITY_PASSPHRASE_WRONG");
    expect(await second.gate.state()).toEqual({ state: "passphrase" });
    await second.gate.unlock(passphrase);
    expect(await second.gate.state()).toEqual({ state: "ready", recovery: "not-needed" });
    expect(await second.keys.identity()).toBe(identity);
  });

  test("uses a plain file where a person says so, and asks no more", async () => {
    const { start } = await desktop({ keychain: false });
    const { keys, gate } = await start();
    await gate.choosePlainFile();
    expect(await keys.storage()).toMatchObject({ kind: "file" });
    expect(await (await start()).gate.state()).toEqual({ state: "ready", recovery: "not-needed" });
  });
});

describe("a recovery code", () => {
  const withCode = async () => {
    const machine = await desktop();
    const { keys, gate } = await machine.start();
    expect(await gate.state()).toEqual({ state: "ready", recovery: "missing" });
    const identity = await keys.identity();
    let code = "";
    expect(
      await gate.makeRecoveryCode(async (made) => {
        code = made;
        return true;
      }),
    ).toBe(true);
    expect(await gate.state()).toEqual({ state: "ready", recovery: "made" });
    return { ...machine, identity, code };
  };

  test("stands in no file, and one that the person did not take is not in force", async () => {
    const { path, code, start } = await withCode();
    expect(await readFile(path, "utf8")).not.toContain(code);
    const { gate } = await start();
    expect(await gate.makeRecoveryCode(async () => false)).toBe(false);
    expect(await gate.state()).toEqual({ state: "ready", recovery: "made" });
  });

  test("puts the key under the new keychain where the old one's key is gone, however it is typed", async () => {
    const { start, now, code, identity, path } = await withCode();
    now.key = "2";
    const { gate, keys } = await start();
    expect(await gate.state()).toMatchObject({
      state: "lost",
      error: { code: "KEYCHAIN_REFUSED" },
      recoverable: true,
      keychain: true,
    });
    const before = await readFile(path, "utf8");
    expectFailure(await failureOf(() => gate.recover(newRecoveryCode(), undefined)), "RECOVERY_CODE_WRONG");
    expectFailure(await failureOf(() => gate.recover("nonsense", undefined)), "RECOVERY_CODE_WRONG");
    expect(await readFile(path, "utf8")).toBe(before);
    await gate.recover(` ${code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")} `, undefined);
    expect(await gate.state()).toEqual({ state: "ready", recovery: "made" });
    expect(await keys.identity()).toBe(identity);
    const kept = (await readdir(dirname(path))).find((name) => name.startsWith(`${basename(path)}.before-recovery-`));
    expect(await readFile(join(dirname(path), kept ?? expect.unreachable()), "utf8")).toBe(before);
  });

  test("puts it behind a passphrase where there is no keychain any more", async () => {
    const { start, now, code, identity } = await withCode();
    now.available = false;
    const { gate, keys } = await start();
    expect(await gate.state()).toMatchObject({ state: "lost", recoverable: true, keychain: false });
    expectFailure(await failureOf(() => gate.recover(code, undefined)), "PASSPHRASE_TOO_SHORT");
    await gate.recover(code, passphrase);
    expect(await keys.identity()).toBe(identity);
    expect(await (await start()).gate.state()).toEqual({ state: "passphrase" });
  });

  test("an earlier one opens nothing once there is a newer one", async () => {
    const { start, now, code } = await withCode();
    await (await start()).gate.makeRecoveryCode(async () => true);
    now.available = false;
    expectFailure(await failureOf(async () => (await start()).gate.recover(code, passphrase)), "RECOVERY_CODE_WRONG");
  });

  test("that was never made is told of", async () => {
    const { start, now } = await desktop();
    await (await start()).gate.state();
    now.available = false;
    const { gate } = await start();
    expect(await gate.state()).toMatchObject({ state: "lost", recoverable: false });
    expectFailure(await failureOf(() => gate.recover(newRecoveryCode(), passphrase)), "RECOVERY_CODE_MISSING");
  });

  test("is read back as it was made, and nothing else is read as one", () => {
    for (let time = 0; time < 50; time++) {
      const code = newRecoveryCode();
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readRecoveryCode(code)).toBe(code);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const read = readRecoveryCode(text);
        expect(read === undefined || readRecoveryCode(read) === read).toBe(true);
      }),
    );
  });
});
