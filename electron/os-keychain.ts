import { safeStorage } from "electron";
import type { Wrapper } from "../bridge/compose.ts";
import { keychainWrapper } from "./keychain-wrapper.ts";

/** The keychain of this desktop. To be asked once the app is ready; the only file that touches `safeStorage`. */
export const osKeychain = (): Wrapper =>
  keychainWrapper(
    {
      isAsyncEncryptionAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
      encryptStringAsync: (text) => safeStorage.encryptStringAsync(text),
      decryptStringAsync: (encrypted) => safeStorage.decryptStringAsync(encrypted),
      getSelectedStorageBackend: () => safeStorage.getSelectedStorageBackend(),
    },
    process.platform,
  );
