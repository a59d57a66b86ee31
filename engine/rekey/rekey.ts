import { KeyferryError } from "../../shared/errors.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { SecretKeys } from "../keys/secret-keys.ts";
import { writableIdentity } from "../keys/writable-identity.ts";
import type { KeySource, Ports } from "../ports.ts";
import { checkRecipients, recipientOf } from "../settings/envelope.ts";
import { fileReason, unwritable } from "../settings/file-errors.ts";
import { withLock } from "../settings/lock.ts";
import { type IdentityChange, planIdentityChange } from "./identity-change.ts";
import { type Journal, journalPath, removeJournal, writeJournal } from "./journal.ts";
import { withLocks } from "./locks.ts";
import { type PlannedFile, planFiles, type SkippedFile } from "./plan.ts";
import { type Recovered, recoverRekey } from "./recover.ts";
import type { NewSeal } from "./reseal.ts";
import { discardFile, placeFile, stageFile } from "./staged-file.ts";
import { findTargets, type Target } from "./targets.ts";

export interface RekeyRequest {
  /** Settings files; none named means all that this machine knows of. */
  readonly settings: readonly string[];
  /** Who may open them besides this machine; undefined where each file keeps its recipients. */
  readonly to?: readonly string[];
  /** Make a new identity; then all files that this machine knows of are included. */
  readonly newIdentity: boolean;
}

/** What became of the files. */
export interface RekeyResult {
  /** This machine's recipient from now on. */
  readonly recipient: string;
  readonly files: readonly {
    readonly path: string;
    readonly service: string;
    readonly recipients: readonly string[];
  }[];
  /** Left as they were, and why. */
  readonly skipped: readonly SkippedFile[];
  readonly identity?: { readonly path: string; readonly from: string; readonly to: string };
  /** An earlier rekey had been interrupted. */
  readonly recovered?: Recovered;
}

/** Told before each step that something else could see, by its name: for tests that stop there. */
export type OnStep = (step: string) => Promise<void> | void;

/**
 * Seals settings files to new recipients: all of them or none. Each file is opened, sealed anew, proved
 * to open again and made durable beside its target before the first one is replaced; a journal lets the
 * next run finish or undo what was interrupted. Throws `RECIPIENT_INVALID`, `IDENTITY_NOT_OURS`,
 * `SETTINGS_*` and `PASSPHRASE_*` with nothing changed; `REKEY_UNFINISHED` where a replacement failed
 * half way, and then the next run goes on.
 */
export const rekey = async (
  ports: Ports,
  services: readonly ServiceDefinition[],
  request: RekeyRequest,
  onStep: OnStep = () => {},
): Promise<RekeyResult> => {
  if (request.to) checkRecipients(request.to);
  await ports.keys.ensureIdentity();
  const journal = journalPath(ports.paths.home);
  return withLock(journal, async () => {
    const recovered = await recoverRekey(ports.keys, journal);
    const identity = request.newIdentity ? await writableIdentity(ports.keys) : undefined;
    const known = request.newIdentity || request.settings.length === 0;
    const targets = await findTargets(ports, services, request.settings, known);
    const paths = [...targets.map(({ path }) => path), ...(identity ? [identity.path] : [])];
    const result = await withLocks(paths, async () => {
      const change = identity && (await planIdentityChange(ports.keys));
      const run: Run = { keys: ports.keys, journal, change, onStep, to: request.to ?? null };
      return rekeyHeld(run, targets);
    });
    return { ...result, ...(recovered ? { recovered } : {}) };
  });
};

/** One run, with all locks held. */
interface Run {
  readonly keys: KeySource;
  readonly journal: string;
  readonly change: IdentityChange | undefined;
  readonly to: readonly string[] | null;
  readonly onStep: OnStep;
}

const rekeyHeld = async (run: Run, targets: readonly Target[]): Promise<RekeyResult> => {
  const keysAfter = run.change?.keysAfter ?? (await run.keys.identities());
  const [own, ...earlier] = (await recipientsOf(keysAfter)) as [string, ...string[]];
  const seal: NewSeal = { own, everOwn: [own, ...earlier], to: run.to };
  const { planned, skipped } = await planFiles(targets, { keys: run.keys, keysAfter, seal });
  await stageAll(run, planned);
  await placeAll(run, planned);
  return {
    recipient: own,
    files: planned.map(({ Path, resealed }) => ({
      path: Path,
      service: resealed.document.Service,
      recipients: resealed.recipients,
    })),
    skipped,
    ...(run.change ? { identity: { path: run.change.path, from: run.change.oldRecipient, to: own } } : {}),
  };
};

/** Until its last line nothing that counts has changed; where it fails, its traces are taken away. */
const stageAll = async (run: Run, planned: readonly PlannedFile[]): Promise<void> => {
  const journal: Journal = {
    Format: 1,
    Phase: "staging",
    Recipients: run.to,
    NewRecipient: run.change?.newRecipient ?? null,
    Files: planned.map(({ resealed: _, ...file }) => file),
  };
  let added = false;
  try {
    await run.onStep("note");
    await writeJournal(run.journal, journal);
    for (const { Path, Staged, resealed } of planned) {
      await run.onStep("stage");
      await stageFile(Staged, resealed.armoured).catch((error: unknown) => {
        throw unwritable(Path, error);
      });
    }
    await run.onStep("add-key");
    added = true;
    await run.change?.add();
    await run.onStep("decide");
    await writeJournal(run.journal, { ...journal, Phase: "placing" });
  } catch (error) {
    await undoStaging(run, planned, added);
    throw unwritable(run.journal, error);
  }
};

/** Where the key cannot be taken back, the journal stays, and the next run does it. */
const undoStaging = async (run: Run, planned: readonly PlannedFile[], keyAdded: boolean): Promise<void> => {
  for (const { Staged } of planned) await discardFile(Staged).catch(() => {});
  try {
    if (keyAdded) await run.change?.takeBack();
    await removeJournal(run.journal);
  } catch {
    // The error that led here is the one to tell.
  }
};

const placeAll = async (run: Run, planned: readonly PlannedFile[]): Promise<void> => {
  let path = run.journal;
  try {
    for (const { Path, Staged } of planned) {
      path = Path;
      await run.onStep("place");
      await placeFile(Staged, Path);
    }
    path = run.change?.path ?? path;
    await run.onStep("switch");
    await run.change?.switchOver();
    path = run.journal;
    await run.onStep("end");
    await removeJournal(run.journal);
  } catch (error) {
    throw new KeyferryError("REKEY_UNFINISHED", { path, detail: fileReason(error) }, { cause: error });
  }
};

const recipientsOf = (keys: SecretKeys): Promise<readonly string[]> => Promise.all(keys.map(recipientOf));
