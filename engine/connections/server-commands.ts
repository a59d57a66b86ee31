import type { ExportResult } from "../../shared/connection.ts";

interface ServerSetting {
  readonly service: string;
  readonly fileName: string;
  readonly connectionString: string;
  readonly byPassphrase: boolean;
  /** Whether there is a token to print. */
  readonly hasTokens: boolean;
  readonly practiceOrigin: string | undefined;
}

/** What to type to get an exported file onto a server and at work there, in order. */
export const serverCommands = ({
  service,
  fileName,
  connectionString,
  byPassphrase,
  hasTokens,
  practiceOrigin,
}: ServerSetting): ExportResult["commands"] => {
  const environment = [
    ...(practiceOrigin ? [`KEYFERRY_PRACTICE=${practiceOrigin}`] : []),
    ...(byPassphrase ? ["KEYFERRY_PASSPHRASE_FILE=~/passphrase.txt"] : []),
  ];
  const run = (words: string) => [...environment, "keyferry", words].join(" ");
  const string = shellQuote(connectionString);
  return [
    {
      command: `scp ${shellQuote(fileName)} SERVER:`,
      why: {
        en: "Carry the file to the home folder of the user on the server.",
        ja: "サーバーのユーザーのホームフォルダーにファイルを転送します。",
      },
    },
    {
      command: `chmod 600 ~/${shellQuote(fileName)}`,
      why: {
        en: "On the server: nobody else needs to read it.",
        ja: "サーバーで実行: ほかのユーザーが読めないようにします。",
      },
    },
    ...(byPassphrase
      ? [
          {
            command: "(umask 077; cat > ~/passphrase.txt)",
            why: {
              en: "Type the passphrase, Enter, then Ctrl+D. It is needed until the first use.",
              ja: "パスフレーズを入力し、Enter、Ctrl+D を押します。最初に使用するまで必要です。",
            },
          },
        ]
      : []),
    { command: run(`test ${service} ${string}`), why: { en: "Test it there.", ja: "サーバーで接続をテストします。" } },
    ...(hasTokens
      ? [
          {
            command: run(`token ${service} ${string}`),
            why: {
              en: "Print an access token, renewed whenever it must be.",
              ja: "アクセストークンを出力します。必要に応じて自動でリフレッシュします。",
            },
          },
        ]
      : []),
  ];
};

/** Words of plain characters stand as they are. */
const shellQuote = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
