import { KeyferryError } from "../../shared/errors.ts";
import { keyStrengths } from "../../shared/key-storage.ts";
import type { KeySource } from "../ports.ts";
import { type IdentityOpeners, identityOpener, readIdentityFile } from "./open-identity.ts";

interface CredentialKeys extends IdentityOpeners {
  /** The file in `$CREDENTIALS_DIRECTORY`; it is never written to. */
  readonly path: string;
  readonly passphrase: KeySource["passphrase"];
}

/**
 * An identity that systemd hands to a service (https://systemd.io/CREDENTIALS): plain, or encrypted
 * by `age -p`. Its mode is systemd's affair: with an ACL it may look open to a group that it is not
 * open to. Throws `IDENTITY_MISSING`, `IDENTITY_DAMAGED`, `IDENTITY_PASSPHRASE_*`.
 */
export const credentialKeySource = ({ path, passphrase, ...openers }: CredentialKeys): KeySource => {
  const open = identityOpener(path, openers);
  const identities = async () => {
    const bytes = await readIdentityFile(path);
    if (!bytes) throw new KeyferryError("IDENTITY_MISSING", { path });
    return (await open(bytes)).keys;
  };
  const identity = async () => (await identities())[0];
  return {
    identity,
    ensureIdentity: identity,
    identities,
    passphrase,
    storage: async () => ({ kind: "credential", label: path, strength: keyStrengths.credential }),
  };
};
