import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { KeySource } from "../ports.ts";
import { markOf } from "../settings/stamp.ts";
import { formOf, type IdentityPlace, identityOpener, type OpenedIdentity, readIdentityFile } from "./open-identity.ts";
import { readPassphraseFile } from "./passphrase-file.ts";
import type { SecretKeys } from "./secret-keys.ts";
import { storageOf, weaknessOf } from "./storage.ts";

interface KeyFiles extends IdentityPlace {
  /** A file whose first line is the passphrase of settings files. */
  readonly passphrasePath?: string | undefined;
  /** Told of what is weaker than it needs to be, once, when the identity is first used. */
  readonly onWarning?: ((warning: Localised) => void) | undefined;
}

/**
 * Keys from files. A new identity is wrapped by the keychain where there is one, else encrypted where
 * a passphrase is set for it, else a plain file with mode 0600. One that is there is never overwritten
 * but by `contentFor` and `protect`, when somebody asks for those.
 */
export const fileKeySource = (given: KeyFiles): KeySource => {
  let typed: string | undefined;
  const files: KeyFiles = { typedPassphrase: () => typed, ...given };
  const { identityPath: path, passphrasePath, onWarning } = files;
  const open = identityOpener(path, files);
  let warned = false;

  let last: { readonly mark: string; readonly opened: Opened } | undefined;
  const opened = async (): Promise<Opened | undefined> => {
    const mark = await markOf(path);
    if (mark !== undefined && mark === last?.mark) return last.opened;
    const bytes = await readIdentityFile(path);
    if (!bytes) return undefined;
    const warning = warned ? undefined : weaknessOf(files, (await formOf(bytes, path)).form);
    warned = true;
    if (warning) onWarning?.(warning);
    const identity = await open(bytes);
    await keepWrappedAgain(path, bytes, identity);
    if (mark !== undefined) last = { mark, opened: { bytes, identity } };
    return { bytes, identity };
  };
  const existing = async (): Promise<Opened> => {
    const there = await opened();
    if (!there) throw new KeyferryError("IDENTITY_MISSING", { path });
    return there;
  };
  const keys = async (): Promise<SecretKeys> => (await existing()).identity.keys;
  return {
    identity: async () => (await keys())[0],
    identities: keys,
    ensureIdentity: async () => {
      const there = await opened();
      if (there) return there.identity.keys[0];
      const { makeIdentityFile } = await import("./make-identity.ts");
      await makeIdentityFile(files);
      return (await keys())[0];
    },
    passphrase: async () => (passphrasePath ? readPassphraseFile(passphrasePath) : undefined),
    storage: () => storageOf(files),
    gate: async () => {
      const { keyGate } = await import("./key-gate.ts");
      const type = (passphrase: string) => {
        typed = passphrase;
      };
      return keyGate({ place: files, type, opened });
    },
    file: {
      path,
      contentFor: async (others) => {
        const { contentLike } = await import("./make-identity.ts");
        return contentLike((await existing()).identity, others);
      },
      protect: async () => {
        const { wrapIdentityFile } = await import("./make-identity.ts");
        const { bytes, identity } = await existing();
        await wrapIdentityFile(files, bytes, identity);
      },
    },
  };
};

interface Opened {
  readonly bytes: Buffer;
  readonly identity: OpenedIdentity;
}

/** Best effort: where it cannot be written, the earlier wrap goes on being good. */
const keepWrappedAgain = async (path: string, bytes: Buffer, identity: OpenedIdentity): Promise<void> => {
  if (identity.form !== "wrapped" || !identity.opened.wrappedAgain) return;
  const [{ replaceIdentityFile }, { formatWrapped }] = await Promise.all([
    import("./make-identity.ts"),
    import("./wrapped-identity.ts"),
  ]);
  await replaceIdentityFile(path, bytes, formatWrapped(identity.opened.wrappedAgain)).catch(() => {});
};
