import { carry, typePassphrase } from "./carry.ts";
import { environmentWords, file, type Kit, type KitFacts, type KitStep, run, shellQuote } from "./kit.ts";

/** A language that asks the command for what it needs. */
interface Language {
  readonly id: "python" | "node" | "java" | "curl";
  readonly name: string;
  readonly fileName: string;
  /** What a person types in front of the file's name. */
  readonly runner: string;
  /** With the access token. */
  readonly withToken: (words: Words) => readonly string[];
  /** Through `keyferry request`, where there is no token. */
  readonly byRequest: (words: Words) => readonly string[];
}

/** What differs from connection to connection, quoted as program text. */
interface Words {
  readonly service: string;
  readonly fileName: string;
  readonly url: string;
  /** The address within single quotes of a shell. */
  readonly shellURL: string;
  readonly shellFile: string;
}

/** What stands in place of what to ask the API for. */
const placeholder = "/PATH";

const wordsOf = ({ serviceName, fileName, apiBase }: KitFacts): Words => {
  const url = `${apiBase ?? "https://API.EXAMPLE"}${placeholder}`;
  return {
    service: serviceName,
    fileName: JSON.stringify(fileName),
    url: JSON.stringify(url),
    shellURL: shellQuote(url),
    shellFile: /^[\w.-]+$/.test(fileName) ? `"$HOME/${fileName}"` : `"$HOME"/${shellQuote(fileName)}`,
  };
};

const agent = "Your app (you@example.com)";

const python: Language = {
  id: "python",
  name: "Python",
  fileName: "ask.py",
  runner: "python3",
  withToken: ({ service, fileName, url }) => [
    `"""Asks ${service} with the access token that keyferry keeps fresh."""`,
    "",
    "import os",
    "import subprocess",
    "import sys",
    "import urllib.request",
    "",
    `SETTINGS = os.path.join(os.path.expanduser("~"), ${fileName})`,
    `URL = ${url}`,
    "",
    "",
    "def access_token() -> str:",
    '    """Ask each time: keyferry renews only when it must. 75: try again later; 4: a person has to consent."""',
    '    asked = subprocess.run(["keyferry", "token", "--settings", SETTINGS], stdout=subprocess.PIPE, text=True)',
    "    if asked.returncode != 0:",
    "        sys.exit(asked.returncode)",
    "    return asked.stdout.strip()",
    "",
    "",
    `headers = {"Authorization": "Bearer " + access_token(), "User-Agent": ${JSON.stringify(agent)}}`,
    "with urllib.request.urlopen(urllib.request.Request(URL, headers=headers)) as answer:",
    "    print(answer.read().decode())",
  ],
  byRequest: ({ service, fileName }) => [
    `"""Asks ${service} through keyferry, which adds what proves who it is."""`,
    "",
    "import os",
    "import subprocess",
    "import sys",
    "",
    `SETTINGS = os.path.join(os.path.expanduser("~"), ${fileName})`,
    "",
    `asked = subprocess.run(["keyferry", "request", "--settings", SETTINGS, "GET", "${placeholder}"], stdout=subprocess.PIPE, text=True)`,
    "if asked.returncode != 0:",
    "    sys.exit(asked.returncode)",
    "print(asked.stdout)",
  ],
};

const node: Language = {
  id: "node",
  name: "Node",
  fileName: "ask.mjs",
  runner: "node",
  withToken: ({ service, fileName, url }) => [
    `// Asks ${service} with the access token that keyferry keeps fresh.`,
    'import { execFile } from "node:child_process";',
    'import { homedir } from "node:os";',
    'import { join } from "node:path";',
    'import { promisify } from "node:util";',
    "",
    `const settings = join(homedir(), ${fileName});`,
    `const url = ${url};`,
    "",
    "// Ask each time: keyferry renews only when it must. Exit status 75: try again later; 4: a person has to consent.",
    "const accessToken = async () => {",
    '  const { stdout } = await promisify(execFile)("keyferry", ["token", "--settings", settings]);',
    "  return stdout.trim();",
    "};",
    "",
    `const headers = { Authorization: \`Bearer \${await accessToken()}\`, "User-Agent": ${JSON.stringify(agent)} };`,
    "const answer = await fetch(url, { headers });",
    "if (!answer.ok) throw new Error(answer.statusText);",
    "console.log(await answer.text());",
  ],
  byRequest: ({ service, fileName }) => [
    `// Asks ${service} through keyferry, which adds what proves who it is.`,
    'import { execFile } from "node:child_process";',
    'import { homedir } from "node:os";',
    'import { join } from "node:path";',
    'import { promisify } from "node:util";',
    "",
    `const settings = join(homedir(), ${fileName});`,
    `const { stdout } = await promisify(execFile)("keyferry", ["request", "--settings", settings, "GET", "${placeholder}"]);`,
    "console.log(stdout);",
  ],
};

const javaFrame = (service: string, how: string, body: readonly string[]): readonly string[] => [
  "import java.net.URI;",
  "import java.net.http.HttpClient;",
  "import java.net.http.HttpRequest;",
  "import java.net.http.HttpResponse;",
  "import java.nio.charset.StandardCharsets;",
  "import java.nio.file.Path;",
  "",
  `/** Asks ${service} ${how}. */`,
  "public final class Ask {",
  ...body.map((line) => (line === "" ? "" : `  ${line}`)),
  "",
  "  /** What keyferry prints. Exit status 75: try again later; 4: a person has to consent. */",
  "  private static String keyferry(String... words) throws Exception {",
  "    Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();",
  "    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();",
  "    int status = process.waitFor();",
  "    if (status != 0) System.exit(status);",
  "    return said;",
  "  }",
  "}",
];

const java: Language = {
  id: "java",
  name: "Java",
  fileName: "Ask.java",
  runner: "java",
  withToken: ({ service, fileName, url }) =>
    javaFrame(service, "with the access token that keyferry keeps fresh", [
      `private static final String SETTINGS = Path.of(System.getenv("HOME"), ${fileName}).toString();`,
      `private static final String URL = ${url};`,
      "",
      "public static void main(String[] args) throws Exception {",
      '  String token = keyferry("keyferry", "token", "--settings", SETTINGS);',
      "  HttpRequest request = HttpRequest.newBuilder(URI.create(URL))",
      '      .header("Authorization", "Bearer " + token)',
      `      .header("User-Agent", ${JSON.stringify(agent)})`,
      "      .build();",
      "  HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());",
      '  if (answer.statusCode() >= 400) throw new IllegalStateException("HTTP " + answer.statusCode());',
      "  System.out.println(answer.body());",
      "}",
    ]),
  byRequest: ({ service, fileName }) =>
    javaFrame(service, "through keyferry, which adds what proves who it is", [
      `private static final String SETTINGS = Path.of(System.getenv("HOME"), ${fileName}).toString();`,
      "",
      "public static void main(String[] args) throws Exception {",
      `  System.out.println(keyferry("keyferry", "request", "--settings", SETTINGS, "GET", "${placeholder}"));`,
      "}",
    ]).filter((line) => !line.startsWith("import java.net.")),
};

const curl: Language = {
  id: "curl",
  name: "curl",
  fileName: "ask.sh",
  runner: "sh",
  withToken: ({ service, shellURL, shellFile }) => [
    "#!/bin/sh",
    `# Asks ${service} with the access token that keyferry keeps fresh.`,
    "set -eu",
    `token=$(keyferry token --settings ${shellFile})`,
    "# The token goes in by standard input: curl's arguments can be read by everybody on the machine.",
    "printf 'Authorization: Bearer %s\\n' \"$token\" |",
    `  curl --silent --show-error --fail --user-agent '${agent}' --header @- ${shellURL}`,
  ],
  byRequest: ({ service, shellFile }) => [
    "#!/bin/sh",
    `# Asks ${service} through keyferry, which adds what proves who it is.`,
    "set -eu",
    `keyferry request --settings ${shellFile} GET ${placeholder}`,
  ],
};

/** A program in each language that asks the service's API. */
export const codeKits = (facts: KitFacts): readonly Kit[] =>
  [python, node, java, curl].map((language) => ({
    id: language.id,
    name: { en: language.name, ja: language.name },
    lead: facts.hasTokens
      ? {
          en: "The program asks the command for the token each time; what it gets is fresh, and renewed only when it must be.",
          ja: "プログラムは毎回コマンドからトークンを取得します。必要なときだけリフレッシュされ、常に有効なトークンが返ります。",
        }
      : {
          en: "There is no token to keep fresh: the command asks the service, and adds the key or the password itself.",
          ja: "更新が必要なトークンはありません。コマンドがキーやパスワードを付けてサービスに要求します。",
        },
    steps: [carry(facts), ...(facts.byPassphrase ? [typePassphrase] : []), ...program(language, facts)],
  }));

const program = (language: Language, facts: KitFacts): readonly KitStep[] => [
  file(
    language.fileName,
    {
      en: `Put what to ask for in place of PATH, as the API documentation of ${facts.serviceName} has it.`,
      ja: `PATH を、${facts.serviceName} の API 資料にあるパスに置き換えます。`,
    },
    (facts.hasTokens ? language.withToken : language.byRequest)(wordsOf(facts)),
  ),
  run(`${environmentWords(facts)}${language.runner} ${language.fileName}`, {
    en: "Run it as the user whose home holds the file.",
    ja: "ファイルを置いたホームのユーザーで実行します。",
  }),
];
