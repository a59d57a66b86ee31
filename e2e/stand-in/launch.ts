import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What was started, and with which words. */
export interface Launch {
  /** The file that was started. */
  readonly exe: string;
  readonly words: readonly string[];
  /** Where the program's package.json is. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly packaged: boolean;
  /** Modules to load before the program: `-r <path>` ahead of its folder, as Electron's own starter takes them. */
  readonly modules: readonly string[];
  readonly resources: string;
  /** `--name=value` of the command line, without the dashes. */
  readonly switches: ReadonlyMap<string, string>;
  /** Whether Playwright started it: it is to be listened for, and says when the program may begin. */
  readonly driven: boolean;
}

interface Manifest {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
  readonly main: string;
}

/**
 * Finds the program as Electron does: `resources/app` beside the executable is a packaged one, else the
 * first word that is no switch says where it is. Throws where there is none, for an asar archive (Node
 * cannot read it), and for a packaged program without `KEYFERRY_STANDIN_PACKAGED=1`.
 */
export const readLaunch = (exe: string, words: readonly string[], environment: NodeJS.ProcessEnv): Launch => {
  const beside = join(dirname(exe), "resources");
  const packaged = existsSync(join(beside, "app")) || existsSync(join(beside, "app.asar"));
  if (packaged && environment.KEYFERRY_STANDIN_PACKAGED !== "1")
    throw new Error("It is never packaged: a program that is delivered needs the real binary.");
  if (packaged && !existsSync(join(beside, "app")))
    throw new Error("Node cannot read app.asar: pack with asar off, so that there is resources/app.");
  const { word, modules } = readWords(words);
  if (!packaged && word === undefined) throw new Error("No program to start: name its folder.");
  const folder = packaged ? join(beside, "app") : resolve(word ?? "");
  const text = readFileSync(join(folder, "package.json"), "utf8");
  return {
    exe,
    words,
    folder,
    manifest: { name: "Electron", version: "0.0.0", main: "index.js", ...(JSON.parse(text) as Partial<Manifest>) },
    packaged,
    modules: packaged ? [] : modules,
    resources: beside,
    switches: new Map(
      words.flatMap((each) => {
        const [, name, value = ""] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(each) ?? [];
        return name ? [[name, value] as const] : [];
      }),
    ),
    driven: words.includes("--inspect=0") && words.includes("--remote-debugging-port=0"),
  };
};

/** The first word that is no switch, and the values of those before it that take one. */
const readWords = (words: readonly string[]): { readonly word: string | undefined; readonly modules: string[] } => {
  const takesValue = (at: number) => ["-r", "--require"].includes(words[at] ?? "");
  const at = words.findIndex((each, index) => !each.startsWith("-") && !takesValue(index - 1));
  const before = at === -1 ? words : words.slice(0, at);
  return {
    word: words[at],
    modules: before.filter((_each, index) => takesValue(index - 1)).map((each) => resolve(each)),
  };
};
