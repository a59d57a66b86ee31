import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Diagnosis } from "../../engine/index.ts";
import { createCanarySearch, type Planted } from "../../shared/canary-kit.ts";
import { buildCommand, connectedHome, control, issuedSecrets, keyferry } from "./command-kit.ts";
import { temporaryFolder } from "./test-kit.ts";

vi.setConfig({ testTimeout: 120_000 });

buildCommand();

type Environment = Readonly<Record<string, string>>;

/** Runs `diagnose` in a home and reads what it wrote. */
const diagnosed = async (home: string, words: readonly string[] = [], environment: Environment = {}) => {
  const out = join(await temporaryFolder(), "bundle.json");
  const { status, stdout, stderr } = await keyferry(home, ["diagnose", "--out", out, ...words], "", environment);
  expect(status, stderr + stdout).toBe(0);
  const text = await readFile(out, "utf8");
  const bundle = JSON.parse(text) as Diagnosis;
  return { out, text, said: stdout + stderr, bundle, wrong: bundle.looksWrong.map(({ what }) => what.en).join("\n") };
};

describe("a machine that is well", () => {
  test("is described, the service reached and the clocks compared, and nothing looks wrong but the practice", async () => {
    const { home, accessToken } = await connectedHome();
    const { out, bundle, said } = await diagnosed(home);
    if (process.platform !== "win32") expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect(said).toContain("KEYFERRY_PRACTICE is set");
    expect(bundle.looksWrong).toHaveLength(1);
    expect(bundle.identity.recipient).toMatch(/^age1/);
    expect(bundle.settings).toHaveLength(1);
    const { createHash } = await import("node:crypto");
    expect(bundle.settings[0]).toMatchObject({
      from: "default",
      opened: {
        service: "basecamp",
        scheme: "OAuth",
        sealedTo: "recipients",
        grant: { generation: 1, owner: "this machine" },
        accessToken: {
          fingerprint: createHash("sha256").update(accessToken).digest("hex").slice(0, 8),
          lapsed: false,
        },
        refreshToken: { fingerprint: /^[0-9a-f]{8}$/ },
      },
    });
    expect(bundle.network.hosts.map(({ host }) => host)).toEqual(["3.basecampapi.com", "launchpad.37signals.com"]);
    expect(Math.abs(bundle.network.clockSkew?.seconds ?? 99)).toBeLessThanOrEqual(2);
    expect(bundle.listening.map(({ address }) => address)).toEqual(expect.arrayContaining(["127.0.0.1:0", "[::1]:0"]));
  });

  test("is looked at without a change, and without the network where none is wanted", async () => {
    const { home, settings } = await connectedHome();
    const before = [
      await readFile(settings, "utf8"),
      (await control("GET", "state")) as { recent: unknown[] },
    ] as const;
    const { bundle } = await diagnosed(home, ["--offline"]);
    expect(bundle.network).toMatchObject({ asked: false, hosts: [] });
    expect(await readFile(settings, "utf8")).toBe(before[0]);
    expect(((await control("GET", "state")) as { recent: unknown[] }).recent).toEqual(before[1].recent);
  });
});

test("nothing is overwritten: the second of a day gets a number, and a given name is refused", async () => {
  const home = await temporaryFolder();
  const run = async (...words: readonly string[]) => keyferry(home, ["diagnose", "--offline", "--json", ...words]);
  const first = JSON.parse((await run()).stdout) as { file: string; ok: boolean; looksWrong: unknown[] };
  expect(first).toMatchObject({ ok: true, file: expect.stringMatching(/^keyferry-diagnosis-\d{4}-\d\d-\d\d\.json$/) });
  const { file } = JSON.parse((await run()).stdout) as { file: string };
  expect(file).toBe(first.file.replace(".json", "-2.json"));
  const refused = await run("--out", file);
  expect(refused.status).toBe(3);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: "FILE_UNWRITABLE" } });
});

describe("what is broken does not stop it, and is named with a remedy", () => {
  test("no home at all", async () => {
    const home = join(await temporaryFolder(), "none");
    const cwd = await temporaryFolder();
    const { wrong } = await diagnosed(cwd, ["--offline"], { KEYFERRY_HOME: home });
    expect(wrong).toContain("There is no home folder");
    await expect(stat(home)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a file where the home should be", async () => {
    const home = join(await temporaryFolder(), "home");
    await writeFile(home, "not a folder");
    const { bundle, wrong } = await diagnosed(await temporaryFolder(), ["--offline"], { KEYFERRY_HOME: home });
    expect(bundle.home.folder).toMatchObject({ kind: "file" });
    expect(wrong).toContain("cannot be read");
  });

  test("a damaged list, a service file that is none, an app file that is none, a wrong practice origin", async () => {
    const { home } = await connectedHome();
    await writeFile(join(home, "catalog.json"), "{ not json");
    await mkdir(join(home, "services"));
    await writeFile(join(home, "services", "mine.json"), "{ neither");
    const environment = {
      KEYFERRY_EMBEDDED_APPS: join(home, "none.json"),
      KEYFERRY_PRACTICE: "http://practice.example",
    };
    const { wrong, bundle } = await diagnosed(home, ["--offline"], environment);
    expect(bundle.catalog.state).toBe("damaged");
    for (const words of ["catalog.json) is damaged", "mine.json", "KEYFERRY_EMBEDDED_APPS", "not a loopback origin"])
      expect(wrong).toContain(words);
    expect(await readFile(join(home, "catalog.json"), "utf8")).toBe("{ not json");
  });

  test("settings of another machine, cut short, missing, and an identity that is gone", async () => {
    const { home, settings } = await connectedHome();
    const other = await connectedHome();
    await writeFile(join(home, "cut.txt"), (await readFile(settings, "utf8")).slice(0, 300));
    const files = [other.settings, join(home, "cut.txt"), join(home, "none.txt")];
    const { bundle } = await diagnosed(home, ["--offline", "--settings", ...files]);
    const codes = bundle.settings.map(({ problem }) => problem?.code);
    expect(codes).toEqual(["SETTINGS_FOREIGN", "SETTINGS_DAMAGED", "SETTINGS_MISSING", undefined]);
    await rm(join(home, "identity.txt"));
    const { wrong } = await diagnosed(home, ["--offline"]);
    expect(wrong).toContain("has no identity");
    await expect(stat(join(home, "identity.txt"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("modes that let others read, work that a process left, a grant that ended, settings kept apart", async () => {
    const { home, settings } = await connectedHome();
    const { hostname } = await import("node:os");
    const { Grant } = JSON.parse((await keyferry(home, ["inspect", settings])).stdout) as { Grant: { Id: string } };
    await chmod(settings, 0o644);
    const intent = { Format: 1, Kind: "renewal", Generation: 1, StartedAt: 1, Pid: 999_999_999, Host: hostname() };
    await writeFile(`${settings}.intent`, JSON.stringify(intent));
    const note = { GrantId: Grant.Id, Generation: 1, At: 1, Detail: { en: "revoked", ja: "revoked" } };
    await writeFile(`${settings}.ended`, JSON.stringify(note));
    await writeFile(`${settings}.kept-2026-11-22T10-15-30.000Z`, "");
    const { bundle, wrong } = await diagnosed(home, ["--offline"]);
    const kinds = bundle.settings[0]?.beside.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["intent", "ended", "kept"]));
    for (const words of ["mode 644", "ended while it was at work on", "has ended the grant", "were kept as"])
      expect(wrong).toContain(words);
  });

  test("a callback whose port is taken, and a service that does not answer", async () => {
    const { home, settings } = await connectedHome();
    const { bundle: free } = await diagnosed(home, ["--offline"]);
    const callback = free.listening.find((each) => each.for.includes("basecamp"));
    const port = Number(callback?.address.split(":").at(-1));
    const server = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => {
      server.close();
    });
    const environment = { KEYFERRY_PRACTICE: "http://127.0.0.1:1" };
    const { wrong } = await diagnosed(home, ["--settings", settings], environment);
    expect(wrong).toContain(`127.0.0.1:${port} for the CallbackURL of basecamp (EADDRINUSE)`);
    expect(wrong).toContain("launchpad.37signals.com cannot be reached: the connection was refused");
  });
});

test("secrets planted everywhere are nowhere in the bundle, nor in what is said", async () => {
  const planted: Planted[] = [];
  const plant = (name: string) => {
    const value = `${crypto.randomUUID().replaceAll("-", "Z")}q`;
    planted.push({ name, value });
    return value;
  };
  const { home, settings } = await connectedHome();
  const words = async (string: string) => {
    const path = join(await temporaryFolder(), "string.txt");
    await writeFile(path, string);
    return `@${path}`;
  };
  const key = `practice-backlog-key~${plant("ApiKey")}`;
  const byKey = join(home, `by-${plant("a file's name")}.txt`);
  const connection = await words(`Url=https://kumo.backlog.com;ApiKey=${key};OAuthSettingsLocation=${byKey}`);
  expect((await keyferry(home, ["connect", "backlog", connection])).status).toBe(0);
  const identity = await readFile(join(home, "identity.txt"), "utf8");
  planted.push({ name: "the identity", value: /^AGE-SECRET-KEY-\S+/m.exec(identity)?.[0] ?? "" });
  await writeFile(join(home, "identity.txt"), `# ${plant("a comment of the identity")}\n${identity}`);
  await mkdir(join(home, "services"));
  await writeFile(
    join(home, "services", `${plant("a service file's name")}.json`),
    `{"${plant("a key")}": ${plant("a value")}}`,
  );
  await writeFile(
    join(home, "services", "unknown.json"),
    JSON.stringify({ id: "x", [plant("an unknown key")]: plant("its value") }),
  );
  await writeFile(join(home, `${plant("a stray file's name")}.txt`), plant("a stray file"));
  await mkdir(join(home, plant("a folder's name")));
  await writeFile(
    join(home, "catalog.json"),
    JSON.stringify({
      Format: 1,
      Connections: [
        {
          id: plant("an id"),
          service: plant("a service"),
          name: plant("a name"),
          createdAt: plant("a time"),
          properties: { ApiKey: plant("a secret in the list") },
        },
      ],
    }),
  );
  await writeFile(`${settings}.intent`, JSON.stringify({ Generation: plant("a generation") }));
  const passphrase = join(await temporaryFolder(), "passphrase.txt");
  await writeFile(passphrase, plant("the passphrase"));
  const environment = {
    KEYFERRY_PASSPHRASE_FILE: passphrase,
    KEYFERRY_SECRET: plant("an unknown variable"),
    KEYFERRY_DEBUG: plant("a variable with a wrong value"),
    KEYFERRY_BROWSER: `/usr/bin/${plant("a program's name")}`,
    ALL_PROXY: `http://${plant("a proxy's user")}:${plant("a proxy's password")}@proxy.example:8080/${plant("a path")}`,
    NO_PROXY: `127.0.0.1,localhost,${plant("a host")}`,
    NODE_OPTIONS: `--title=${plant("an option")}`,
    XDG_CONFIG_HOME: `/none/${plant("a folder of the environment")}`,
  };
  for (const value of await issuedSecrets()) planted.push({ name: "a code or token", value });
  for (const value of ["practice-basecamp-secret"]) planted.push({ name: "an embedded app's secret", value });

  const { look, seen } = createCanarySearch(planted);
  const { text, said, bundle } = await diagnosed(home, ["--settings", byKey, settings], environment);
  const asJson = await keyferry(home, ["diagnose", "--json"], "", environment);
  expect(bundle.settings.map(({ opened }) => opened?.service)).toEqual(expect.arrayContaining(["backlog", "basecamp"]));
  expect([...look("the bundle", text), ...look("what is said", said + asJson.stdout + asJson.stderr)]).toEqual([]);
  expect(seen().secrets).toBeGreaterThan(25);
});
