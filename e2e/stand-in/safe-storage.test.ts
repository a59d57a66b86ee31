import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSafeStorage, keychainOf } from "./native/safe-storage.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "standin-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const storageOf = (word?: string) => {
  const state = { keychain: keychainOf(word) };
  return { state, storage: createSafeStorage(state, () => join(folder, "user data", "key")) };
};

test("a keychain wraps, and gives back after a restart", async () => {
  const encrypted = await storageOf().storage.encryptStringAsync("a word");
  expect(encrypted.toString("latin1", 0, 3)).toBe("v11");
  expect(encrypted.includes("a word")).toBe(false);
  const { storage } = storageOf();
  expect(await storage.decryptStringAsync(encrypted)).toEqual({ result: "a word", shouldReEncrypt: false });
  expect(storage.decryptString(storage.encryptString("other"))).toBe("other");
});

test("without a keychain the fixed key shows: by the backend's name, and by the tag", async () => {
  const { storage } = storageOf("basic_text");
  expect(storage.getSelectedStorageBackend()).toBe("basic_text");
  expect((await storage.encryptStringAsync("a word")).toString("latin1", 0, 3)).toBe("v10");
});

test("a locked keychain is there, and refuses for the time being; once open it gives back", async () => {
  const { state, storage } = storageOf();
  const encrypted = await storage.encryptStringAsync("a word");
  state.keychain = "locked";
  expect(await storage.isAsyncEncryptionAvailable()).toBe(true);
  await expect(storage.decryptStringAsync(encrypted)).rejects.toThrow("temporarily unavailable");
  state.keychain = "gnome_libsecret";
  expect((await storage.decryptStringAsync(encrypted)).result).toBe("a word");
});

test("none is none, and a changed text is refused", async () => {
  const { storage: none } = storageOf("none");
  expect([none.isEncryptionAvailable(), await none.isAsyncEncryptionAvailable()]).toEqual([false, false]);
  await expect(none.encryptStringAsync("a word")).rejects.toThrow("not available");
  const { storage } = storageOf();
  const encrypted = storage.encryptString("a word");
  encrypted[encrypted.length - 1] = (encrypted.at(-1) ?? 0) ^ 1;
  expect(() => storage.decryptString(encrypted)).toThrow();
  expect(() => storage.decryptString(Buffer.from("plain"))).toThrow("does not appear to be encrypted");
  expect(() => keychainOf("wallet")).toThrow("KEYFERRY_STANDIN_KEYCHAIN is one of");
});
