import { secretMask } from "../../shared/property.ts";
import { checkPracticeOrigin } from "../addresses.ts";
import type { Finding, VariableFacts } from "./diagnosis.ts";
import { factsOf } from "./file-facts.ts";
import type { PathWords } from "./path-words.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What may be shown of a value; undefined shows that the variable is set, and no more. */
type Shower = (value: string, paths: PathWords) => { readonly value?: string; readonly wrong?: Finding };

const path: Shower = (value, paths) => ({ value: paths.shown(value) });
const word: Shower = (value) => (/^[\w.,:=/ +-]{1,40}$/.test(value) ? { value } : {});
const onOff: Shower = (value) => (/^(?:0|1|true|false|yes|no)$/i.test(value) ? { value } : {});

const proxy: Shower = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.hostname === "") return { wrong: notAnAddress };
  const credential = url.username !== "" || url.password !== "" ? `${secretMask}@` : "";
  return { value: `${url.protocol}//${credential}${url.host}` };
};

const notAnAddress: Finding = {
  what: { en: "A proxy variable is set, but is not an address.", ja: "プロキシの環境変数が URL ではありません。" },
  remedy: {
    en: "Write it as http://proxy.example:8080, or unset it.",
    ja: "http://proxy.example:8080 の形式で設定するか、設定を解除してください。",
  },
};

const practice: Shower = (value) => {
  try {
    return { value: checkPracticeOrigin(value), wrong: practising };
  } catch {
    return { wrong: noPractice };
  }
};

const practising: Finding = {
  what: {
    en: "KEYFERRY_PRACTICE is set: a practice provider stands in for all services.",
    ja: "KEYFERRY_PRACTICE が設定されています。すべてのサービスの代わりに練習用プロバイダーが使われます。",
  },
  remedy: { en: "Unset it to use the real services.", ja: "実際のサービスを使う場合は設定を解除してください。" },
};

const noPractice: Finding = {
  what: {
    en: "KEYFERRY_PRACTICE is not a loopback origin, so every command refuses it.",
    ja: "KEYFERRY_PRACTICE がループバックのオリジンではないため、すべてのコマンドが拒否します。",
  },
  remedy: {
    en: "Set it to an address such as http://127.0.0.1:4300, or unset it.",
    ja: "http://127.0.0.1:4300 のようなアドレスを設定するか、設定を解除してください。",
  },
};

const certificates: Shower = (value) => (value === "0" ? { value, wrong: certificatesOff } : onOff(value, noPaths));

const noPaths: PathWords = { shown: () => secretMask, within: (text) => text };

const certificatesOff: Finding = {
  what: {
    en: "NODE_TLS_REJECT_UNAUTHORIZED=0 turns the check of certificates off: anybody in between can read tokens.",
    ja: "NODE_TLS_REJECT_UNAUTHORIZED=0 により証明書が検証されず、通信経路上でトークンを読み取られる恐れがあります。",
  },
  remedy: {
    en: "Unset it, and name a private authority in NODE_EXTRA_CA_CERTS instead.",
    ja: "設定を解除し、プライベート CA は NODE_EXTRA_CA_CERTS で指定してください。",
  },
};

/** The hosts alone would tell of the network inside; how many there are is enough. */
const hostList: Shower = (value) => ({
  value: `${value.split(",").filter((each) => each.trim() !== "").length} hosts`,
});
const flags: Shower = (value) => ({ value: (value.match(/(?<=^|\s)--?[a-z][a-z-]{1,40}/g) ?? []).join(" ") });

const namesFile = new Set([
  "KEYFERRY_HOME",
  "KEYFERRY_IDENTITY",
  "KEYFERRY_IDENTITY_PASSPHRASE_FILE",
  "CREDENTIALS_DIRECTORY",
  "KEYFERRY_PASSPHRASE_FILE",
  "KEYFERRY_EMBEDDED_APPS",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
]);

const showers: Readonly<Record<string, Shower>> = {
  ...Object.fromEntries([...namesFile].map((name) => [name, path])),
  KEYFERRY_BROWSER: path,
  KEYFERRY_SCREENS: path,
  KEYFERRY_PRACTICE: practice,
  KEYFERRY_DEBUG: onOff,
  XDG_CONFIG_HOME: path,
  HTTP_PROXY: proxy,
  HTTPS_PROXY: proxy,
  ALL_PROXY: proxy,
  NO_PROXY: hostList,
  NODE_OPTIONS: flags,
  NODE_TLS_REJECT_UNAUTHORIZED: certificates,
  NODE_USE_ENV_PROXY: onOff,
  NODE_USE_SYSTEM_CA: onOff,
  LANG: word,
  LC_ALL: word,
  TZ: word,
};

/**
 * The variables that play a part, of those that are set. Of a variable nobody here knows
 * (`KEYFERRY_…`) only its name is shown.
 */
export const environmentFacts = async (
  environment: Environment,
  paths: PathWords,
  now: number,
): Promise<readonly VariableFacts[]> =>
  Promise.all(
    Object.entries(environment)
      .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "")
      .filter(([name]) => name.startsWith("KEYFERRY_") || showers[name.toUpperCase()] !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => variableFacts(name, value, paths, now)),
  );

const variableFacts = async (name: string, value: string, paths: PathWords, now: number): Promise<VariableFacts> => {
  const shown = showers[name.toUpperCase()]?.(value, paths) ?? {};
  // A name may be anything too, where nobody here made it.
  const variable = { name: /^[A-Za-z_]{1,40}$/.test(name) ? name : `KEYFERRY_${secretMask}`, ...shown };
  if (!namesFile.has(name)) return variable;
  const file = await factsOf(value, now);
  return { ...variable, file, ...("problem" in file && name !== "KEYFERRY_HOME" ? { wrong: noFile(name) } : {}) };
};

const noFile = (name: string): Finding => ({
  what: { en: `${name} names a file that cannot be found.`, ja: `${name} に指定されたファイルが見つかりません。` },
  remedy: remedyFor(name),
});

const remedyFor = (name: string): Finding["remedy"] =>
  name === "KEYFERRY_IDENTITY"
    ? {
        en: "Correct the path, or run `keyferry identity` to make the identity there.",
        ja: "パスを修正するか、`keyferry identity` を実行してそこに ID を作成してください。",
      }
    : { en: "Correct the path, or unset the variable.", ja: "パスを修正するか、設定を解除してください。" };

/** The secrets in the environment that are known to be some: what else is shown must not hold them. */
export const secretsOfEnvironment = (environment: Environment): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) => {
    if (!value) return [];
    if (showers[name.toUpperCase()] === proxy && URL.canParse(value)) {
      const { username, password } = new URL(value);
      return [username, password].flatMap((each) => (each === "" ? [] : [each, decoded(each)]));
    }
    return name.startsWith("KEYFERRY_") && showers[name] === undefined ? [value] : [];
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
