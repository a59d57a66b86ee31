import { rename, rm } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import { untranslated } from "../../shared/localised.ts";
import { type PreparedWrite, writeFileAtomically } from "./atomic-file.ts";
import { formatDocument, type SettingsDocument } from "./document.ts";
import { sealEnvelope } from "./envelope.ts";
import { unwritable } from "./file-errors.ts";
import { author, clearEnded, clearIntent, type Intent, writeEnded, writeIntent } from "./journal.ts";
import { markOf } from "./stamp.ts";
import type { OpenedSettings, PreparedSettings } from "./store.ts";
import { mergeOnto, notSaved, rescue } from "./successor.ts";
import { keepUnsaved } from "./unsaved.ts";

/** A settings file whose lock is held. */
export interface HeldFile {
  readonly path: string;
  readonly read: () => Promise<OpenedSettings | undefined>;
  readonly rescueFolder: string | undefined;
}

/** The file as it was when it was read, under lock. */
interface Seen {
  readonly mark: string | undefined;
  readonly settings: OpenedSettings | undefined;
}

/** The steps from a proved place to new settings in it. Each leaves behind what the next start needs to go on. */
export const preparedSettings = (file: HeldFile, prepared: PreparedWrite, seen: Seen): PreparedSettings => {
  const { path } = file;
  let noted = false;
  let written = false;
  const note = async (intent: Pick<Intent, "Kind" | "Generation" | "StartedAt">): Promise<void> => {
    await writeIntent(path, { ...intent, ...author(), Replaces: seen.mark ?? null });
    noted = true;
  };
  const noteIntent: PreparedSettings["noteIntent"] = async (intent) => {
    try {
      await note(intent);
    } catch (error) {
      await prepared.abandon();
      throw unwritable(path, error);
    }
  };
  const commit = async (settings: OpenedSettings): Promise<OpenedSettings> => {
    const sealed = await seal(settings).catch(async (error: unknown) => {
      await prepared.abandon();
      throw error;
    });
    if (!noted)
      await note({
        Kind: "replacement",
        Generation: seen.settings?.document.Grant.Generation ?? 0,
        StartedAt: Date.now(),
      }).catch(() => {});
    await prepared.write(sealed).catch(async (error: unknown) => {
      const kept = await elsewhere(file, settings, sealed);
      await prepared.abandon();
      throw notSaved(path, kept, error);
    });
    written = true;
    if ((await markOf(path)) !== seen.mark) return replaceChanged({ file, prepared, seen, ours: settings, sealed });
    await prepared.place().catch(async (error: unknown) => {
      throw notSaved(path, await whereItIs(file, prepared, settings, sealed), error);
    });
    await Promise.all([clearIntent(path), clearEnded(path)]);
    return settings;
  };
  return {
    noteIntent,
    commit,
    // What is written is all there is of the new settings until it is in place.
    abandon: async () => {
      if (!written) await prepared.abandon();
    },
    clearIntent: () => clearIntent(path),
    noteEnded: (ended) => writeEnded(path, ended).catch(() => {}),
  };
};

const seal = ({ document, sealing }: OpenedSettings): Promise<string> =>
  sealEnvelope(
    formatDocument("recipients" in sealing ? { ...document, Recipients: sealing.recipients } : unlisted(document)),
    sealing,
  );

const unlisted = ({ Recipients: _, ...document }: SettingsDocument): SettingsDocument => document as SettingsDocument;

/** The disk took the room and then not the content: another place, or at least this process's memory. */
const elsewhere = async ({ path, rescueFolder }: HeldFile, settings: OpenedSettings, sealed: string) => {
  const place = await rescue(rescueFolder, settings.document, sealed);
  if (place !== undefined) return place;
  keepUnsaved(path, settings);
  return { en: "the memory of this process alone", ja: "このプロセスのメモリのみ" };
};

/** Beside its file, where it can be found there; a disk may have gone with it. */
const whereItIs = async (file: HeldFile, { temporary }: PreparedWrite, settings: OpenedSettings, sealed: string) =>
  (await markOf(temporary)) === undefined ? elsewhere(file, settings, sealed) : temporary;

interface Changed {
  readonly file: HeldFile;
  readonly prepared: PreparedWrite;
  readonly seen: Seen;
  readonly ours: OpenedSettings;
  readonly sealed: string;
}

/** Somebody changed the file in spite of the lock. Their edits of the same grant are kept; another grant is not touched. */
const replaceChanged = async ({ file, prepared, seen, ours, sealed }: Changed): Promise<OpenedSettings> => {
  const { path, read } = file;
  const theirs = await read().catch(() => undefined);
  const merged = theirs && mergeOnto(seen.settings, ours, theirs);
  if (merged) {
    await writeFileAtomically(path, await seal(merged)).catch((error: unknown) => {
      throw notSaved(path, prepared.temporary, error);
    });
    await Promise.all([rm(prepared.temporary, { force: true }), clearIntent(path), clearEnded(path)]);
    return merged;
  }
  const kept = `${path}.kept-${new Date().toISOString().replaceAll(":", "-")}`;
  await rename(prepared.temporary, kept).catch(async (error: unknown) => {
    throw notSaved(path, await whereItIs(file, prepared, ours, sealed), error);
  });
  await clearIntent(path);
  const what = theirs
    ? { en: "replaced", ja: "置き換え" }
    : (await markOf(path))
      ? { en: "changed", ja: "変更" }
      : { en: "removed", ja: "削除" };
  throw new KeyferryError("SETTINGS_CHANGED", { path, what, kept: untranslated(kept) });
};
