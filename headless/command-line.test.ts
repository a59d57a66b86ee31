import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog } from "../services/catalog.ts";
import { addressIn, buildCommand, connectedHome, keyferry, outcome, start } from "./integration/command-kit.ts";
import { temporaryFolder } from "./integration/test-kit.ts";

buildCommand();

const document = (stdout: string): Record<string, unknown> => {
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  return JSON.parse(stdout) as Record<string, unknown>;
};

describe("connect --no-browser", () => {
  test("says what to open on standard error, and ends when done though standard input stays open", async () => {
    const { connected, secrets } = await connectedHome();
    expect(connected.status).toBe(0);
    expect(connected.stderr).toMatch(/^Open this address: http:\/\/127\.0\.0\.1:\d+\/launchpad\.37signals\.com\//m);
    expect(document(connected.stdout)).toMatchObject({ ok: true, service: "basecamp", account: "Kumo Design Works" });
    for (const secret of secrets) expect(connected.stdout + connected.stderr).not.toContain(secret);
  });

  test("takes the address the browser ended on, after one that is of no use", async () => {
    const home = await temporaryFolder();
    const custom = "OAuthClientId=practice-custom-instagram;OAuthClientSecret=practice-custom-instagram-secret";
    const string = `InitiateOAuth=GETANDREFRESH;CallbackURL=https://localhost:33333/;${custom}`;
    const child = start(home, ["connect", "instagram", "-", "--no-browser"]);
    child.stdin?.write(`${string}\n`);
    const done = outcome(child);
    const answer = await fetch(await addressIn(child), { redirect: "manual" });
    child.stdin?.write(`nothing of use\n${answer.headers.get("location")}\n`);
    const { status, stdout, stderr } = await done;
    expect(stderr).toContain("holds no code");
    expect(stdout).toContain("Connected to Instagram as @kumo.design.");
    expect(status).toBe(0);
  });

  test("ends with status 4 when interrupted, and leaves nothing", async () => {
    const home = await temporaryFolder();
    const child = start(home, ["connect", "basecamp", "InitiateOAuth=GETANDREFRESH", "--no-browser", "--json"]);
    const done = outcome(child);
    await addressIn(child);
    child.kill("SIGINT");
    const { status, stdout } = await done;
    expect(document(stdout)).toMatchObject({ error: { code: "CONSENT_CANCELLED" } });
    expect(status).toBe(4);
    await expect(stat(join(home, "basecamp", "OAuthSettings.txt"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("with --json there is one document on standard output", () => {
  test("from services and identity", async () => {
    const home = await temporaryFolder();
    const { stdout, status } = await keyferry(home, ["services", "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(catalog.map(({ id }) => ({ id })));
    expect(document((await keyferry(home, ["services", "BASECAMP", "--json"])).stdout)).toMatchObject({
      id: "basecamp",
    });
    const first = document((await keyferry(home, ["identity", "--json"])).stdout);
    expect(first).toMatchObject({ recipient: /^age1/, identity: join(home, "identity.txt") });
    expect(document((await keyferry(home, ["identity", "--json"])).stdout)).toEqual(first);
  });

  test("from every command that works on a connection, with status 0 and no secret but the token's", async () => {
    const { home, settings, secrets, accessToken } = await connectedHome();
    const string = "InitiateOAuth=REFRESH";
    const run = async (...words: readonly string[]) => {
      const { status, stdout, stderr } = await keyferry(home, [...words, "--json"]);
      expect(status, stdout + stderr).toBe(0);
      if (words[0] !== "token") for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
      return document(stdout);
    };
    for (const target of [
      ["basecamp", string],
      ["--settings", settings],
    ]) {
      expect(await run("test", ...target)).toMatchObject({ ok: true, service: "basecamp", name: "Basecamp" });
      expect(await run("token", ...target)).toMatchObject({ OAuthAccessToken: accessToken });
    }
    expect(await run("inspect", settings)).toMatchObject({
      Properties: {
        OAuthAccessToken: "••••",
        OAuthRefreshToken: "••••",
        OAuthClientSecret: "••••",
        AccountId: "1234567",
      },
    });
    expect(await run("refresh", "--settings", settings)).toMatchObject({ ok: true, grant: { Generation: 1 } });
    expect(await run("refresh", "--settings", settings, "--force")).toMatchObject({
      ok: true,
      grant: { Generation: 2 },
    });
  });

  test("from practice and serve, which run until they are told to end", async () => {
    const home = await temporaryFolder();
    await writeFile(join(home, "index.html"), "screens");
    for (const words of [["practice"], ["serve", "--no-open"]]) {
      const child = start(home, [...words, "--json"], { KEYFERRY_SCREENS: home });
      const done = outcome(child);
      const first = await new Promise<string>((resolve) =>
        child.stdout?.once("data", (data: Buffer) => resolve(String(data))),
      );
      const { origin, address } = document(first) as { origin?: string; address?: string };
      expect((await fetch(origin ?? address ?? "", { redirect: "manual" })).status).toBeLessThan(400);
      child.kill("SIGTERM");
      expect(await done).toMatchObject({ status: 0, stdout: first });
    }
  });

  test.each([
    ["an unknown command", ["conect"], 2, "USAGE"],
    ["no service", ["token"], 2, "USAGE"],
    ["an unknown flag", ["inspect", "x", "--nope"], 2, "USAGE"],
    ["a mode there is not", ["export", "--settings", "x", "--out", "y", "--mode", "move"], 2, "USAGE"],
    ["a port that is none", ["practice", "--port", "70000"], 2, "USAGE"],
    ["both ways to name a connection", ["token", "basecamp", "A=1", "--settings", "x"], 2, "USAGE"],
    ["an unknown service", ["services", "nope"], 2, "SERVICE_UNKNOWN"],
    ["an unknown property", ["token", "basecamp", "Acount=1"], 2, "PROPERTY_UNKNOWN"],
    ["a missing @FILE", ["token", "basecamp", "@none.txt"], 2, "INPUT_UNREADABLE"],
    ["a missing settings file", ["inspect", "none.txt"], 3, "SETTINGS_MISSING"],
    ["nothing to start from", ["token", "basecamp", "InitiateOAuth=REFRESH"], 4, "CONSENT_NEEDED"],
  ] as const)("from %s", async (_, words, status, code) => {
    const failed = await keyferry(await temporaryFolder(), [...words, "--json"]);
    expect(document(failed.stdout)).toMatchObject({ error: { code, message: /./, remedy: /./ } });
    expect(failed.status).toBe(status);
  });
});

describe("connection strings", () => {
  test("come from standard input and from a file, secrets and line ends and all", async () => {
    const home = await temporaryFolder();
    const string = "InitiateOAuth=OFF;OAuthAccessToken=canary";
    await writeFile(join(home, "string.txt"), `\ufeff${string}\r\n`);
    for (const [word, input] of [
      ["-", `${string}\n`],
      ["@string.txt", ""],
    ] as const) {
      expect(await keyferry(home, ["token", "basecamp", word], input)).toEqual({
        status: 0,
        stdout: "canary\n",
        stderr: "",
      });
    }
  });
});

describe("test", () => {
  test.each([
    ["what is missing", "InitiateOAuth=REFRESH", 4],
    ["a token that the service refuses", "InitiateOAuth=OFF;OAuthAccessToken=canary-wrong", 1],
    ["an unknown property", "Acount=1", 2],
  ])("says %s in its report, and exits by the first failed step", async (_, string, expected) => {
    const { status, stdout } = await keyferry(await temporaryFolder(), ["test", "basecamp", string, "--json"]);
    const report = document(stdout) as {
      ok: boolean;
      steps: readonly { id: string; status: string; remedy?: string }[];
    };
    expect(report.ok).toBe(false);
    expect(report.steps.map(({ id }) => id)).toEqual(["settings", "network", "token", "identity", "access"]);
    expect(report.steps.find((step) => step.status === "failed")?.remedy).toBeTruthy();
    expect(stdout).not.toContain("canary-wrong");
    expect(status).toBe(expected);
  });

  test("exits with 75 where nothing answers", async () => {
    const environment = { KEYFERRY_PRACTICE: "http://127.0.0.1:1" };
    const words = ["test", "basecamp", "InitiateOAuth=OFF;OAuthAccessToken=x", "--json"];
    const { status } = await keyferry(await temporaryFolder(), words, "", environment);
    expect(status).toBe(75);
  });
});

test("export carries a connection to a server's home, where the token comes out and the desktop lets go", async () => {
  const { home, settings, secrets, accessToken } = await connectedHome();
  const server = await temporaryFolder();
  const recipient = (await keyferry(server, ["identity"])).stdout.trim();
  const out = join(server, "OAuthSettings.txt");
  const exported = await keyferry(home, ["export", "--settings", settings, "--to", recipient, "--out", out]);
  expect(exported.status, exported.stderr).toBe(0);
  expect(exported.stdout).toContain("keyferry token basecamp");
  for (const secret of secrets) expect(exported.stdout + exported.stderr).not.toContain(secret);
  if (process.platform !== "win32") expect((await stat(out)).mode & 0o777).toBe(0o600);
  const token = await keyferry(server, ["token", "--settings", out]);
  expect(token).toEqual({ status: 0, stdout: `${accessToken}\n`, stderr: "" });
  const before = await readFile(settings, "utf8");
  const refused = await keyferry(home, ["refresh", "--settings", settings, "--force", "--json"]);
  expect(document(refused.stdout)).toMatchObject({ error: { code: "OTHER_OWNER" } });
  expect(refused.status).toBe(4);
  expect(await readFile(settings, "utf8")).toBe(before);
});

test("help is shown on standard output with status 0; no words at all show it with status 2", async () => {
  const home = await temporaryFolder();
  const asked = await keyferry(home, ["--help"]);
  expect(asked).toMatchObject({ status: 0, stderr: "" });
  for (const command of ["services", "identity", "connect", "test", "token", "refresh", "export", "inspect"]) {
    expect(asked.stdout).toContain(`  ${command}`);
    expect((await keyferry(home, [command, "--help"])).status).toBe(0);
  }
  expect(await keyferry(home, [])).toMatchObject({ status: 2, stdout: "" });
});

test("a practice origin that is not loopback is refused", async () => {
  const environment = { KEYFERRY_PRACTICE: "http://practice.example" };
  const { status, stdout } = await keyferry(await temporaryFolder(), ["services", "--json"], "", environment);
  expect(document(stdout)).toMatchObject({ error: { code: "PRACTICE_ORIGIN_REFUSED" } });
  expect(status).toBe(2);
});
