import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { SecretKeys } from "../keys/secret-keys.ts";
import type { KeySource } from "../ports.ts";
import { openEnvelope } from "../settings/envelope.ts";
import { fileReason } from "../settings/file-errors.ts";
import type { JournalFile } from "./journal.ts";
import { digestOf, type NewSeal, type Resealed, reseal } from "./reseal.ts";
import { stagedPath, textOf } from "./staged-file.ts";
import type { Target } from "./targets.ts";

/** A file that is sealed anew in memory, ready to be staged. */
export interface PlannedFile extends JournalFile {
  readonly resealed: Resealed;
}

/** A file that is left as it was, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly why: Localised;
}

interface PlanKeys {
  /** What opens the files now. */
  readonly keys: KeySource;
  /** What this machine will have afterwards: each file must open with these. */
  readonly keysAfter: SecretKeys;
  readonly seal: NewSeal;
}

/**
 * Opens all files, seals them anew and proves that they open again; nothing is written. A passphrase
 * file that nobody named is skipped where no passphrase is at hand; everything else that cannot be
 * opened throws, naming the file.
 */
export const planFiles = async (
  targets: readonly Target[],
  keys: PlanKeys,
): Promise<{ readonly planned: readonly PlannedFile[]; readonly skipped: readonly SkippedFile[] }> => {
  const planned: PlannedFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const { path, named } of targets) {
    const plan = await planFile(path, keys).catch((error: unknown) => {
      if (named || !(error instanceof KeyferryError) || error.code !== "PASSPHRASE_MISSING") throw error;
      skipped.push({ path, why: byPassphrase });
      return undefined;
    });
    if (plan) planned.push(plan);
  }
  return { planned, skipped };
};

const planFile = async (path: string, { keys, keysAfter, seal }: PlanKeys): Promise<PlannedFile | undefined> => {
  const armoured = await textOf(path).catch((error: unknown) => {
    throw new KeyferryError("SETTINGS_UNREADABLE", { path, detail: fileReason(error) }, { cause: error });
  });
  // Deleted between the list and the lock.
  if (armoured === undefined) return undefined;
  const resealed = await reseal(armoured, path, keys, seal);
  await openEnvelope(resealed.armoured, path, { ...keys, identities: async () => keysAfter });
  return {
    Path: path,
    Staged: stagedPath(path),
    Before: digestOf(armoured),
    After: digestOf(resealed.armoured),
    resealed,
  };
};

const byPassphrase: Localised = {
  en: "it is encrypted with a passphrase, and none is given",
  ja: "パスフレーズで暗号化されていますが、パスフレーズが指定されていません",
};
