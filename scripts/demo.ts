import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, isStale } from "./build.ts";
import { root } from "./run.ts";

// The whole job in the terminal, on the practice provider: every step is the real command, run and
// shown. Two folders play the two machines; following the consent address plays the person.

const lifetimeSeconds = 6;
if (isStale()) build();
const folder = await mkdtemp(join(tmpdir(), "keyferry-demo-"));
const desktop = join(folder, "desktop");
const server = join(folder, "server");
const settings = join(desktop, "OAuthSettings.txt");
const carried = join(server, "OAuthSettings.txt");

const practice = start({}, "practice", "--auto", "approve");
const origin = await firstLine(practice, "stdout", /^http:\S+/m);
const machine = (home: string) => ({ KEYFERRY_HOME: home, KEYFERRY_PRACTICE: origin, KEYFERRY_BROWSER: "none" });

try {
  await setLifetime(lifetimeSeconds);
  step(
    "A practice provider stands in for the service",
    `It runs at ${origin}; its tokens live ${lifetimeSeconds} seconds here, so that the demo can see one lapse.`,
  );

  step(
    "Desktop: connect",
    "GETANDREFRESH opens the consent page; a person allows access; the answer comes to the loopback listener.",
  );
  const connecting = start(
    machine(desktop),
    "connect",
    "basecamp",
    `InitiateOAuth=GETANDREFRESH;OAuthSettingsLocation=${settings}`,
    "--no-browser",
  );
  const address = await firstLine(connecting, "stderr", /(?<=Open this address: )\S+/);
  say(`(the person) opens ${new URL(address).pathname} and allows access`);
  const page = await fetch(address);
  if (!page.ok) throw new Error(`the consent page answered ${page.status}`);
  await finished(connecting);

  step("Desktop: test", "Five steps, from the file to the project.");
  await show(machine(desktop), "test", "--settings", settings);

  step("Server: say who it is", "An identity is made there and stays there; its recipient may be told to anyone.");
  const recipient = (await show(machine(server), "identity")).trim();

  step(
    "Desktop: export to the server",
    "The file is encrypted so that only the server opens it, and the server renews from now on.",
  );
  await show(machine(desktop), "export", "--settings", settings, "--to", recipient, "--out", carried);

  step("Server: use it", "No browser here: REFRESH and the file are enough.");
  const connectionString = `InitiateOAuth=REFRESH;OAuthSettingsLocation=${carried}`;
  const before = await show(machine(server), "token", "basecamp", connectionString);

  step("Time passes", `${lifetimeSeconds} seconds, and the access token has lapsed.`);
  await sleep(lifetimeSeconds * 1000 + 500);

  step("Server: renew", "The same command; the token is renewed and the file rewritten before it is printed.");
  const after = await show(machine(server), "token", "basecamp", connectionString);
  if (after === before) throw new Error("the token was not renewed");

  step("Server: call the API", "GET /projects.json with the new token.");
  const projects = await callApi(after.trim());
  say(`HTTP 200, ${projects.length} projects on the first page; the newest: ${projects[0]}`);

  step("Server: test", "And the test agrees.");
  await show(machine(server), "test", "basecamp", connectionString);

  step(
    "Desktop: renewing here would harm the server, so it is refused",
    "The exit status is 4, and the message says what can be done.",
  );
  await show(machine(desktop), "refresh", "--force", "--settings", settings).catch((error: Error) =>
    say(error.message),
  );
  say("\nThe whole job is done.");
} finally {
  practice.kill();
  await rm(folder, { recursive: true, force: true });
}

function step(title: string, explanation: string): void {
  say(`\n━━ ${title}\n   ${explanation}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function start(environment: NodeJS.ProcessEnv, ...words: readonly string[]): ChildProcess {
  if (words[0] !== "practice")
    say(`$ keyferry ${words.map((word) => (/[;\s]/.test(word) ? `'${word}'` : word)).join(" ")}`);
  const { KEYFERRY_PASSPHRASE_FILE: _, KEYFERRY_IDENTITY: __, KEYFERRY_EMBEDDED_APPS: ___, ...rest } = process.env;
  return spawn(process.execPath, [`${root}dist/keyferry.mjs`, ...words], { env: { ...rest, ...environment } });
}

/** The first match in what a process says; rejects where it ends without. */
function firstLine(child: ChildProcess, from: "stdout" | "stderr", pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child[from]?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const match = pattern.exec(said);
      if (match && /\n/.test(said.slice(match.index))) resolve(match[0]);
    });
    child.on("exit", () => reject(new Error(`the command ended early: ${said}`)));
  });
}

/** Shows what a command says, and resolves with its standard output; rejects with its words where it fails. */
function finished(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.on("data", (chunk: Buffer) => {
        said[name] += chunk.toString();
      });
    }
    child.on("close", (status) => {
      if (status !== 0) return reject(new Error(`${said.stderr.trimEnd()}\n(exit status ${status})`));
      process.stdout.write(said.stderr + said.stdout);
      resolve(said.stdout);
    });
  });
}

function show(environment: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<string> {
  return finished(start(environment, ...words));
}

async function setLifetime(accessTokenLifetime: number): Promise<void> {
  const answer = await fetch(`${origin}/_practice/settings`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ services: { basecamp: { accessTokenLifetime } } }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function callApi(token: string): Promise<readonly string[]> {
  const answer = await fetch(`${origin}/3.basecampapi.com/1234567/projects.json`, {
    headers: { authorization: `Bearer ${token}`, "user-agent": "Keyferry demo (https://keyferry.example/contact)" },
  });
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  return ((await answer.json()) as readonly { readonly name: string }[]).map(({ name }) => name);
}
