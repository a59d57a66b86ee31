import { carry } from "./carry.ts";
import { file, type Kit, type KitFacts, type KitStep, lookEverySeconds, run, shellQuote } from "./kit.ts";

/** Where the command keeps its home on a server with systemd. */
export const stateFolder = "/var/lib/keyferry";

/** Where root keeps what systemd hands to the service. */
const secretFolder = "/etc/keyferry";

/** The file that each renewal is saved in. */
export const settingsOf = ({ service }: KitFacts): string => `${stateFolder}/${service}/OAuthSettings.txt`;

const unitOf = ({ service }: KitFacts): string => `keyferry-${service}`;

const credentialOf = ({ byPassphrase }: KitFacts): string =>
  byPassphrase
    ? `LoadCredential=keyferry-passphrase:${secretFolder}/passphrase.txt`
    : `LoadCredential=keyferry-identity:${secretFolder}/identity.txt`;

/** The service that renews once, and the timer that starts it again and again. */
export const unitFiles = (facts: KitFacts, folder: string): readonly KitStep[] => [
  file(
    `${folder}${unitOf(facts)}.service`,
    {
      en: "Renews the token when it must be. The file stays writable, since each renewal is saved in it; the key comes as a credential, which the service alone sees.",
      ja: "必要なときにトークンをリフレッシュします。リフレッシュのたびに保存するため、設定ファイルは書き込み可能にします。鍵はクレデンシャルとして、このサービスにだけ渡されます。",
    },
    [
      "[Unit]",
      `Description=Keep the ${facts.serviceName} access token fresh`,
      "Wants=network-online.target",
      "After=network-online.target",
      "",
      "[Service]",
      "Type=oneshot",
      "User=keyferry",
      "StateDirectory=keyferry",
      "StateDirectoryMode=0700",
      "Environment=KEYFERRY_HOME=%S/keyferry",
      ...(facts.practiceOrigin ? [`Environment=KEYFERRY_PRACTICE=${facts.practiceOrigin}`] : []),
      credentialOf(facts),
      `ExecStart=keyferry refresh --settings %S/keyferry/${facts.service}/OAuthSettings.txt`,
      "NoNewPrivileges=yes",
      "PrivateTmp=yes",
      "ProtectHome=yes",
      "ProtectSystem=strict",
    ],
  ),
  file(
    `${folder}${unitOf(facts)}.timer`,
    {
      en: "Starts it every ten minutes. It asks the service only in the last quarter of an hour of a token's life.",
      ja: "10 分ごとに起動します。サービスに要求するのは、トークンの期限まで 15 分以内になったときだけです。",
    },
    [
      "[Unit]",
      `Description=Look after the ${facts.serviceName} access token`,
      "",
      "[Timer]",
      "OnBootSec=1min",
      `OnUnitActiveSec=${lookEverySeconds}s`,
      "RandomizedDelaySec=60s",
      "",
      "[Install]",
      "WantedBy=timers.target",
    ],
  ),
];

/** A service and a timer of systemd. */
export const systemdKit = (facts: KitFacts): Kit => ({
  id: "systemd",
  name: { en: "systemd", ja: "systemd" },
  lead: {
    en: "A timer keeps the token fresh, under a user of its own. The command stands in /usr/local/bin or /usr/bin, with Node 22.13 or later.",
    ja: "専用ユーザーのタイマーがトークンを最新に保ちます。keyferry コマンドは /usr/local/bin または /usr/bin に置き、Node 22.13 以降を用意してください。",
  },
  steps: [carry(facts), ...prepare(facts), ...unitFiles(facts, "/etc/systemd/system/"), ...begin(facts)],
});

const prepare = (facts: KitFacts): readonly KitStep[] => [
  run(`sudo useradd --system --home-dir ${stateFolder} --shell /usr/sbin/nologin keyferry`, {
    en: "A user that holds the grant and nothing else. Once a server.",
    ja: "許可だけを保持するユーザーを作ります。サーバーごとに 1 回です。",
  }),
  run(`sudo install -d -o keyferry -g keyferry -m 700 ${stateFolder} ${stateFolder}/${facts.service}`, {
    en: "The folder that the service may write in.",
    ja: "サービスが書き込めるフォルダーです。",
  }),
  run(
    `sudo install -o keyferry -g keyferry -m 600 ~/${shellQuote(facts.fileName)} ${settingsOf(facts)} && rm ~/${shellQuote(facts.fileName)}`,
    {
      en: "Move the file there: one file alone is renewed, and a second one would go stale.",
      ja: "ファイルをそこに移します。リフレッシュされるのは 1 つのファイルだけで、ほかのコピーは古くなるためです。",
    },
  ),
  facts.byPassphrase
    ? run(`sudo install -D -m 600 /dev/stdin ${secretFolder}/passphrase.txt`, {
        en: "Type the passphrase, Enter, then Ctrl+D. Only root can read it.",
        ja: "パスフレーズを入力し、Enter、Ctrl+D を押します。root だけが読めます。",
      })
    : run(`sudo install -D -m 600 ~/.config/keyferry/identity.txt ${secretFolder}/identity.txt`, {
        en: "The identity that `keyferry identity` made here, for root alone to read.",
        ja: "このサーバーで `keyferry identity` が作成した ID です。root だけが読めるようにします。",
      }),
];

const begin = (facts: KitFacts): readonly KitStep[] => [
  run(`sudo systemctl daemon-reload && sudo systemctl enable --now ${unitOf(facts)}.timer`, {
    en: "Begin.",
    ja: "開始します。",
  }),
  run(
    `sudo systemctl start ${unitOf(facts)}.service && journalctl --unit ${unitOf(facts)}.service --lines 3 --no-pager`,
    {
      en: "Try it once by hand. The last line says until when the token is good.",
      ja: "一度手動で実行します。最後の行にトークンの有効期限が表示されます。",
    },
  ),
  ...(facts.byPassphrase ? [forgetPassphrase(facts)] : []),
  run(printToken(facts), {
    en: "Print the token. A service of your own gets it the same way: with the user, the home and the credential of the unit above.",
    ja: "トークンを出力します。自分のサービスからも、上のユニットと同じユーザー、ホーム、クレデンシャルを指定すれば取得できます。",
  }),
];

const forgetPassphrase = (facts: KitFacts): KitStep =>
  run(
    `sudo sed -i /keyferry-passphrase/d /etc/systemd/system/${unitOf(facts)}.service && sudo systemctl daemon-reload && sudo rm ${secretFolder}/passphrase.txt`,
    {
      en: "The first use has sealed the file to an identity of this server: the passphrase is needed no more.",
      ja: "最初の使用で、ファイルはこのサーバーの ID に封印されました。パスフレーズはもう必要ありません。",
    },
  );

const printToken = (facts: KitFacts): string => {
  const practice = facts.practiceOrigin ? [`KEYFERRY_PRACTICE=${facts.practiceOrigin}`] : [];
  const token = `keyferry token --settings ${settingsOf(facts)}`;
  if (facts.byPassphrase) {
    return ["sudo -u keyferry env", `KEYFERRY_HOME=${stateFolder}`, ...practice, token].join(" ");
  }
  return [
    "sudo systemd-run --quiet --pipe --wait --collect --uid=keyferry",
    ...[`KEYFERRY_HOME=${stateFolder}`, ...practice].map((each) => `--setenv=${each}`),
    `--property=${credentialOf(facts)}`,
    token,
  ].join(" ");
};
