import { open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import { untranslated } from "../../shared/localised.ts";
import type { KeySource } from "../ports.ts";
import { syncFolder, writeFileAtomically } from "./atomic-file.ts";
import { parseDocument, type SettingsDocument } from "./document.ts";
import { openEnvelope } from "./envelope.ts";
import { fileReason } from "./file-errors.ts";
import { clearIntent, readIntent } from "./journal.ts";
import { markOf } from "./stamp.ts";
import type { OpenedSettings } from "./store.ts";

/** Where the next content of a settings file stands until it is in place. Only who holds the lock writes it. */
export const nextPath = (path: string): string => join(dirname(path), `.${basename(path)}.next`);

/**
 * Finishes what a process began that died between making new settings durable and putting them into
 * place. Nothing is done where they are not whole, or where the file is not the one they replace.
 */
export const rollForward = async (path: string, keys: KeySource, rescueFolder?: string): Promise<void> => {
  const intent = await readIntent(path);
  const rescued = rescueFolder !== undefined && (await markOf(rescueFolder)) !== undefined;
  if (!intent && !rescued) return;
  const current = await documentAt(path, keys);
  const candidates = [
    ...(intent ? [nextPath(path)] : []),
    ...(rescued && current ? [rescuePath(rescueFolder, current)] : []),
  ];
  for (const candidate of candidates) {
    const next = await documentAt(candidate, keys);
    const replaces = async () => intent !== undefined && intent.Replaces === ((await markOf(path)) ?? null);
    if (!next || !(follows(current, next) || (await replaces()))) continue;
    await moveInto(path, candidate);
    await clearIntent(path);
    return;
  }
};

/** One renewal further: the same grant, the next generation. */
const follows = (current: SettingsDocument | undefined, next: SettingsDocument): boolean =>
  current !== undefined && current.Grant.Id === next.Grant.Id && current.Grant.Generation + 1 === next.Grant.Generation;

/** A rescued file may lie on another disk, where a rename does not reach. */
const moveInto = async (path: string, candidate: string): Promise<void> => {
  const text = await readContent(candidate);
  if (dirname(candidate) === dirname(path)) {
    await cutDurably(candidate, Buffer.byteLength(text));
    await rename(candidate, path);
    await syncFolder(dirname(path));
  } else {
    await writeFileAtomically(path, text);
    await rm(candidate, { force: true });
  }
};

/** A process may have died before it cut the room that was kept free off the end. */
const readContent = async (path: string): Promise<string> => (await readFile(path, "utf8")).replace(/\0+$/, "");

const cutDurably = async (path: string, length: number): Promise<void> => {
  const handle = await open(path, "r+");
  try {
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const documentAt = async (path: string, keys: KeySource): Promise<SettingsDocument | undefined> => {
  try {
    return parseDocument((await openEnvelope(await readContent(path), path, keys)).text, path);
  } catch {
    return undefined;
  }
};

/** Where new settings go that cannot be written beside their file. */
const rescuePath = (folder: string, { Grant }: SettingsDocument): string =>
  join(folder, `${Grant.Id.replace(/[^\w-]/g, "") || "grant"}.txt`);

/** Writes sealed settings to the rescue folder, and says where; undefined where that fails too. */
export const rescue = async (
  folder: string | undefined,
  document: SettingsDocument,
  sealed: string,
): Promise<string | undefined> => {
  if (folder === undefined) return undefined;
  const place = rescuePath(folder, document);
  return writeFileAtomically(place, sealed).then(
    () => place,
    () => undefined,
  );
};

/** The error for new settings that exist and are not in place. */
export const notSaved = (path: string, kept: string | Localised, cause: unknown): KeyferryError =>
  new KeyferryError(
    "RENEWAL_NOT_SAVED",
    { path, detail: fileReason(cause), kept: typeof kept === "string" ? untranslated(kept) : kept },
    { cause },
  );

/**
 * The renewed settings put upon what somebody else made of the same file meanwhile: their edits stay,
 * and what the renewal changed wins. Undefined where theirs is another grant, or a later state of it.
 */
export const mergeOnto = (
  seen: OpenedSettings | undefined,
  ours: OpenedSettings,
  theirs: OpenedSettings,
): OpenedSettings | undefined => {
  const [was, is] = [seen?.document.Grant, theirs.document.Grant];
  if (was === undefined || was.Id !== is.Id || was.Generation !== is.Generation) return undefined;
  const changed = Object.entries(ours.document.Properties).filter(
    ([name, value]) => seen?.document.Properties[name] !== value,
  );
  return {
    sealing: ours.sealing,
    document: {
      ...theirs.document,
      Properties: { ...theirs.document.Properties, ...Object.fromEntries(changed) },
      Grant: ours.document.Grant,
    },
  };
};
