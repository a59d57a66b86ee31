import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import { readPassphraseFile } from "./passphrase-file.ts";
import { type SecretKeys, secretKeysIn } from "./secret-keys.ts";
import type { OpenedWrapped, WrappedIdentity } from "./wrapped-identity.ts";
import type { Wrapper } from "./wrapper.ts";

/** What opens an identity file that is not plain. */
export interface IdentityOpeners {
  /** A file whose first line is the passphrase of the identity file. */
  readonly identityPassphrasePath?: string | undefined;
  /** The passphrase of the identity file that a person typed into this process. */
  readonly typedPassphrase?: (() => string | undefined) | undefined;
  /** The keychain, where a shell brings one. */
  readonly wrapper?: Wrapper | undefined;
}

/** Where an identity stands as a file. */
export interface IdentityPlace extends IdentityOpeners {
  /** Plain in `age-keygen`'s format, encrypted by `age -p`, or wrapped by a keychain. */
  readonly identityPath: string;
  /** Without a keychain a person decides how a new identity is kept; none is made before. */
  readonly personDecides?: boolean;
  /** The passphrase of the identity comes from systemd, whose files look more open than they are. */
  readonly passphraseFromSystemd?: boolean;
}

/** What an identity file holds, told from its first bytes. */
export type IdentityForm =
  | { readonly form: "plain" }
  | { readonly form: "passphrase" }
  | { readonly form: "wrapped"; readonly file: WrappedIdentity };

/** An identity file that was opened. */
export type OpenedIdentity =
  | { readonly form: "plain"; readonly keys: SecretKeys }
  | { readonly form: "passphrase"; readonly keys: SecretKeys; readonly passphrase: string }
  | { readonly form: "wrapped"; readonly keys: SecretKeys; readonly opened: OpenedWrapped };

/** The bytes of an identity file, undefined where there is none. Throws `IDENTITY_DAMAGED`. */
export const readIdentityFile = (path: string): Promise<Buffer | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new KeyferryError("IDENTITY_DAMAGED", { path }, { cause: error });
  });

/** Throws `IDENTITY_NEWER`, `IDENTITY_DAMAGED`. */
export const formOf = async (bytes: Buffer, path: string): Promise<IdentityForm> => {
  const first = bytes.toString("latin1", 0, 64).trimStart();
  if (first.startsWith("age-encryption.org/v1") || first.startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) {
    return { form: "passphrase" };
  }
  if (!first.startsWith("{")) return { form: "plain" };
  const { parseWrapped } = await import("./wrapped-identity.ts");
  return { form: "wrapped", file: parseWrapped(bytes.toString("utf8"), path) };
};

/**
 * Opens identity files. The same bytes are opened once in the life of the process: scrypt costs a
 * second, and a keychain may ask a person.
 */
export const identityOpener = (path: string, openers: IdentityOpeners) => {
  let last: { readonly digest: string; readonly opened: Promise<OpenedIdentity> } | undefined;
  return (bytes: Buffer): Promise<OpenedIdentity> => {
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (last?.digest === digest) return last.opened;
    const opened = open(bytes, path, openers);
    last = { digest, opened };
    opened.catch(() => {
      // A keychain that was locked may be open the next time.
      if (last?.opened === opened) last = undefined;
    });
    return opened;
  };
};

/** What opens an encrypted identity: what was typed, else what a file holds. Throws `PASSPHRASE_UNREADABLE`. */
export const passphraseOf = async (openers: IdentityOpeners): Promise<string | undefined> =>
  openers.typedPassphrase?.() ??
  (openers.identityPassphrasePath ? readPassphraseFile(openers.identityPassphrasePath) : undefined);

const open = async (bytes: Buffer, path: string, openers: IdentityOpeners): Promise<OpenedIdentity> => {
  const form = await formOf(bytes, path);
  switch (form.form) {
    case "plain":
      return { form: "plain", keys: secretKeysIn(bytes.toString("utf8"), path) };
    case "passphrase": {
      const passphrase = await passphraseOf(openers);
      if (passphrase === undefined) throw new KeyferryError("IDENTITY_PASSPHRASE_MISSING", { path });
      const { openPassphraseIdentity } = await import("./passphrase-identity.ts");
      const text = await openPassphraseIdentity(bytes, path, passphrase);
      return { form: "passphrase", keys: secretKeysIn(text, path), passphrase };
    }
    case "wrapped": {
      const { openWrapped } = await import("./wrapped-identity.ts");
      const opened = await openWrapped(form.file, path, openers.wrapper);
      return { form: "wrapped", keys: opened.keys, opened };
    }
  }
};
