import { armor, Decrypter, Encrypter, generateX25519Identity } from "age-encryption";
import { KeyferryError } from "../../shared/errors.ts";
import { recipientOf } from "../settings/envelope.ts";
import { identityText } from "./identity-text.ts";
import { openByCode, readRecoveryCode, sealByCode } from "./recovery-code.ts";
import { type SecretKeys, secretKeysIn } from "./secret-keys.ts";
import type { Wrapper } from "./wrapper.ts";

/** One way to get at the vault key. Wraps of other kinds survive a rewrite. */
interface Wrap {
  readonly Kind: string;
  /** What `Data` is made of; a later version has other ones beside it. */
  readonly Version: number;
  /** What made it, for people: a keychain's name. */
  readonly Label: string;
  readonly Data: string;
}

/**
 * An identity that stands in no file in the clear. The secret keys are sealed to a vault key, an age
 * identity used for nothing else; the vault key is wrapped once by each way to open it. So keys can be
 * added without every wrapper at hand, and a wrapper without touching the keys. Nobody without a wrap
 * can put other keys in: the vault's recipient stands nowhere.
 */
export interface WrappedIdentity {
  readonly Format: 1;
  /** The machine's recipient, so that it is known while the keychain is locked. */
  readonly Recipient: string;
  readonly Wraps: readonly Wrap[];
  /** An armoured age file around an identity text. */
  readonly Identities: string;
  readonly [unknown: string]: unknown;
}

/** A wrapped identity that was opened; `vault` is the key that its wraps hold. */
export interface OpenedWrapped {
  readonly file: WrappedIdentity;
  readonly keys: SecretKeys;
  readonly vault: string;
  /** The keychain has a newer key: the same identity, wrapped with it, due to be written. */
  readonly wrappedAgain?: WrappedIdentity;
}

/** Reads the file. Throws `IDENTITY_NEWER`, `IDENTITY_DAMAGED`. */
export const parseWrapped = (text: string, path: string): WrappedIdentity => {
  const value = parse(text, path);
  if (value.Format !== 1) throw new KeyferryError("IDENTITY_NEWER", { path, format: String(value.Format) });
  if (typeof value.Recipient !== "string" || typeof value.Identities !== "string" || !isWraps(value.Wraps)) {
    throw new KeyferryError("IDENTITY_DAMAGED", { path });
  }
  return { ...value, Format: 1, Recipient: value.Recipient, Identities: value.Identities, Wraps: value.Wraps };
};

export const formatWrapped = (file: WrappedIdentity): string => `${JSON.stringify(file, undefined, 2)}\n`;

/** Wraps keys for the first time. Throws `KEYCHAIN_UNAVAILABLE`. */
export const wrapKeys = async (keys: SecretKeys, wrapper: Wrapper): Promise<WrappedIdentity> => {
  const vault = await generateX25519Identity();
  return {
    Format: 1,
    Recipient: await recipientOf(keys[0]),
    Wraps: [await wrapBy(wrapper, vault)],
    Identities: await sealTo(vault, keys),
  };
};

/**
 * Opens a wrapped identity with the one wrapper at hand. Throws `IDENTITY_IN_KEYCHAIN` where it
 * cannot open such wraps, `KEYCHAIN_UNAVAILABLE`, `KEYCHAIN_REFUSED`, `IDENTITY_DAMAGED`.
 */
export const openWrapped = async (
  file: WrappedIdentity,
  path: string,
  wrapper: Wrapper | undefined,
): Promise<OpenedWrapped> => {
  const wrap = file.Wraps.find(({ Kind, Version }) => Kind === wrapper?.kind && Version === 1);
  if (!wrapper || !wrap) {
    throw new KeyferryError("IDENTITY_IN_KEYCHAIN", { path, name: file.Wraps.map(({ Label }) => Label).join(", ") });
  }
  const { text: vault, wrapAgain } = await wrapper.unwrap(wrap.Data);
  const keys = await openWith(vault, file, path);
  if (!wrapAgain) return { file, keys, vault };
  const renewed = await wrapBy(wrapper, vault).catch(() => wrap);
  const Wraps = file.Wraps.map((each) => (each === wrap ? renewed : each));
  return { file, keys, vault, wrappedAgain: { ...file, Wraps } };
};

/** The same file with other keys in it; its wraps stay good. */
export const withKeys = async ({ file, vault }: OpenedWrapped, keys: SecretKeys): Promise<WrappedIdentity> => ({
  ...file,
  Recipient: await recipientOf(keys[0]),
  Identities: await sealTo(vault, keys),
});

const recoveryKind = "recovery-code";

/** Whether a recovery code was made for the file. */
export const hasRecovery = ({ Wraps }: WrappedIdentity): boolean => Wraps.some(({ Kind }) => Kind === recoveryKind);

/** The same file, opened by this recovery code too; an earlier code opens it no longer. */
export const withRecovery = async ({ file, vault }: OpenedWrapped, code: string): Promise<WrappedIdentity> => ({
  ...file,
  Wraps: [
    ...file.Wraps.filter(({ Kind }) => Kind !== recoveryKind),
    { Kind: recoveryKind, Version: 1, Label: "Recovery code", Data: await sealByCode(vault, code) },
  ],
});

/** Opens a wrapped identity without its keychain. Throws `RECOVERY_CODE_MISSING`, `RECOVERY_CODE_WRONG`, `IDENTITY_DAMAGED`. */
export const openRecovered = async (file: WrappedIdentity, path: string, typed: string): Promise<OpenedWrapped> => {
  const wrap = file.Wraps.find(({ Kind, Version }) => Kind === recoveryKind && Version === 1);
  if (!wrap) throw new KeyferryError("RECOVERY_CODE_MISSING", { path });
  const code = readRecoveryCode(typed);
  const vault = code && (await openByCode(wrap.Data, code));
  if (!vault) throw new KeyferryError("RECOVERY_CODE_WRONG");
  return { file, vault, keys: await openWith(vault, file, path) };
};

/** The same file under the keychain of now, in place of the one that no longer opens it. Throws `KEYCHAIN_UNAVAILABLE`. */
export const wrappedAnew = async ({ file, vault }: OpenedWrapped, wrapper: Wrapper): Promise<WrappedIdentity> => ({
  ...file,
  Wraps: [await wrapBy(wrapper, vault), ...file.Wraps.filter(({ Kind }) => Kind !== wrapper.kind)],
});

const wrapBy = async (wrapper: Wrapper, vault: string): Promise<Wrap> => {
  const state = await wrapper.state();
  if (!state.available) throw new KeyferryError("KEYCHAIN_UNAVAILABLE", { detail: state.reason });
  return { Kind: wrapper.kind, Version: 1, Label: state.label, Data: await wrapper.wrap(vault) };
};

const sealTo = async (vault: string, keys: SecretKeys): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await recipientOf(vault));
  return armor.encode(await encrypter.encrypt(await identityText(keys)));
};

const openWith = async (vault: string, file: WrappedIdentity, path: string): Promise<SecretKeys> => {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(vault);
    const keys = secretKeysIn(await decrypter.decrypt(armor.decode(file.Identities), "text"), path);
    if ((await recipientOf(keys[0])) === file.Recipient) return keys;
    throw new Error("the recipient is not that of the key");
  } catch (error) {
    throw new KeyferryError("IDENTITY_DAMAGED", { path }, { cause: error });
  }
};

const parse = (text: string, path: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new KeyferryError("IDENTITY_DAMAGED", { path }, { cause: error });
  }
};

const isWraps = (value: unknown): value is readonly Wrap[] =>
  Array.isArray(value) &&
  value.every((each: unknown) => {
    const wrap = (each ?? {}) as Record<string, unknown>;
    return ["Kind", "Label", "Data"].every((name) => typeof wrap[name] === "string");
  });
