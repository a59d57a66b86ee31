import type { Wrapper, WrapperState } from "../bridge/compose.ts";
import { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";

/** What is used of Electron's `safeStorage`: its asynchronous half, as the other one goes with Electron 46. */
export interface SafeStorageLike {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>;
  readonly encryptStringAsync: (plainText: string) => Promise<Buffer>;
  readonly decryptStringAsync: (
    encrypted: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /** Linux only. */
  readonly getSelectedStorageBackend?: () => string;
}

/**
 * The operating system's keychain as a wrapper of the identity. That it works is proved by a round
 * trip. What Chromium falls back to on a Linux without a keychain, a key that stands in its source, is
 * no keychain: it shows as the backend `basic_text`, and as the tag `v10` of what is encrypted.
 */
export const keychainWrapper = (storage: SafeStorageLike, platform: NodeJS.Platform): Wrapper => {
  let proved: Promise<WrapperState> | undefined;
  const state = (): Promise<WrapperState> => {
    proved ??= prove(storage, platform).then((found) => {
      // A keychain that is locked now may be open later.
      if (!found.available) proved = undefined;
      return found;
    });
    return proved;
  };
  const available = async () => {
    const found = await state();
    if (!found.available) throw new KeyferryError("KEYCHAIN_UNAVAILABLE", { detail: found.reason });
    return found;
  };
  return {
    kind: "os-keychain",
    state,
    wrap: async (text) => {
      await available();
      const encrypted = await storage.encryptStringAsync(text).catch((error: unknown) => {
        throw new KeyferryError("KEYCHAIN_UNAVAILABLE", { detail: refusal }, { cause: error });
      });
      // Between the proof and now the keychain may have gone: nothing weak is ever written.
      if (isFixedKey(encrypted, platform)) throw new KeyferryError("KEYCHAIN_UNAVAILABLE", { detail: noKeychain });
      return encrypted.toString("base64");
    },
    unwrap: async (wrapped) => {
      const { label } = await available();
      try {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(wrapped, "base64"));
        return { text: result, wrapAgain: shouldReEncrypt };
      } catch (error) {
        throw isTemporary(error)
          ? new KeyferryError("KEYCHAIN_UNAVAILABLE", { detail: locked }, { cause: error })
          : new KeyferryError("KEYCHAIN_REFUSED", { name: label }, { cause: error });
      }
    },
  };
};

const probe = "keyferry keychain probe";

const prove = async (storage: SafeStorageLike, platform: NodeJS.Platform): Promise<WrapperState> => {
  const backend = platform === "linux" ? (storage.getSelectedStorageBackend?.() ?? "unknown") : platform;
  if (backend === "basic_text") return { available: false, reason: noKeychain };
  try {
    if (!(await storage.isAsyncEncryptionAvailable())) return { available: false, reason: noKeychain };
    const encrypted = await storage.encryptStringAsync(probe);
    if (isFixedKey(encrypted, platform)) return { available: false, reason: noKeychain };
    const { result } = await storage.decryptStringAsync(encrypted);
    return result === probe
      ? { available: true, label: labelOf(backend, encrypted), strength: strengthOf(platform) }
      : { available: false, reason: refusal };
  } catch (error) {
    return { available: false, reason: isTemporary(error) ? locked : refusal };
  }
};

const tagOf = (encrypted: Buffer): string => encrypted.toString("latin1", 0, 3);

/** On Linux `v10` is the key that everybody knows; elsewhere it is the keychain's. */
const isFixedKey = (encrypted: Buffer, platform: NodeJS.Platform): boolean =>
  platform === "linux" && tagOf(encrypted) === "v10";

/** The words of Electron's `decryptStringAsync`; it gives no code. */
const isTemporary = (error: unknown): boolean =>
  error instanceof Error && /temporarily unavailable/i.test(error.message);

const labels: Readonly<Record<string, string>> = {
  darwin: "macOS Keychain",
  win32: "Windows DPAPI",
  gnome_libsecret: "Secret Service (libsecret)",
  kwallet: "KWallet",
  kwallet5: "KWallet 5",
  kwallet6: "KWallet 6",
};

const labelOf = (backend: string, encrypted: Buffer): string =>
  labels[backend] ?? (tagOf(encrypted) === "v12" ? "Secret portal" : "Secret Service");

const strengthOf = (platform: NodeJS.Platform): Localised => strengths[platform] ?? sessionKeychain;

const sessionKeychain: Localised = {
  en: "Wrapped by the keychain of the desktop session: a copy of the disk or of a backup is of no use without the user's password. While the keychain is unlocked, any program of this user can ask it.",
  ja: "デスクトップセッションのキーチェーンで保護されています。ディスクやバックアップのコピーは、ユーザーのパスワードがなければ役に立ちません。キーチェーンのロックが解除されている間は、このユーザーのどのプログラムも利用できます。",
};

const strengths: Partial<Readonly<Record<NodeJS.Platform, Localised>>> = {
  darwin: {
    en: "Wrapped by the macOS Keychain: a copy of the disk or of a backup is of no use, and other programs are refused unless the user lets them. An administrator, or a program that takes over Keyferry, can get at it.",
    ja: "macOS のキーチェーンで保護されています。ディスクやバックアップのコピーは役に立たず、ほかのプログラムはユーザーが許可しない限り拒否されます。管理者や Keyferry を乗っ取ったプログラムは取得できます。",
  },
  win32: {
    en: "Wrapped by Windows for this user (DPAPI): a copy of the disk or of a backup is of no use without the user's password. Programs of this user can unwrap it.",
    ja: "Windows がこのユーザー用に保護しています（DPAPI）。ディスクやバックアップのコピーは、ユーザーのパスワードがなければ役に立ちません。このユーザーのプログラムは解除できます。",
  },
};

const noKeychain: Localised = {
  en: "this desktop session has no keychain, only a key that everybody knows, which is not used",
  ja: "このデスクトップセッションにはキーチェーンがありません。誰でも知り得る固定の鍵しかないため使用しません",
};

const locked: Localised = { en: "it is locked", ja: "ロックされています" };

const refusal: Localised = { en: "it does not answer as it should", ja: "正しく応答しません" };
