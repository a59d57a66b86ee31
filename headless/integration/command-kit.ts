import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { build } from "vite";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { type PracticeProvider, startPractice } from "../../practice/index.ts";
import { practices } from "../../services/practices.ts";
import { compose } from "../compose.ts";
import { person, temporaryFolder } from "./test-kit.ts";

let built: string;
let provider: PracticeProvider;

/** Builds the command into a folder of its own and starts a practice provider, for all tests of a file. */
export const buildCommand = (): void => {
  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), "keyferry-built-"));
    const root = join(import.meta.dirname, "..", "..");
    const configFile = join(root, "vite.headless.config.ts");
    await build({ configFile, root, logLevel: "silent", build: { outDir: built } });
    provider = await startPractice({ practices, auto: "approve", stateFile: stateFile() });
  }, 120_000);

  afterAll(async () => {
    await provider.close();
    await rm(built, { recursive: true, force: true });
  });
};

/** Where the built command is, a file for Node. */
export const builtCommand = (): string => join(built, "keyferry.mjs");

const stateFile = (): string => join(built, "practice-provider.json");

/** The codes and tokens that the practice provider has given out, as far as it remembers them. */
export const issuedSecrets = async (): Promise<readonly string[]> => {
  const state = await readFile(stateFile(), "utf8").catch(() => "");
  return [...state.matchAll(/"value":"([^"]{16,})"/g)].map(([, value]) => value ?? "");
};

/** Where the practice provider of the file is. */
export const origin = (): string => provider.origin;

/** Sends something to the control address of the practice provider. */
export const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const headers = { "content-type": "application/json" };
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(`${provider.control}${path}`, init);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};

type Environment = Readonly<Record<string, string>>;

export const start = (home: string, words: readonly string[], environment: Environment = {}): ChildProcess => {
  const child = spawn(process.execPath, [join(built, "keyferry.mjs"), ...words], {
    cwd: home,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      KEYFERRY_HOME: home,
      KEYFERRY_PRACTICE: provider.origin,
      KEYFERRY_BROWSER: "none",
      ...environment,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
};

export const outcome = async (child: ChildProcess) => {
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [status, stdout, stderr] = await Promise.all([
    exit,
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
  ]);
  return { status, stdout, stderr };
};

export const keyferry = (home: string, words: readonly string[], input = "", environment: Environment = {}) => {
  const child = start(home, words, environment);
  child.stdin?.on("error", () => {}).end(input);
  return outcome(child);
};

/** What stands after `Open this address: `, once it is said; more of standard error goes on being read. */
export const addressIn = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /^Open this address: (\S+)$/m.exec(said)?.[1];
      if (found) resolve(found);
    });
  });

/** A home where a service is connected, and the secrets that must not be shown. */
export const connectedHome = async (service = "basecamp") => {
  const home = await temporaryFolder();
  const child = start(home, ["connect", service, "InitiateOAuth=GETANDREFRESH", "--no-browser", "--json"]);
  const done = outcome(child);
  await person(await addressIn(child));
  const connected = await done;
  const settings = join(home, service, "OAuthSettings.txt");
  const { engine } = await compose({ KEYFERRY_HOME: home, KEYFERRY_PRACTICE: provider.origin });
  const { Properties } = await engine.inspect(settings);
  const secrets = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"].flatMap(
    (name) => Properties[name] ?? [],
  );
  return { home, settings, connected, secrets, accessToken: Properties.OAuthAccessToken ?? "" };
};
