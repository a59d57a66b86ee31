import { readFile, rename, rm, stat } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import type { KeySource } from "../ports.ts";
import { type PreparedWrite, prepareWrite, writeFileAtomically } from "./atomic-file.ts";
import { formatDocument, parseDocument } from "./document.ts";
import { openEnvelope, recipientOf, sealEnvelope } from "./envelope.ts";
import { fileReason, unwritable } from "./file-errors.ts";
import type { HeldSettings, OpenedSettings, PreparedSettings, RenewalIntent, SettingsStore } from "./store.ts";

/** Room for what a renewal may add to the file. */
const headroom = 16 * 1024;

/** Settings in an age file. Its lock is a folder beside it, its intent a small file beside it. */
export const fileStore = (path: string, keys: KeySource): SettingsStore => {
  const read = () => readSettings(path, keys);
  return {
    location: path,
    read,
    locked: async (work) => {
      // The lock's code is loaded by whoever writes; reading a good token needs none of it.
      const { withLock } = await import("./lock.ts");
      return withLock(path, (stillHeld) => work(heldSettings(path, read, stillHeld)));
    },
    setAside: () => setAside(path),
  };
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

const heldSettings = (path: string, read: HeldSettings["read"], stillHeld: () => void): HeldSettings => ({
  read,
  intent: () => readIntent(path),
  prepare: async () => {
    try {
      const size = await stat(path).then(
        (stats) => stats.size,
        () => 0,
      );
      return preparedSettings(path, await prepareWrite(path, size + headroom), stillHeld);
    } catch (error) {
      throw unwritable(path, error);
    }
  },
});

const preparedSettings = (path: string, prepared: PreparedWrite, stillHeld: () => void): PreparedSettings => ({
  noteIntent: async (intent) => {
    try {
      await writeFileAtomically(intentPath(path), `${JSON.stringify(intent)}\n`);
    } catch (error) {
      await prepared.abandon();
      throw unwritable(path, error);
    }
  },
  commit: async ({ document, sealing }) => {
    const sealed =
      "recipients" in sealing ? { ...document, Recipients: sealing.recipients } : withoutRecipients(document);
    try {
      const text = await sealEnvelope(formatDocument(sealed), sealing);
      stillHeld();
      await prepared.commit(text);
    } catch (error) {
      await prepared.abandon();
      if (error instanceof KeyferryError) throw error;
      // By now the service may have been asked, so this is not what `SETTINGS_UNWRITABLE` says.
      throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
    }
    await rm(intentPath(path), { force: true });
  },
  abandon: prepared.abandon,
  clearIntent: () => rm(intentPath(path), { force: true }),
});

const withoutRecipients = ({ Recipients: _, ...document }: OpenedSettings["document"]): OpenedSettings["document"] =>
  document as OpenedSettings["document"];

const intentPath = (path: string): string => `${path}.intent`;

const readIntent = async (path: string): Promise<RenewalIntent | undefined> => {
  try {
    return JSON.parse(await readFile(intentPath(path), "utf8")) as RenewalIntent;
  } catch {
    return undefined;
  }
};

const setAside = async (path: string): Promise<string | undefined> => {
  const aside = `${path}.removed-${new Date().toISOString().replaceAll(":", "-")}`;
  try {
    await rename(path, aside);
    return aside;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unwritable(path, error);
  }
};
