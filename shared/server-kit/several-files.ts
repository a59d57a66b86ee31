import type { ExportResult } from "../connection.ts";
import { typePassphrase } from "./carry.ts";
import { type KitStep, run } from "./kit.ts";

/** An exported file, and what its connection is called. */
export interface ExportedFile {
  readonly name: string;
  /** Stands in names of files and units, so that those of two connections do not collide. */
  readonly label: string;
  readonly result: ExportResult;
}

/** What to type to get several files onto one server, and to test each of them there. */
export const stepsForSeveral = (files: readonly ExportedFile[]): readonly KitStep[] => {
  const names = files.map(({ result }) => result.fileName);
  return [
    run(`scp ${names.join(" ")} SERVER:`, {
      en: "Carry the files to your home folder on the server. What follows is for there.",
      ja: "サーバーの自分のホームフォルダーにファイルを転送します。以降はサーバーで実行します。",
    }),
    run(`chmod 600 ${names.map((name) => `~/${name}`).join(" ")}`, {
      en: "Nobody else needs to read them.",
      ja: "ほかのユーザーが読めないようにします。",
    }),
    ...(files.some(({ result }) => result.sealedTo === "passphrase") ? [typePassphrase] : []),
    ...files.flatMap(({ name, result }) =>
      result.commands
        .filter(({ command }) => /(^| )keyferry test /.test(command))
        .map(({ command }) => run(command, { en: `Test ${name}.`, ja: `${name} をテストします。` })),
    ),
  ];
};
