import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { guard } from "../guard.ts";

/** What the desktop's keychain is like. `none` has not even Chromium's fixed key; `locked` answers later. */
export type Keychain = "gnome_libsecret" | "basic_text" | "none" | "locked";

/** The keychain of the stand-in: a test may change it while the program runs. */
export interface KeychainSwitch {
  keychain: Keychain;
}

const kinds: readonly Keychain[] = ["gnome_libsecret", "basic_text", "none", "locked"];

/** Reads `KEYFERRY_STANDIN_KEYCHAIN`. Throws for a word that is none. */
export const keychainOf = (word = "gnome_libsecret"): Keychain => {
  const found = kinds.find((each) => each === word);
  if (!found) throw new Error(`KEYFERRY_STANDIN_KEYCHAIN is one of ${kinds.join(", ")}`);
  return found;
};

/** The key that everybody knows, as in Chromium without a keychain. */
const fixedKey = createHash("sha256").update("peanuts").digest();

/**
 * Electron's safeStorage on Linux, both halves. The key of `gnome_libsecret` is a file of the user data:
 * what is wrapped comes back after a restart, and is safe from nobody.
 */
export const createSafeStorage = (state: KeychainSwitch, keyFile: () => string) => {
  const keychainKey = (): Buffer => {
    const path = keyFile();
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, randomBytes(32), { mode: 0o600 });
    }
    return readFileSync(path);
  };
  const available = () => {
    if (state.keychain === "locked") throw new Error("safeStorage is temporarily unavailable. Please try again later.");
    if (state.keychain === "none") throw new Error("Encryption is not available.");
  };
  const encrypt = (text: string): Buffer => {
    available();
    const [tag, key] =
      state.keychain === "basic_text" ? (["v10", fixedKey] as const) : (["v11", keychainKey()] as const);
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([Buffer.from(tag), nonce, cipher.getAuthTag(), sealed]);
  };
  const decrypt = (encrypted: Uint8Array): string => {
    available();
    const bytes = Buffer.from(encrypted);
    const tag = bytes.toString("latin1", 0, 3);
    if (tag !== "v10" && tag !== "v11")
      throw new Error(
        "Error while decrypting the ciphertext provided to safeStorage.decryptString. Ciphertext does not appear to be encrypted.",
      );
    const decipher = createDecipheriv("aes-256-gcm", tag === "v10" ? fixedKey : keychainKey(), bytes.subarray(3, 15));
    decipher.setAuthTag(bytes.subarray(15, 31));
    return Buffer.concat([decipher.update(bytes.subarray(31)), decipher.final()]).toString("utf8");
  };
  const isAvailable = () => state.keychain === "gnome_libsecret" || state.keychain === "basic_text";
  return guard("safeStorage", {
    isEncryptionAvailable: isAvailable,
    encryptString: encrypt,
    decryptString: decrypt,
    // A locked keychain is one: what is asked of it is refused for the time being.
    isAsyncEncryptionAvailable: async () => isAvailable() || state.keychain === "locked",
    encryptStringAsync: async (text: string) => encrypt(text),
    decryptStringAsync: async (encrypted: Uint8Array) => ({ result: decrypt(encrypted), shouldReEncrypt: false }),
    getSelectedStorageBackend: () =>
      isAvailable() ? state.keychain : state.keychain === "locked" ? "gnome_libsecret" : "basic_text",
    setUsePlainTextEncryption: (use: boolean) => {
      if (use) state.keychain = "basic_text";
    },
  });
};
