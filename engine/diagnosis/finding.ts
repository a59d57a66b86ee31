import type { Localised } from "../../shared/localised.ts";
import type { Finding } from "./diagnosis.ts";
import { type FileFacts, isOpenToOthers } from "./file-facts.ts";

/** Something that looks wrong, and what to do about it. */
export const finding = (what: Localised, remedy: Localised): Finding => ({ what, remedy });

/** Seconds by which clocks may differ. */
export const tolerableSkew = 60;

/** What to do about a clock that is wrong. */
export const setClock: Localised = {
  en: "Set the clock of this machine (turn on NTP).",
  ja: "このマシンの時刻を合わせてください（NTP を有効にする）。",
};

/** A folder in which a renewal cannot be saved. */
export const notWritable = (path: string): Finding =>
  finding(
    { en: `The folder ${path} cannot be written.`, ja: `フォルダー ${path} に書き込めません。` },
    {
      en: "Give this user the right to write there: a renewal is refused before it is asked for.",
      ja: "このユーザーに書き込み権限を与えてください。書き込めない場合、リフレッシュは行われません。",
    },
  );

/** A file or folder that this user cannot be sure of. */
export const ownedByOther = (path: string): Finding =>
  finding(
    { en: `${path} belongs to another user.`, ja: `${path} の所有者は別のユーザーです。` },
    {
      en: "Run keyferry as that user, or hand the files over with chown.",
      ja: "そのユーザーで keyferry を実行するか、chown で所有者を変更してください。",
    },
  );

/** Files with secrets are for their owner alone. */
export const fileFindings = (path: string, file: FileFacts | { readonly problem: string }): readonly Finding[] => {
  if ("problem" in file) return [];
  if (file.owner === "another user") return [ownedByOther(path)];
  return isOpenToOthers(file)
    ? [
        finding(
          {
            en: `Other users may read ${path} (mode ${file.mode}).`,
            ja: `${path} は他のユーザーも読み取れます（モード ${file.mode}）。`,
          },
          { en: `Run: chmod 600 ${path}`, ja: `chmod 600 ${path} を実行してください。` },
        ),
      ]
    : [];
};
