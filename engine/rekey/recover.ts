import { KeyferryError } from "../../shared/errors.ts";
import type { KeySource } from "../ports.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { recipientOf } from "../settings/envelope.ts";
import { fileReason } from "../settings/file-errors.ts";
import { type IdentityChange, resumeIdentityChange } from "./identity-change.ts";
import { type Journal, type JournalFile, readJournal, removeJournal } from "./journal.ts";
import { withLocks } from "./locks.ts";
import { digestOf, type NewSeal, reseal } from "./reseal.ts";
import { discardFile, placeFile, textOf } from "./staged-file.ts";

/** What became of a rekey that had been interrupted. */
export type Recovered = "finished" | "undone";

/**
 * Finishes or undoes the rekey that the journal tells of; undefined where there is none. One that had
 * not begun to replace files is undone; any other is finished, on the files as they are now: one that
 * was renewed in the meantime is sealed anew with what it holds now. To be called with the journal's
 * lock held. Throws `REKEY_UNFINISHED`, `REKEY_JOURNAL_DAMAGED`, `SETTINGS_*`.
 */
export const recoverRekey = async (keys: KeySource, journalPath: string): Promise<Recovered | undefined> => {
  const journal = await readJournal(journalPath);
  if (!journal) return undefined;
  const { NewRecipient } = journal;
  const change = NewRecipient === null ? undefined : await resumeIdentityChange(keys, NewRecipient);
  const paths = [...journal.Files.map(({ Path }) => Path), ...(change ? [change.path] : [])];
  const recovered = await withLocks(paths, () =>
    journal.Phase === "staging" ? undo(journal, change) : finish(keys, journal, change, journalPath),
  );
  await removeJournal(journalPath);
  return recovered;
};

const undo = async (journal: Journal, change: IdentityChange | undefined): Promise<Recovered> => {
  for (const { Staged } of journal.Files) await discardFile(Staged);
  await change?.takeBack();
  return "undone";
};

const finish = async (
  keys: KeySource,
  journal: Journal,
  change: IdentityChange | undefined,
  journalPath: string,
): Promise<Recovered> => {
  // Without the new key, what was sealed to it already cannot be opened: an older identity file was put back.
  if (journal.NewRecipient !== null && !change) throw new KeyferryError("REKEY_JOURNAL_DAMAGED", { path: journalPath });
  const everOwn = await Promise.all((await keys.identities()).map(recipientOf));
  const seal: NewSeal = { own: change?.newRecipient ?? everOwn[0] ?? "", everOwn, to: journal.Recipients };
  for (const file of journal.Files) {
    await finishFile(file, keys, seal).catch((error: unknown) => {
      if (error instanceof KeyferryError) throw error;
      throw new KeyferryError("REKEY_UNFINISHED", { path: file.Path, detail: fileReason(error) }, { cause: error });
    });
  }
  await change?.switchOver();
  return "finished";
};

const finishFile = async ({ Path, Staged, Before, After }: JournalFile, keys: KeySource, seal: NewSeal) => {
  const [current, staged] = [await textOf(Path), await textOf(Staged)];
  const now = current === undefined ? undefined : digestOf(current);
  if (now === Before && staged !== undefined && digestOf(staged) === After) return placeFile(Staged, Path);
  // Gone, replaced already, or renewed by somebody since: what is there now counts, never the older copy.
  if (current !== undefined && now !== After) {
    await writeFileAtomically(Path, (await reseal(current, Path, keys, seal)).armoured);
  }
  return discardFile(Staged);
};
