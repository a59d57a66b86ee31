import { readFile, rename, stat } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import { utcTime } from "../../shared/utc-time.ts";
import type { KeySource } from "../ports.ts";
import { prepareWrite } from "./atomic-file.ts";
import { parseDocument } from "./document.ts";
import { openEnvelope, recipientOf } from "./envelope.ts";
import { fileReason, unwritable } from "./file-errors.ts";
import { clearEnded, clearIntent, readEnded, readIntent } from "./journal.ts";
import { type HeldFile, preparedSettings } from "./prepared-settings.ts";
import { markOf } from "./stamp.ts";
import type { HeldSettings, OpenedSettings, SettingsStore } from "./store.ts";
import { nextPath, rollForward } from "./successor.ts";
import { flushUnsaved, unsavedAt } from "./unsaved.ts";

/** Room for what a renewal may add to the file. */
const headroom = 16 * 1024;

/**
 * Settings in an age file. Beside it stand its lock, and while something is done to it the intent and
 * the next content. `rescueFolder` takes new settings that cannot be written there.
 */
export const fileStore = (path: string, keys: KeySource, rescueFolder?: string): SettingsStore => {
  const read = async () => unsavedAt(path) ?? (await readSettings(path, keys));
  const file: HeldFile = { path, read: () => readSettings(path, keys), rescueFolder };
  const locked: SettingsStore["locked"] = async (work, waiting) => {
    // The lock's code is loaded by whoever writes; reading a good token needs none of it.
    const { withLock } = await import("./lock.ts");
    const done = withLock(
      path,
      async () => {
        await rollForward(path, keys, rescueFolder).catch((error: unknown) => {
          throw unwritable(path, error);
        });
        await flushUnsaved(path, async (settings) => {
          const held = heldSettings(file);
          await held.read();
          await (await held.prepare()).commit(settings);
        });
        return work(heldSettings(file));
      },
      waiting,
    );
    return done.catch(async (error: unknown) => {
      throw isBusy(error) ? await busy(path, error) : error;
    });
  };
  return {
    location: path,
    read,
    mark: () => markOf(path),
    ended: async ({ Grant }) => {
      const note = await readEnded(path);
      return note?.GrantId === Grant.Id && note.Generation === Grant.Generation ? note : undefined;
    },
    locked,
    setAside: async () => ((await markOf(path)) === undefined ? undefined : locked(() => setAside(path))),
  };
};

const isBusy = (error: unknown): boolean => error instanceof KeyferryError && error.code === "SETTINGS_BUSY";

/** Who holds the file, as far as its intent tells. */
const busy = async (path: string, cause: unknown): Promise<KeyferryError> => {
  const intent = await readIntent(path);
  const since = intent ? utcTime(intent.StartedAt) : "";
  const holder = intent
    ? {
        en: ` (${intent.Pid} on ${intent.Host}, at work since ${since})`,
        ja: `（${intent.Host} の ${intent.Pid}、${since} から処理中）`,
      }
    : { en: "", ja: "" };
  return new KeyferryError("SETTINGS_BUSY", { path, holder }, { cause });
};

const readSettings = async (path: string, keys: KeySource): Promise<OpenedSettings | undefined> => {
  const armoured = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new KeyferryError("SETTINGS_UNREADABLE", { path, detail: fileReason(error) }, { cause: error });
  });
  if (armoured === undefined) return undefined;
  const { text, passphrase } = await openEnvelope(armoured, path, keys);
  const document = parseDocument(text, path);
  if (passphrase !== undefined) return { document, sealing: { passphrase } };
  const recipients = document.Recipients ?? [await recipientOf(await keys.identity())];
  return { document, sealing: { recipients } };
};

const heldSettings = (file: HeldFile): HeldSettings => {
  const { path } = file;
  let seen: { readonly mark: string | undefined; readonly settings: OpenedSettings | undefined } | undefined;
  return {
    read: async () => {
      const mark = await markOf(path);
      seen = { mark, settings: undefined };
      const settings = await file.read();
      seen = { mark, settings };
      return settings;
    },
    intent: () => readIntent(path),
    prepare: async () => {
      try {
        const size = await stat(path).then(
          (stats) => stats.size,
          () => 0,
        );
        const prepared = await prepareWrite(path, size + headroom, nextPath(path));
        return preparedSettings(file, prepared, seen ?? { mark: await markOf(path), settings: undefined });
      } catch (error) {
        throw unwritable(path, error);
      }
    },
  };
};

const setAside = async (path: string): Promise<string | undefined> => {
  const aside = `${path}.removed-${new Date().toISOString().replaceAll(":", "-")}`;
  try {
    await rename(path, aside);
    await Promise.all([clearIntent(path), clearEnded(path)]);
    return aside;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unwritable(path, error);
  }
};
