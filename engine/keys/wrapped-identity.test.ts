import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { recipientOf } from "../settings/envelope.ts";
import { fakeKeychain, newIdentity, temporaryFolder } from "../test-kit.ts";
import { fileKeySource } from "./identity-file.ts";

const wrappedHome = async () => {
  const path = join(await temporaryFolder(), "identity.txt");
  const fake = fakeKeychain();
  const source = () => fileKeySource({ identityPath: path, wrapper: fake.keychain });
  const identity = await source().ensureIdentity();
  return { path, source, identity, ...fake, bytes: await readFile(path, "utf8") };
};

describe("a new identity where there is a keychain", () => {
  test("is wrapped from the start, for its user alone, with no key in the clear", async () => {
    const { path, source, identity, bytes } = await wrappedHome();
    expect(bytes).not.toContain("AGE-SECRET-KEY");
    expect(JSON.parse(bytes)).toMatchObject({
      Format: 1,
      Recipient: await recipientOf(identity),
      Wraps: [{ Kind: "os-keychain", Version: 1, Label: "Test Keychain" }],
    });
    if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await source().identity()).toBe(identity);
    expect(await source().storage()).toMatchObject({ kind: "keychain", label: "Test Keychain" });
  });

  test("is opened once in the life of a process", async () => {
    const { source, now } = await wrappedHome();
    now.unwrapped = 0;
    const keys = source();
    for (let time = 0; time < 3; time++) await keys.identity();
    expect(now.unwrapped).toBe(1);
  });
});

describe("a new identity where the keychain is none", () => {
  test("is a plain file that says why, and is offered the keychain once there is one", async () => {
    const path = join(await temporaryFolder(), "identity.txt");
    const { keychain, now } = fakeKeychain();
    now.available = false;
    const keys = fileKeySource({ identityPath: path, wrapper: keychain });
    const identity = await keys.ensureIdentity();
    expect(await readFile(path, "utf8")).toContain(identity);
    expect(await keys.storage()).toMatchObject({ kind: "file", warning: { en: "this session has none" } });
    now.available = true;
    expect(await keys.storage()).toMatchObject({ kind: "file", keychainOffered: "Test Keychain" });
    expect(await keys.identity()).toBe(identity);
    expect(await readFile(path, "utf8")).toContain(identity);
  });
});

describe("moving a plain file into the keychain", () => {
  const plainHome = async () => {
    const path = join(await temporaryFolder(), "identity.txt");
    const keys = [await newIdentity(), await newIdentity()] as const;
    await writeFile(path, `${keys.join("\n")}\n`, { mode: 0o600 });
    const fake = fakeKeychain();
    return { path, keys, ...fake, source: fileKeySource({ identityPath: path, wrapper: fake.keychain }) };
  };

  test("keeps all keys, leaves none in the clear, and does nothing the second time", async () => {
    const { path, keys, source } = await plainHome();
    await source.file?.protect();
    const bytes = await readFile(path, "utf8");
    expect(bytes).not.toContain("AGE-SECRET-KEY");
    expect(await source.identities()).toEqual(keys);
    await source.file?.protect();
    expect(await readFile(path, "utf8")).toBe(bytes);
    expect(await readdir(join(path, ".."))).toEqual([".identity.txt.lock", "identity.txt"]);
  });

  test.each(["available", "locked"] as const)("leaves it where the keychain fails (%s)", async (what) => {
    const { path, source, now } = await plainHome();
    const before = await readFile(path, "utf8");
    if (what === "available") now.available = false;
    else now.locked = true;
    expectFailure(await failureOf(async () => source.file?.protect()), "KEYCHAIN_UNAVAILABLE");
    expect(await readFile(path, "utf8")).toBe(before);
  });
});

describe("a wrapped identity", () => {
  test("says that it is in a keychain where a command finds it, and no second identity is made", async () => {
    const { path, bytes } = await wrappedHome();
    const command = fileKeySource({ identityPath: path });
    for (const ask of [command.identity, command.identities, command.ensureIdentity]) {
      const error = await failureOf(ask);
      expectFailure(error, "IDENTITY_IN_KEYCHAIN");
      expect(error.message).toContain("Test Keychain");
      expect(error.exitStatus).toBe(3);
    }
    expect((await command.storage()).kind).toBe("keychain");
    expect(await readFile(path, "utf8")).toBe(bytes);
  });

  test("is not downgraded where the keychain is gone, locked or has another key", async () => {
    const { path, source, now, bytes, identity } = await wrappedHome();
    now.locked = true;
    expectFailure(await failureOf(source().ensureIdentity), "KEYCHAIN_UNAVAILABLE", [identity]);
    now.locked = false;
    now.key = "2";
    const error = await failureOf(source().ensureIdentity);
    expectFailure(error, "KEYCHAIN_REFUSED", [identity]);
    expect(error.exitStatus).toBe(3);
    now.available = false;
    expect(await source().storage()).toMatchObject({ kind: "keychain", warning: { en: "this session has none" } });
    expect(await readFile(path, "utf8")).toBe(bytes);
  });

  test("opens in the same process once the keychain is unlocked", async () => {
    const { source, now, identity } = await wrappedHome();
    const keys = source();
    now.locked = true;
    expectFailure(await failureOf(keys.identity), "KEYCHAIN_UNAVAILABLE");
    now.locked = false;
    expect(await keys.identity()).toBe(identity);
  });

  test("is wrapped again where the keychain renewed its key, with nothing else changed", async () => {
    const { path, source, now, bytes, identity } = await wrappedHome();
    now.key = "2";
    now.renewed = true;
    expect(await source().identity()).toBe(identity);
    now.renewed = false;
    expect(await source().identity()).toBe(identity);
    const [before, after] = [JSON.parse(bytes), JSON.parse(await readFile(path, "utf8"))];
    expect(after.Wraps[0].Data).not.toBe(before.Wraps[0].Data);
    expect({ ...after, Wraps: [] }).toEqual({ ...before, Wraps: [] });
  });

  test("takes other keys without its wraps changing, those of later versions and unknown members included", async () => {
    const { path, source, bytes, identity } = await wrappedHome();
    const known = JSON.parse(bytes);
    const later = { Kind: "recovery-code", Version: 1, Label: "Recovery code", Data: "b64" };
    await writeFile(path, JSON.stringify({ ...known, Wraps: [later, ...known.Wraps], Extra: { a: 1 } }));
    const next = await newIdentity();
    await writeFile(path, (await source().file?.contentFor([next, identity])) ?? "");
    expect(await source().identities()).toEqual([next, identity]);
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({
      Recipient: await recipientOf(next),
      Wraps: [later, ...known.Wraps],
      Extra: { a: 1 },
    });
  });

  test.each([
    ["a later format", (file: object) => ({ ...file, Format: 2 }), "IDENTITY_NEWER"],
    ["no wraps", ({ Wraps: _, ...file }: { Wraps?: unknown }) => file, "IDENTITY_DAMAGED"],
    ["another recipient", (file: object) => ({ ...file, Recipient: "age1other" }), "IDENTITY_DAMAGED"],
    ["changed keys", (file: { Identities?: string }) => ({ ...file, Identities: "x" }), "IDENTITY_DAMAGED"],
    ["a later kind of wrap only", (file: object) => ({ ...file, Wraps: [] }), "IDENTITY_IN_KEYCHAIN"],
  ] as const)("with %s is refused and stays", async (_, change, code) => {
    const { path, source, bytes } = await wrappedHome();
    const changed = JSON.stringify(change(JSON.parse(bytes)));
    await writeFile(path, changed);
    expectFailure(await failureOf(source().ensureIdentity), code);
    expect(await readFile(path, "utf8")).toBe(changed);
  });

  test("cut short is damaged, and stays", async () => {
    const { path, source, bytes } = await wrappedHome();
    await writeFile(path, bytes.slice(0, 100));
    expectFailure(await failureOf(source().ensureIdentity), "IDENTITY_DAMAGED");
    expect((await source().storage()).kind).toBe("file");
    expect(await readFile(path, "utf8")).toBe(bytes.slice(0, 100));
  });
});
