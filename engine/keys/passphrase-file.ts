import { readFile } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import { shownPath } from "../../shared/secret-shapes.ts";
import { fileReason } from "../settings/file-errors.ts";

/** The first line of a passphrase file. Throws `PASSPHRASE_UNREADABLE`. */
export const readPassphraseFile = async (path: string): Promise<string> => {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    // People put the passphrase itself where its file is due.
    const shown = shownPath(path);
    throw new KeyferryError("PASSPHRASE_UNREADABLE", { path: shown, detail: fileReason(error) }, { cause: error });
  });
  const passphrase = text.split(/\r?\n/, 1)[0] ?? "";
  if (passphrase === "") {
    throw new KeyferryError("PASSPHRASE_UNREADABLE", {
      path,
      detail: { en: "its first line is empty", ja: "1 行目が空です" },
    });
  }
  return passphrase;
};
