import { KeyferryError } from "../../shared/errors.ts";
import { newSecretKey } from "../keys/make-identity.ts";
import type { SecretKeys } from "../keys/secret-keys.ts";
import { writableIdentity } from "../keys/writable-identity.ts";
import type { KeySource } from "../ports.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { recipientOf } from "../settings/envelope.ts";
import { fileReason } from "../settings/file-errors.ts";

/**
 * A change of this machine's identity in two durable steps, so that at no moment a settings file
 * cannot be opened: first the new key stands after the present one, then before it.
 */
export interface IdentityChange {
  readonly path: string;
  readonly newRecipient: string;
  /** The recipient that is replaced. */
  readonly oldRecipient: string;
  readonly keysAfter: SecretKeys;
  readonly add: () => Promise<void>;
  readonly switchOver: () => Promise<void>;
  readonly takeBack: () => Promise<void>;
}

/** Throws `IDENTITY_NOT_OURS` where the identity is not in a file that this program may write. */
export const planIdentityChange = async (keys: KeySource): Promise<IdentityChange> => {
  const [present, ...earlier] = await keys.identities();
  return changeTo(keys, await newSecretKey(), [present, ...earlier]);
};

/** The change that an interrupted rekey had begun; undefined where the new key never got into the file. */
export const resumeIdentityChange = async (
  keys: KeySource,
  newRecipient: string,
): Promise<IdentityChange | undefined> => {
  const all = await keys.identities();
  const recipients = await Promise.all(all.map(recipientOf));
  const key = all[recipients.indexOf(newRecipient)];
  const [present, ...earlier] = all.filter((each) => each !== key);
  return key === undefined || present === undefined ? undefined : changeTo(keys, key, [present, ...earlier]);
};

const changeTo = async (keys: KeySource, key: string, before: SecretKeys): Promise<IdentityChange> => {
  const file = await writableIdentity(keys);
  const keep = async (wanted: SecretKeys): Promise<void> => {
    try {
      await writeFileAtomically(file.path, await file.contentFor(wanted));
    } catch (error) {
      if (error instanceof KeyferryError) throw error;
      throw new KeyferryError("FILE_UNWRITABLE", { path: file.path, detail: fileReason(error) }, { cause: error });
    }
  };
  const [present, ...earlier] = before;
  return {
    path: file.path,
    newRecipient: await recipientOf(key),
    oldRecipient: await recipientOf(present),
    keysAfter: [key, ...before],
    add: () => keep([present, key, ...earlier]),
    switchOver: () => keep([key, ...before]),
    takeBack: () => keep(before),
  };
};
