import { file, type Kit, type KitFacts, type KitStep, lookEverySeconds, run, shellQuote } from "./kit.ts";

const nameOf = ({ service }: KitFacts): string => `keyferry-${service}`;

const settingsOf = ({ service }: KitFacts): string => `/data/${service}/OAuthSettings.txt`;

/** A Secret with what was carried, and a Deployment that renews it on a volume of its own. */
export const kubernetesKit = (facts: KitFacts): Kit => ({
  id: "kubernetes",
  name: { en: "Kubernetes", ja: "Kubernetes" },
  lead: facts.practiceOrigin
    ? {
        en: "Not for practice: a pod cannot reach a practice provider on this machine's loopback. With the real service the steps are these, without KEYFERRY_PRACTICE.",
        ja: "練習モードでは使えません。ポッドから、このマシンのループバックにある練習用プロバイダーには接続できないためです。実際のサービスでは、KEYFERRY_PRACTICE を除いて同じ手順です。",
      }
    : {
        en: "A Secret cannot be written by a pod, and each renewal has to be saved: so the file is copied to a volume once, and renewed there.",
        ja: "ポッドは Secret に書き込めませんが、リフレッシュのたびに保存が必要です。そのためファイルを一度ボリュームにコピーし、そこでリフレッシュします。",
      },
  steps: [
    run("kubectl create configmap keyferry --from-file=keyferry=keyferry.mjs", {
      en: "The command, one file (`npm run build` makes dist/keyferry.mjs). Once a namespace.",
      ja: "コマンド本体のファイルです（`npm run build` で dist/keyferry.mjs が作成されます）。名前空間ごとに 1 回です。",
    }),
    secretStep(facts),
    file(
      `${nameOf(facts)}.yaml`,
      {
        en: "One pod, never two: one machine renews. What is carried anew replaces what is on the volume; what was carried before does not.",
        ja: "リフレッシュするのは 1 台なので、ポッドは 1 つだけです。新たに転送したファイルだけがボリューム上のファイルを置き換えます。",
      },
      manifest(facts),
    ),
    run(`kubectl apply --filename ${nameOf(facts)}.yaml && kubectl rollout status deployment/${nameOf(facts)}`, {
      en: "Begin.",
      ja: "開始します。",
    }),
    run(
      `kubectl exec deployment/${nameOf(facts)} --container keyferry -- keyferry token --settings ${settingsOf(facts)}`,
      {
        en: "Print the token. A program of yours gets it as a further container of this pod, with the same mounts.",
        ja: "トークンを出力します。自分のプログラムは、このポッドの追加コンテナーとして同じマウントを使えば取得できます。",
      },
    ),
  ],
});

const secretStep = (facts: KitFacts): KitStep => {
  const create = `kubectl create secret generic ${nameOf(facts)} --from-file=OAuthSettings.txt=${shellQuote(facts.fileName)}`;
  return facts.byPassphrase
    ? run(`${create} --from-file=passphrase.txt=/dev/stdin`, {
        en: "What is carried. Type the passphrase, Enter, then Ctrl+D; it is needed until the first use.",
        ja: "転送する内容です。パスフレーズを入力し、Enter、Ctrl+D を押します。最初に使用するまで必要です。",
      })
    : run(`${create} --from-file=identity.txt`, {
        en: "What is carried: the file, and the identity.txt whose recipient it was made for.",
        ja: "転送する内容です。ファイルと、その受信者の identity.txt です。",
      });
};

const indented = (by: number, lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));

const copyScript = ({ service, byPassphrase }: KitFacts): readonly string[] => [
  "set -eu",
  "umask 077",
  `mkdir -p /data/${service}`,
  `if ! cmp -s /carried/OAuthSettings.txt /data/${service}/carried.txt; then`,
  `  install -m 600 /carried/OAuthSettings.txt /data/${service}/OAuthSettings.txt`,
  `  install -m 600 /carried/OAuthSettings.txt /data/${service}/carried.txt`,
  "fi",
  byPassphrase
    ? "install -m 600 /carried/passphrase.txt /run/keyferry/passphrase.txt"
    : "install -m 600 /carried/identity.txt /run/keyferry/identity.txt",
];

const environment = (facts: KitFacts): readonly string[] => [
  "env:",
  "  - name: KEYFERRY_HOME",
  "    value: /data",
  facts.byPassphrase ? "  - name: KEYFERRY_PASSPHRASE_FILE" : "  - name: KEYFERRY_IDENTITY",
  facts.byPassphrase ? "    value: /run/keyferry/passphrase.txt" : "    value: /run/keyferry/identity.txt",
];

const confined: readonly string[] = [
  "securityContext:",
  "  allowPrivilegeEscalation: false",
  "  readOnlyRootFilesystem: true",
  "  capabilities:",
  '    drop: ["ALL"]',
];

const manifest = (facts: KitFacts): readonly string[] => [
  "apiVersion: v1",
  "kind: PersistentVolumeClaim",
  "metadata:",
  `  name: ${nameOf(facts)}`,
  "spec:",
  '  accessModes: ["ReadWriteOnce"]',
  "  resources:",
  "    requests:",
  "      storage: 10Mi",
  "---",
  "apiVersion: apps/v1",
  "kind: Deployment",
  "metadata:",
  `  name: ${nameOf(facts)}`,
  "spec:",
  "  replicas: 1",
  "  strategy:",
  "    type: Recreate",
  "  selector:",
  "    matchLabels:",
  `      app: ${nameOf(facts)}`,
  "  template:",
  "    metadata:",
  "      labels:",
  `        app: ${nameOf(facts)}`,
  "    spec:",
  ...indented(6, podSpec(facts)),
];

const podSpec = (facts: KitFacts): readonly string[] => [
  "automountServiceAccountToken: false",
  "securityContext:",
  "  runAsNonRoot: true",
  "  runAsUser: 1000",
  "  runAsGroup: 1000",
  "  fsGroup: 1000",
  "initContainers:",
  "  - name: carry",
  "    image: node:24-slim",
  ...indented(4, confined),
  "    command:",
  "      - sh",
  "      - -c",
  "      - |",
  ...indented(8, copyScript(facts)),
  "    volumeMounts:",
  "      - { name: carried, mountPath: /carried, readOnly: true }",
  "      - { name: data, mountPath: /data }",
  "      - { name: key, mountPath: /run/keyferry }",
  "containers:",
  "  - name: keyferry",
  "    image: node:24-slim",
  ...indented(4, confined),
  ...indented(4, environment(facts)),
  "    command:",
  "      - sh",
  "      - -c",
  `      - trap 'exit 0' TERM; while true; do keyferry refresh --settings ${settingsOf(facts)}; sleep ${lookEverySeconds} & wait $!; done`,
  "    volumeMounts:",
  "      - { name: command, mountPath: /usr/local/bin/keyferry, subPath: keyferry, readOnly: true }",
  "      - { name: data, mountPath: /data }",
  "      - { name: key, mountPath: /run/keyferry, readOnly: true }",
  "volumes:",
  "  - name: command",
  "    configMap:",
  "      name: keyferry",
  "      defaultMode: 0555",
  "  - name: carried",
  "    secret:",
  `      secretName: ${nameOf(facts)}`,
  "      defaultMode: 0440",
  "  - name: data",
  "    persistentVolumeClaim:",
  `      claimName: ${nameOf(facts)}`,
  "  - name: key",
  "    emptyDir:",
  "      medium: Memory",
];
