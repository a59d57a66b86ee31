import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { armor, Encrypter, generateX25519Identity } from "age-encryption";
import { onTestFinished } from "vitest";
import { KeyferryError } from "../shared/errors.ts";
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
  return { identity: own, ensureIdentity: own, passphrase: async () => passphrase };
};

export const newIdentity = (): Promise<string> => generateX25519Identity();

/** Seals with a passphrase at a fraction of the real cost: opening is what is tested, not scrypt. */
export const sealCheaply = async (text: string, passphrase: string): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(2);
  return armor.encode(await encrypter.encrypt(text));
};

export const sampleDocument = (over: Partial<SettingsDocument> = {}): SettingsDocument => ({
  Format: 1,
  Service: "sample",
  Name: "Sample",
  Properties: { OAuthAccessToken: "canary-access", OAuthRefreshToken: "canary-refresh", Schema: "V3" },
  Grant: { Id: "11111111-2222-3333-4444-555555555555", Generation: 3, Owner: null },
  ...over,
});
