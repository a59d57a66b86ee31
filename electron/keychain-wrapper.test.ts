import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../shared/test-kit.ts";
import { keychainWrapper, type SafeStorageLike } from "./keychain-wrapper.ts";

/** Electron's `safeStorage` with a key that can be taken away or changed. */
const fakeStorage = (over: Partial<SafeStorageLike> = {}, tag = "v11") => {
  const now = { key: "first", rotated: false };
  const storage: SafeStorageLike = {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(`${tag}${now.key}:${Buffer.from(text).toString("hex")}`),
    decryptStringAsync: async (encrypted) => {
      const [head, hex] = encrypted.toString().split(":");
      if (head !== `${tag}${now.key}`) {
        throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.");
      }
      return { result: Buffer.from(hex ?? "", "hex").toString(), shouldReEncrypt: now.rotated };
    },
    getSelectedStorageBackend: () => "gnome_libsecret",
    ...over,
  };
  return { storage, now };
};

const secret = "AGE-SECRET-KEY-1CANARY";

describe("a keychain that works", () => {
  test.each([
    ["linux", "gnome_libsecret", "v11", "Secret Service (libsecret)"],
    ["linux", "kwallet6", "v11", "KWallet 6"],
    ["linux", "unknown", "v12", "Secret portal"],
    ["linux", "unknown", "v11", "Secret Service"],
    ["darwin", "", "v10", "macOS Keychain"],
    ["win32", "", "v10", "Windows DPAPI"],
  ] as const)("on %s with %s (%s) is called %s, wraps and unwraps", async (platform, backend, tag, label) => {
    const { storage } = fakeStorage({ getSelectedStorageBackend: () => backend }, tag);
    const keychain = keychainWrapper(storage, platform);
    const state = await keychain.state();
    expect(state).toMatchObject({ available: true, label });
    const wrapped = await keychain.wrap(secret);
    expect(Buffer.from(wrapped, "base64").toString()).not.toContain(secret);
    expect(await keychain.unwrap(wrapped)).toEqual({ text: secret, wrapAgain: false });
  });

  test("asks to be used again where its key was renewed", async () => {
    const { storage, now } = fakeStorage();
    const keychain = keychainWrapper(storage, "linux");
    const wrapped = await keychain.wrap(secret);
    now.rotated = true;
    expect(await keychain.unwrap(wrapped)).toEqual({ text: secret, wrapAgain: true });
  });
});

describe("what is no keychain", () => {
  test.each([
    ["the backend basic_text", fakeStorage({ getSelectedStorageBackend: () => "basic_text" })],
    [
      "a key that everybody knows, under another name",
      fakeStorage({ getSelectedStorageBackend: () => "unknown" }, "v10"),
    ],
    ["one that is not available", fakeStorage({ isAsyncEncryptionAvailable: async () => false })],
    [
      "one that gives back something else",
      fakeStorage({ decryptStringAsync: async () => ({ result: "x", shouldReEncrypt: false }) }),
    ],
  ] as const)("%s is told as unavailable, and wraps nothing", async (_, { storage }) => {
    const keychain = keychainWrapper(storage, "linux");
    expect((await keychain.state()).available).toBe(false);
    const error = await failureOf(() => keychain.wrap(secret));
    expectFailure(error, "KEYCHAIN_UNAVAILABLE", [secret]);
    expect(error.exitStatus).toBe(75);
  });

  test("a keychain that turns into the known key after it was proved wraps nothing", async () => {
    const tags = ["v11", "v10"];
    const { storage } = fakeStorage();
    const keychain = keychainWrapper(
      {
        ...storage,
        encryptStringAsync: async (text) => Buffer.from(`${tags.shift()}first:${Buffer.from(text).toString("hex")}`),
      },
      "linux",
    );
    expect((await keychain.state()).available).toBe(true);
    expectFailure(await failureOf(() => keychain.wrap(secret)), "KEYCHAIN_UNAVAILABLE");
  });
});

describe("a keychain that does not open", () => {
  test("for the moment is a passing fault, and works once it is unlocked", async () => {
    let locked = true;
    const { storage } = fakeStorage();
    const keychain = keychainWrapper(
      {
        ...storage,
        decryptStringAsync: async (encrypted) => {
          if (!locked) return storage.decryptStringAsync(encrypted);
          throw new Error("safeStorage.decryptStringAsync is temporarily unavailable. Please try again.");
        },
      },
      "linux",
    );
    const wrapped = (await storage.encryptStringAsync(secret)).toString("base64");
    const error = await failureOf(() => keychain.unwrap(wrapped));
    expectFailure(error, "KEYCHAIN_UNAVAILABLE", [secret]);
    expect(error.message).toContain("it is locked");
    locked = false;
    expect((await keychain.unwrap(wrapped)).text).toBe(secret);
  });

  test("because its key is another one now says so, with the way out", async () => {
    const { storage, now } = fakeStorage();
    const keychain = keychainWrapper(storage, "linux");
    const wrapped = await keychain.wrap(secret);
    now.key = "second";
    const error = await failureOf(() => keychain.unwrap(wrapped));
    expectFailure(error, "KEYCHAIN_REFUSED", [secret]);
    expect(error.exitStatus).toBe(3);
    expect(error.message).toContain("Secret Service (libsecret)");
    expect(error.remedy).toMatch(/backup/);
  });
});

test("safeStorage is touched in os-keychain.ts alone", async () => {
  const names = (await readdir(import.meta.dirname, { recursive: true })).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const touching = await Promise.all(
    names.map(async (name) => [name, await readFile(join(import.meta.dirname, name), "utf8")] as const),
  );
  expect(touching.filter(([, text]) => /import \{[^}]*safeStorage/.test(text)).map(([name]) => name)).toEqual([
    "os-keychain.ts",
  ]);
});
