import type { Localised } from "../../shared/localised.ts";
import type { Diagnosis, Finding, HostFacts } from "./diagnosis.ts";
import { fileFindings, finding, notWritable, ownedByOther, setClock, tolerableSkew } from "./finding.ts";
import { settingsFindings } from "./settings-findings.ts";

/** What a diagnosis is before anybody has judged it. */
export type Unjudged = Omit<Diagnosis, "looksWrong">;

/** What looks wrong, what stands in the way of everything first. Pure. */
export const findingsIn = (diagnosis: Unjudged): readonly Finding[] => [
  ...programFindings(diagnosis),
  ...diagnosis.environment.flatMap(({ wrong }) => wrong ?? []),
  ...homeFindings(diagnosis),
  ...identityFindings(diagnosis),
  ...diagnosis.ownServices.flatMap(({ problem }) => (problem ? [finding(problem.message, problem.remedy)] : [])),
  ...diagnosis.settings.flatMap((each) => settingsFindings(each, Date.parse(diagnosis.madeAt))),
  ...listeningFindings(diagnosis),
  ...networkFindings(diagnosis),
];

const programFindings = ({ program }: Unjudged): readonly Finding[] => {
  const [, major = 0, minor = 0] = (/^v?(\d+)\.(\d+)/.exec(program.node) ?? []).map(Number);
  return major > 22 || (major === 22 && minor >= 13)
    ? []
    : [
        finding(
          { en: `Node ${program.node} is too old.`, ja: `Node ${program.node} は古すぎます。` },
          { en: "Install Node 22.13 or later.", ja: "Node 22.13 以降をインストールしてください。" },
        ),
      ];
};

const littleSpace = 16 * 1024 * 1024;

const homeFindings = ({ home, catalog, settings }: Unjudged): readonly Finding[] => {
  const { folder, path, freeBytes, entries } = home;
  const here = "kind" in folder;
  return [
    ...(here || settings.length > 0 ? [] : [noHome(path)]),
    ...(here && !home.writable ? [notWritable(path)] : []),
    ...(here && folder.owner === "another user" ? [ownedByOther(path)] : []),
    ...(freeBytes !== undefined && freeBytes < littleSpace ? [diskFull] : []),
    ...(entries.some(({ name }) => /^rescued[\\/]./.test(name)) ? [rescued] : []),
    ...(catalog.state === "damaged" || catalog.state === "unreadable" ? [listUnusable(catalog.state)] : []),
  ];
};

const identityFindings = ({ identity, settings }: Unjudged): readonly Finding[] => {
  const { where, file, warning, problem } = identity;
  // A machine that has connected nothing yet needs no identity.
  const needed = settings.length > 0 || problem?.code !== "IDENTITY_MISSING";
  return [
    ...(warning ? [weakIdentity(warning)] : file ? fileFindings(where, file) : []),
    ...(problem && needed ? [finding(problem.message, problem.remedy)] : []),
  ];
};

/** The warning says what to do. */
const weakIdentity = (warning: Localised): Finding =>
  finding(
    { en: "The identity is kept more weakly than it could be.", ja: "ID の保管方法が十分に安全ではありません。" },
    warning,
  );

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

const diskFull: Finding = finding(
  { en: "The disk is nearly full.", ja: "ディスクの空き容量がほとんどありません。" },
  { en: "Free some space.", ja: "空き容量を確保してください。" },
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
