import type { BesideFacts, Finding, SettingsFacts } from "./diagnosis.ts";
import { fileFindings, finding, notWritable, setClock, tolerableSkew } from "./finding.ts";

/** What looks wrong with one settings file; `now` is the time of the diagnosis. Pure. */
export const settingsFindings = (settings: SettingsFacts, now: number): readonly Finding[] => [
  ...fileFindings(settings.path, settings.file),
  ...(settings.problem ? [finding(settings.problem.message, settings.problem.remedy)] : []),
  ...("kind" in settings.file && !settings.folderWritable ? [notWritable(folderOf(settings.path))] : []),
  ...openedFindings(settings, now),
  ...settings.beside.flatMap((each) => besideFindings(settings, each)),
];

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, "") || "/";

const openedFindings = ({ path, opened }: SettingsFacts, now: number): readonly Finding[] => {
  if (!opened) return [];
  const { accessToken, refreshToken, grant } = opened;
  if (!opened.serviceKnown) return [serviceUnknown(path, opened.service)];
  const issued = accessToken?.issuedAt === undefined ? 0 : Date.parse(accessToken.issuedAt);
  return [
    ...(grant.owner === "another machine" ? [renewedElsewhere(path)] : []),
    ...(accessToken?.lapsed && !refreshToken ? [lapsedForGood(path)] : []),
    ...(issued > now + tolerableSkew * 1000 ? [fromTheFuture(path)] : []),
  ];
};

const serviceUnknown = (path: string, service: string): Finding =>
  finding(
    {
      en: `${path} is for the service ${service}, which this installation does not know.`,
      ja: `${path} のサービス ${service} は、このインストールでは定義されていません。`,
    },
    {
      en: "Put its file into the home's folder `services`, or update keyferry.",
      ja: "ホームの `services` フォルダーに定義ファイルを置くか、keyferry を更新してください。",
    },
  );

const renewedElsewhere = (path: string): Finding =>
  finding(
    { en: `Another machine renews the grant in ${path}.`, ja: `${path} のリフレッシュは別のマシンが行います。` },
    {
      en: "Use it there, connect again here, or take it over with `keyferry refresh --take-over`.",
      ja: "そのマシンで使うか、ここで新たに接続するか、`keyferry refresh --take-over` で引き継いでください。",
    },
  );

const lapsedForGood = (path: string): Finding =>
  finding(
    {
      en: `The access token in ${path} has lapsed, and nothing is there to renew it with.`,
      ja: `${path} のアクセストークンは期限切れで、リフレッシュに必要な値がありません。`,
    },
    { en: "Connect again: a person has to consent.", ja: "もう一度接続してください。同意が必要です。" },
  );

const fromTheFuture = (path: string): Finding =>
  finding(
    {
      en: `The token in ${path} was issued later than this machine's clock says it is.`,
      ja: `${path} のトークンの発行時刻が、このマシンの時計より先になっています。`,
    },
    setClock,
  );

/** Longer than any work on a settings file takes. */
const leftOver = 300;

const besideFindings = (settings: SettingsFacts, beside: BesideFacts): readonly Finding[] => {
  const { path, opened } = settings;
  if (beside.kind === "intent") {
    return beside.alive === false || (beside.alive === undefined && beside.age > leftOver) ? [interrupted(path)] : [];
  }
  if (beside.kind === "ended") return beside.generation === opened?.grant.generation ? [grantEnded(path)] : [];
  if (beside.kind === "kept") return [keptApart(path, beside.name)];
  const atWork = settings.beside.some(({ kind }) => kind === "intent");
  return beside.kind === "next" && beside.age > leftOver && !atWork ? [neverPlaced(path, beside.name)] : [];
};

const interrupted = (path: string): Finding =>
  finding(
    {
      en: `A process ended while it was at work on ${path}.`,
      ja: `${path} を処理中のプロセスが途中で終了しました。`,
    },
    {
      en: "Use the connection: what can be finished is finished first. Where the service has spent the token, consent again.",
      ja: "接続を使用すると、完了できる処理は先に完了します。トークンが使用済みの場合は、もう一度同意が必要です。",
    },
  );

const grantEnded = (path: string): Finding =>
  finding(
    { en: `The service has ended the grant in ${path}.`, ja: `${path} の許可はサービス側で失効しています。` },
    {
      en: "Consent again: press Reconnect, or run `keyferry connect` with InitiateOAuth=GETANDREFRESH.",
      ja: "「再接続」を押すか、InitiateOAuth=GETANDREFRESH で `keyferry connect` を実行して、もう一度同意してください。",
    },
  );

const keptApart = (path: string, name: string): Finding =>
  finding(
    {
      en: `Renewed settings of ${path} were kept as ${name}, since the file had been replaced meanwhile.`,
      ja: `${path} が途中で置き換えられたため、リフレッシュ後の設定を ${name} に保存しています。`,
    },
    {
      en: "To go on with that grant, move it back; else delete it.",
      ja: "その許可を使い続ける場合は元の名前に戻し、不要な場合は削除してください。",
    },
  );

const neverPlaced = (path: string, name: string): Finding =>
  finding(
    {
      en: `New content of ${path} stands in ${name}, and was never put into place.`,
      ja: `${path} の新しい内容が ${name} に残っています。`,
    },
    { en: "The next renewal replaces it.", ja: "次回のリフレッシュで置き換えられます。" },
  );
