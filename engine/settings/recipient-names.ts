import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { fileReason } from "./file-errors.ts";

/** What a person calls the machines that files were exported to, by their recipients. No secret. */
export type RecipientNames = Readonly<Record<string, string>>;

const longestName = 60;

const pathOf = (home: string): string => join(home, "recipients.json");

/** A name as it is kept and shown: one line without control characters, at most 60 characters long. */
export const tidyName = (name: string): string =>
  // The name is printed at terminals, where control characters do more than show.
  [...name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim()].slice(0, longestName).join("");

/** The names kept in `home/recipients.json`. They are a courtesy: where they cannot be read there are none. */
export const readRecipientNames = async (home: string): Promise<RecipientNames> => {
  const text = await readFile(pathOf(home), "utf8").catch(() => undefined);
  return (text === undefined ? undefined : parse(text)) ?? {};
};

/**
 * Adds names to the ones kept; an empty name is forgotten. A damaged file is set aside under another
 * name. Throws `FILE_UNWRITABLE`.
 */
export const saveRecipientNames = async (home: string, names: RecipientNames): Promise<void> => {
  const known = await readRecipientNames(home);
  const wanted = Object.fromEntries(Object.entries({ ...known, ...names }).filter(([, name]) => name !== ""));
  if (isSame(known, wanted)) return;
  const path = pathOf(home);
  try {
    await setDamagedAside(path);
    await writeFileAtomically(path, `${JSON.stringify({ Format: 1, Recipients: wanted }, undefined, 2)}\n`);
  } catch (error) {
    throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
  }
};

const isSame = (one: RecipientNames, other: RecipientNames): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([recipient, name]) => other[recipient] === name);

const setDamagedAside = async (path: string): Promise<void> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined && parse(text) === undefined) await rename(path, `${path}.damaged-${Date.now()}`);
};

const parse = (text: string): RecipientNames | undefined => {
  try {
    const { Recipients } = JSON.parse(text) as { readonly Recipients?: unknown };
    if (typeof Recipients !== "object" || Recipients === null || Array.isArray(Recipients)) return undefined;
    const named = Object.entries(Recipients).flatMap(([recipient, name]) => {
      const tidy = typeof name === "string" ? tidyName(name) : "";
      return tidy === "" ? [] : [[recipient, tidy]];
    });
    return Object.fromEntries(named);
  } catch {
    return undefined;
  }
};
