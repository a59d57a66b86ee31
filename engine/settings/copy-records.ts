import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import type { HandOver } from "./document.ts";
import { fileReason } from "./file-errors.ts";

/** A copy that was made for another machine: what a hand-over notes in the settings file itself. No secret. */
export interface CopyRecord extends HandOver {
  readonly Id: string;
  readonly Service: string;
  /** What the connection was called. */
  readonly Name: string;
  /** The place of the settings that were copied. */
  readonly Settings: string;
}

/** So many are remembered, the newest last. */
const remembered = 1000;

const pathOf = (home: string): string => join(home, "copies.json");

/** The copies noted in `home/copies.json`, the newest last. Where they cannot be read there are none. */
export const readCopies = async (home: string): Promise<readonly CopyRecord[]> => {
  const text = await readFile(pathOf(home), "utf8").catch(() => undefined);
  return (text === undefined ? undefined : parse(text)) ?? [];
};

/** Notes a copy. A damaged file is set aside under another name. Throws `FILE_UNWRITABLE`. */
export const recordCopy = async (home: string, copy: CopyRecord): Promise<void> =>
  write(home, [...(await readCopies(home)), copy].slice(-remembered));

/** Forgets a copy; one that is not known is forgotten already. Throws `FILE_UNWRITABLE`. */
export const forgetCopy = async (home: string, id: string): Promise<void> => {
  const copies = await readCopies(home);
  const left = copies.filter(({ Id }) => Id !== id);
  if (left.length < copies.length) await write(home, left);
};

const write = async (home: string, copies: readonly CopyRecord[]): Promise<void> => {
  const path = pathOf(home);
  try {
    const before = await readFile(path, "utf8").catch(() => undefined);
    if (before !== undefined && parse(before) === undefined) await rename(path, `${path}.damaged-${Date.now()}`);
    await writeFileAtomically(path, `${JSON.stringify({ Format: 1, Copies: copies }, undefined, 2)}\n`);
  } catch (error) {
    throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
  }
};

const parse = (text: string): readonly CopyRecord[] | undefined => {
  try {
    const { Copies } = JSON.parse(text) as { readonly Copies?: unknown };
    return Array.isArray(Copies) ? Copies.filter(isCopy) : undefined;
  } catch {
    return undefined;
  }
};

const isCopy = (value: unknown): value is CopyRecord => {
  const { Id, Service, Name, Settings, At, To, Names, File } = (value ?? {}) as Record<string, unknown>;
  return (
    areTexts([Id, Service, Name, Settings]) &&
    typeof At === "number" &&
    (To === "passphrase" || areTexts(To)) &&
    (Names === undefined || areTexts(Names)) &&
    (File === undefined || typeof File === "string")
  );
};

const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each: unknown) => typeof each === "string");
