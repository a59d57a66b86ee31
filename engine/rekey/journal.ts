import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";

/** One settings file of a rekey, by digests (SHA-256, hexadecimal) of what it held sealed, and will hold. */
export interface JournalFile {
  readonly Path: string;
  readonly Staged: string;
  readonly Before: string;
  readonly After: string;
}

/**
 * What an interrupted rekey is finished or undone by. Holds no secret: paths, recipients, digests of
 * encrypted text. While `staging`, nothing that counts has changed; once `placing`, all of it will.
 */
export interface Journal {
  readonly Format: 1;
  readonly Phase: "staging" | "placing";
  /** The recipients that were asked for; null where each file keeps its own. */
  readonly Recipients: readonly string[] | null;
  /** The recipient of the new identity; null where the identity stays. */
  readonly NewRecipient: string | null;
  readonly Files: readonly JournalFile[];
}

/** Where the journal of a home stands. */
export const journalPath = (home: string): string => join(home, "rekey.json");

/** Undefined where no rekey was interrupted. Throws `REKEY_JOURNAL_DAMAGED`. */
export const readJournal = async (path: string): Promise<Journal | undefined> => {
  try {
    const journal = JSON.parse(await readFile(path, "utf8")) as Journal;
    const known = journal.Format === 1 && ["staging", "placing"].includes(journal.Phase);
    if (known && Array.isArray(journal.Files)) return journal;
    throw new Error("not a journal of this version");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new KeyferryError("REKEY_JOURNAL_DAMAGED", { path }, { cause: error });
  }
};

export const writeJournal = (path: string, journal: Journal): Promise<void> =>
  writeFileAtomically(path, `${JSON.stringify(journal, undefined, 2)}\n`);

export const removeJournal = (path: string): Promise<void> => rm(path, { force: true });
