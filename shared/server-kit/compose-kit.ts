import { file, type Kit, type KitFacts, type KitStep, lookEverySeconds, run, shellQuote } from "./kit.ts";

const settingsOf = ({ service }: KitFacts): string => `/data/${service}/OAuthSettings.txt`;

const secretOf = ({ byPassphrase }: KitFacts) =>
  byPassphrase
    ? { name: "keyferry-passphrase", file: "passphrase.txt", variable: "KEYFERRY_PASSPHRASE_FILE" }
    : { name: "keyferry-identity", file: "identity.txt", variable: "KEYFERRY_IDENTITY" };

/** A container that keeps the token fresh, its settings file on a named volume. */
export const composeKit = (facts: KitFacts): Kit => ({
  id: "compose",
  name: { en: "Docker Compose", ja: "Docker Compose" },
  lead: {
    en: "In one folder on the server: the exported file, keyferry.mjs (`npm run build` makes it in dist), and what follows. Neither the file nor the key gets into the image.",
    ja: "サーバーの 1 つのフォルダーに、エクスポートしたファイル、keyferry.mjs（`npm run build` で dist に作成されます）、以下のファイルを置きます。設定ファイルも鍵もイメージには入りません。",
  },
  steps: [secretStep(facts), ...files(facts), ...begin(facts)],
});

const secretStep = ({ byPassphrase }: KitFacts): KitStep =>
  byPassphrase
    ? run("(umask 077; cat > passphrase.txt) && sudo chown 1000:1000 passphrase.txt", {
        en: "Type the passphrase, Enter, then Ctrl+D. The container reads it as user 1000, until the first use.",
        ja: "パスフレーズを入力し、Enter、Ctrl+D を押します。コンテナーがユーザー 1000 として、最初に使用するまで読み取ります。",
      })
    : run("install -m 600 ~/.config/keyferry/identity.txt identity.txt && sudo chown 1000:1000 identity.txt", {
        en: "The identity that `keyferry identity` made here. The container reads it as user 1000.",
        ja: "このサーバーで `keyferry identity` が作成した ID です。コンテナーがユーザー 1000 として読み取ります。",
      });

const files = (facts: KitFacts): readonly KitStep[] => [
  file("Dockerfile", { en: "The command and nothing else.", ja: "コマンドだけを含むイメージです。" }, [
    "FROM node:24-slim",
    "COPY --chmod=755 keyferry.mjs /usr/local/bin/keyferry",
    "RUN install -d -o node -g node -m 700 /data",
    "USER node",
  ]),
  file(
    ".dockerignore",
    {
      en: "Nothing but the command is sent to the build: no key can end up in a layer.",
      ja: "ビルドにはコマンドだけを渡し、鍵がレイヤーに入らないようにします。",
    },
    ["*", "!keyferry.mjs"],
  ),
  file(
    "compose.yaml",
    {
      en: "The settings file is on a volume, since each renewal is saved in it; the key is a secret file.",
      ja: "リフレッシュのたびに保存するため、設定ファイルはボリュームに置きます。鍵はシークレットファイルです。",
    },
    composeFile(facts),
  ),
];

const composeFile = (facts: KitFacts): readonly string[] => {
  const secret = secretOf(facts);
  return [
    "services:",
    "  keyferry:",
    "    build: .",
    "    init: true",
    "    restart: unless-stopped",
    "    read_only: true",
    // Loopback is the container's own: only with the host's network can it reach the practice provider.
    ...(facts.practiceOrigin ? ["    network_mode: host"] : []),
    "    environment:",
    "      KEYFERRY_HOME: /data",
    `      ${secret.variable}: /run/secrets/${secret.name}`,
    ...(facts.practiceOrigin ? [`      KEYFERRY_PRACTICE: ${facts.practiceOrigin}`] : []),
    "    secrets:",
    `      - ${secret.name}`,
    "    volumes:",
    "      - keyferry:/data",
    "    command:",
    "      - sh",
    "      - -c",
    `      - while true; do keyferry refresh --settings ${settingsOf(facts)}; sleep ${lookEverySeconds}; done`,
    "",
    "secrets:",
    `  ${secret.name}:`,
    `    file: ./${secret.file}`,
    "",
    "volumes:",
    "  keyferry:",
  ];
};

const begin = (facts: KitFacts): readonly KitStep[] => {
  const settings = settingsOf(facts);
  const put = `umask 077 && mkdir -p /data/${facts.service} && cat > ${settings}`;
  return [
    run(`docker compose run --build --rm --no-TTY keyferry sh -c ${shellQuote(put)} < ${shellQuote(facts.fileName)}`, {
      en: "Build, and put the file onto the volume. Once: from then on the newest tokens are there alone.",
      ja: "ビルドして、ファイルをボリュームに置きます。最初の 1 回だけです。以後、最新のトークンはボリュームにだけあります。",
    }),
    run("docker compose up --detach", {
      en: "Begin. It looks every ten minutes whether the token must be renewed.",
      ja: "開始します。10 分ごとにリフレッシュが必要かどうかを確認します。",
    }),
    run(`docker compose exec keyferry keyferry token --settings ${settings}`, {
      en: "Print the token. A container that shares the volume and the secret can do the same.",
      ja: "トークンを出力します。ボリュームとシークレットを共有するコンテナーでも同じことができます。",
    }),
  ];
};
