import { KeyferryError } from "../../shared/errors.ts";
import { type Localised, untranslated } from "../../shared/localised.ts";

const words: Readonly<Record<string, Localised>> = {
  ENOENT: { en: "there is no such file or folder", ja: "ファイルまたはフォルダーがありません" },
  EACCES: { en: "this user may not", ja: "権限がありません" },
  EPERM: { en: "this user may not", ja: "権限がありません" },
  EROFS: { en: "the file system is read-only", ja: "ファイルシステムが読み取り専用です" },
  ENOSPC: { en: "the disk is full", ja: "ディスクの空き容量がありません" },
  EDQUOT: { en: "the disk quota is used up", ja: "ディスクのクォータを超えています" },
  EEXIST: { en: "there is a file of that name already", ja: "同じ名前のファイルがすでにあります" },
  EISDIR: { en: "it is a folder", ja: "フォルダーです" },
  ENOTDIR: { en: "a part of the path is not a folder", ja: "パスの途中がフォルダーではありません" },
};

/** Why a file operation failed, in words. */
export const fileReason = (error: unknown): Localised => {
  const code = (error as NodeJS.ErrnoException).code ?? "UNKNOWN";
  return words[code] ?? untranslated(code);
};

export const unwritable = (path: string, error: unknown): KeyferryError =>
  error instanceof KeyferryError
    ? error
    : new KeyferryError("SETTINGS_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
