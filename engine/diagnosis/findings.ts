import type { Localised } from "../../shared/localised.ts";
import type { BesideFacts, Diagnosis, Finding, HostFacts, SettingsFacts } from "./diagnosis.ts";
import { type FileFacts, isOpenToOthers } from "./file-facts.ts";

/** What a diagnosis is before anybody has judged it. */
export type Unjudged = Omit<Diagnosis, "looksWrong">;

/** What looks wrong, what stands in the way of everything first. Pure. */
export const findingsIn = (diagnosis: Unjudged): readonly Finding[] => [
  ...programFindings(diagnosis),
  ...diagnosis.environment.flatMap(({ wrong }) => wrong ?? []),
  ...homeFindings(diagnosis),
  ...diagnosis.ownServices.flatMap(({ problem }) => (problem ? [finding(problem.message, problem.remedy)] : [])),
  ...diagnosis.settings.flatMap((each) => settingsFindings(each, Date.parse(diagnosis.madeAt))),
  ...listeningFindings(diagnosis),
  ...networkFindings(diagnosis),
];

const finding = (what: Localised, remedy: Localised): Finding => ({ what, remedy });

const programFindings = ({ program }: Unjudged): readonly Finding[] => {
  const [, major = 0, minor = 0] = (/^v?(\d+)\.(\d+)/.exec(program.node) ?? []).map(Number);
  return major > 22 || (major === 22 && minor >= 12)
    ? []
    : [
        finding(
          { en: `Node ${program.node} is too old.`, ja: `Node ${program.node} は古すぎます。` },
          { en: "Install Node 22.12 or later.", ja: "Node 22.12 以降をインストールしてください。" },
        ),
      ];
};

/** Seconds by which clocks may differ. */
const tolerableSkew = 60;

const littleSpace = 16 * 1024 * 1024;

const homeFindings = ({ home, identity, catalog, settings }: Unjudged): readonly Finding[] => [
  ...("problem" in home.folder && settings.length === 0 ? [noHome(home.path)] : []),
  ...("kind" in home.folder && !home.writable ? [notWritable(home.path)] : []),
  ...(home.freeBytes !== undefined && home.freeBytes < littleSpace ? [diskFull] : []),
  ...("kind" in home.folder && home.folder.owner === "another user" ? [ownedByOther(home.path)] : []),
  ...fileFindings(identity.path, identity.file),
  ...(identity.problem && (settings.length > 0 || identity.problem.code !== "IDENTITY_MISSING")
    ? [finding(identity.problem.message, identity.problem.remedy)]
    : []),
  ...(home.entries.some(({ name }) => /^rescued[\\/]./.test(name)) ? [rescued] : []),
  ...(catalog.state === "damaged" || catalog.state === "unreadable" ? [listUnusable(catalog.state)] : []),
];

const rescued: Finding = finding(
  {
    en: "Renewed settings that could not be written at their place are in the home's folder `rescued`.",
    ja: "本来の場所に書き込めなかったリフレッシュ後の設定が、ホームの `rescued` フォルダーにあります。",
  },
  {
    en: "Make their place writable and use the connection: it takes them up by itself.",
    ja: "本来の場所を書き込み可能にして接続を使用すると、自動で取り込まれます。",
  },
);

const noHome = (path: string): Finding =>
  finding(
    { en: `There is no home folder at ${path} yet.`, ja: `ホームフォルダー ${path} がまだありません。` },
    {
      en: "`keyferry connect` makes it; or set KEYFERRY_HOME to the folder that was used before.",
      ja: "`keyferry connect` で作成されます。以前のフォルダーがある場合は KEYFERRY_HOME に指定してください。",
    },
  );

const notWritable = (path: string): Finding =>
  finding(
    { en: `The folder ${path} cannot be written.`, ja: `フォルダー ${path} に書き込めません。` },
    {
      en: "Give this user the right to write there: a renewal is refused before it is asked for.",
      ja: "このユーザーに書き込み権限を与えてください。書き込めない場合、リフレッシュは行われません。",
    },
  );

const diskFull: Finding = finding(
  { en: "The disk is nearly full.", ja: "ディスクの空き容量がほとんどありません。" },
  { en: "Free some space.", ja: "空き容量を確保してください。" },
);

const ownedByOther = (path: string): Finding =>
  finding(
    { en: `${path} belongs to another user.`, ja: `${path} の所有者は別のユーザーです。` },
    {
      en: "Run keyferry as that user, or hand the files over with chown.",
      ja: "そのユーザーで keyferry を実行するか、chown で所有者を変更してください。",
    },
  );

const listUnusable = (state: "damaged" | "unreadable"): Finding =>
  finding(
    state === "damaged"
      ? { en: "The list of connections (catalog.json) is damaged.", ja: "接続の一覧（catalog.json）が破損しています。" }
      : {
          en: "The list of connections (catalog.json) cannot be read.",
          ja: "接続の一覧（catalog.json）を読み取れません。",
        },
    {
      en: "Restore it from a backup. The settings files themselves are not touched by this.",
      ja: "バックアップから復元してください。設定ファイル自体には影響しません。",
    },
  );

/** Files with secrets are for their owner alone. */
const fileFindings = (path: string, file: FileFacts | { readonly problem: string }): readonly Finding[] => {
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

const settingsFindings = (settings: SettingsFacts, now: number): readonly Finding[] => [
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

const setClock: Localised = {
  en: "Set the clock of this machine (turn on NTP).",
  ja: "このマシンの時刻を合わせてください（NTP を有効にする）。",
};

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

const listeningFindings = ({ listening }: Unjudged): readonly Finding[] =>
  listening.flatMap(({ address, problem, for: use }) => {
    // A machine without IPv6 is no fault.
    if (problem === undefined || (address.startsWith("[::1]") && /^E(ADDRNOTAVAIL|AFNOSUPPORT)$/.test(problem)))
      return [];
    return [
      finding(
        {
          en: `Nothing can listen at ${address} for ${use} (${problem}).`,
          ja: `${address} で待ち受けできません（${use}、${problem}）。`,
        },
        {
          en: "Close the program that uses the port, use a CallbackURL with another port, or paste the address the browser ended on.",
          ja: "ポートを使用中のプログラムを終了するか、別のポートの CallbackURL を使うか、ブラウザが最後に表示したアドレスを貼り付けてください。",
        },
      ),
    ];
  });

const networkFindings = ({ network }: Unjudged): readonly Finding[] => {
  const { clockSkew, hosts } = network;
  const skewed = clockSkew !== undefined && Math.abs(clockSkew.seconds) > tolerableSkew;
  return [
    ...hosts.flatMap(({ problem }: HostFacts) => (problem ? [finding(problem.message, problem.remedy)] : [])),
    ...(skewed
      ? [
          finding(
            {
              en: `This machine's clock is ${Math.abs(clockSkew.seconds)} s ${clockSkew.seconds > 0 ? "behind" : "ahead of"} that of ${clockSkew.host}.`,
              ja: `このマシンの時計は ${clockSkew.host} より ${Math.abs(clockSkew.seconds)} 秒${clockSkew.seconds > 0 ? "遅れて" : "進んで"}います。`,
            },
            setClock,
          ),
        ]
      : []),
  ];
};

/** For a part of the diagnosis that failed itself: that is told, and the rest goes on. */
export const failedPart = (part: string): Finding =>
  finding(
    {
      en: `The part “${part}” could not be looked into.`,
      ja: `「${part}」を調べられませんでした。`,
    },
    {
      en: "Report it with this bundle; the other parts are whole.",
      ja: "このファイルを添えて報告してください。ほかの項目は調べられています。",
    },
  );
