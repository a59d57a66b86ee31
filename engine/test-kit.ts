import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { armor, Encrypter, generateX25519Identity } from "age-encryption";
import { onTestFinished } from "vitest";
import { KeyferryError } from "../shared/errors.ts";
import { keyStrengths } from "../shared/key-storage.ts";
import type { Wrapper } from "./keys/wrapper.ts";
import type { KeySource } from "./ports.ts";
import type { SettingsDocument } from "./settings/document.ts";

/** A folder for one test, removed after it. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};

/** Keys that stand in no file. */
export const keysOf = (identity?: string, passphrase?: string): KeySource => {
  const own = async (): Promise<string> => {
    if (identity === undefined) throw new KeyferryError("IDENTITY_MISSING", { path: "nowhere" });
    return identity;
  };
  return {
    identity: own,
    ensureIdentity: own,
    identities: async () => [await own()],
    passphrase: async () => passphrase,
    storage: async () => ({ kind: "file", label: "nowhere", strength: keyStrengths.file }),
  };
};

export const newIdentity = (): Promise<string> => generateX25519Identity();

/** Seals with a passphrase at a fraction of the real cost: opening is what is tested, not scrypt. */
export const sealCheaply = async (text: string, passphrase: string): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(2);
  return armor.encode(await encrypter.encrypt(text));
};

/** What `age -p` makes, binary, at a fraction of the real cost. */
export const sealBinaryCheaply = async (text: string, passphrase: string): Promise<Buffer> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(2);
  return Buffer.from(await encrypter.encrypt(text));
};

/** A keychain in memory: it can be locked, lose its key, renew it, or be gone. */
export const fakeKeychain = (kind = "os-keychain") => {
  const now = { available: true, locked: false, key: "1", renewed: false, unwrapped: 0 };
  const keychain: Wrapper = {
    kind,
    state: async () =>
      now.available
        ? { available: true, label: "Test Keychain", strength: { en: "Strong.", ja: "強い。" } }
        : { available: false, reason: { en: "this session has none", ja: "このセッションにはありません" } },
    wrap: async (text) => Buffer.from(`${now.key}:${text}`).toString("base64"),
    unwrap: async (wrapped) => {
      now.unwrapped += 1;
      if (now.locked || !now.available) throw new KeyferryError("KEYCHAIN_UNAVAILABLE", { detail: "locked" });
      const [key, text] = Buffer.from(wrapped, "base64").toString().split(":");
      if (key !== now.key && !now.renewed) throw new KeyferryError("KEYCHAIN_REFUSED", { name: "Test Keychain" });
      return { text: text ?? "", wrapAgain: key !== now.key };
    },
  };
  return { keychain, now };
};

export const sampleDocument = (over: Partial<SettingsDocument> = {}): SettingsDocument => ({
  Format: 1,
  Service: "sample",
  Name: "Sample",
  Properties: { OAuthAccessToken: "canary-access", OAuthRefreshToken: "canary-refresh", Schema: "V3" },
  Grant: { Id: "11111111-2222-3333-4444-555555555555", Generation: 3, Owner: null },
  ...over,
});
