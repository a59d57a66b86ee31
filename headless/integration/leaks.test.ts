import type { ChildProcess } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { catalog } from "../../services/catalog.ts";
import { practices } from "../../services/practices.ts";
import { createCanarySearch } from "../../shared/canary-kit.ts";
import type { AuthScheme, Properties } from "../../shared/property.ts";
import { type ServiceDefinition, secretNamesOf } from "../../shared/service.ts";
import { addressIn, buildCommand, control } from "./command-kit.ts";
import { createWatch, type Ended, typed, type Watch } from "./leak-kit.ts";
import { freePort, person, string, temporaryFolder } from "./test-kit.ts";

// Each test is a whole journey of real commands, and opening a passphrase file costs a second by design.
vi.setConfig({ testTimeout: 240_000 });

buildCommand();

const consents = async (child: ChildProcess): Promise<void> => {
  // A command that refuses an answer may be gone before the page that says so is read.
  await person(await addressIn(child)).catch(() => {});
};

/** A machine of a journey: its home, a temporary folder of its own, and where its owner's notes are. */
const machineOf = async () => {
  const [home, temporary, notes] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  return { home, temporary, notes, environment: { TMPDIR: temporary } };
};

type Machine = Awaited<ReturnType<typeof machineOf>>;

/** The properties with which a scheme works here, every secret one with a mark that stands nowhere else. */
const sampleOf = async (watch: Watch, service: ServiceDefinition, scheme: AuthScheme): Promise<Properties> => {
  const secret = secretNamesOf(service);
  const own = practices.find(({ id }) => id === service.id)?.samples[scheme] ?? {};
  const marked = Object.entries(own).map(([name, value]) => [
    name,
    secret.has(name) ? watch.plant(`${name} of ${service.name}`, `${value}~`) : value,
  ]);
  const byOAuth = scheme === "OAuth" || scheme === "OAuthPassword";
  return { AuthScheme: scheme, ...Object.fromEntries(marked), ...(byOAuth ? await appOf(watch, service.id) : {}) };
};

const appOf = async (watch: Watch, service: string): Promise<Properties> => {
  const app = {
    OAuthClientId: `own-app-${await freePort()}`,
    OAuthClientSecret: watch.plant("OAuthClientSecret"),
    CallbackURL: `http://localhost:${await freePort()}/`,
  };
  await control("POST", "apps", { service, ...app });
  return app;
};

const keepIdentity = async (watch: Watch, { home }: Machine): Promise<void> => {
  const keys = (await readFile(join(home, "identity.txt"), "utf8")).match(/^AGE-SECRET-KEY-\S+/gm) ?? [];
  for (const key of keys) watch.keep("the identity", key);
};

const expectStatus = (ended: Ended, status: number): Ended => {
  expect(ended.status, ended.stderr + ended.stdout.slice(0, 300)).toBe(status);
  return ended;
};

/** The result of `token` is the token and nothing else; the search would have found it anywhere else. */
const expectToken = ({ stdout }: Ended): void => {
  expect(stdout).toMatch(/^\S{16,}\n$/);
  const { look } = createCanarySearch([{ name: "token", value: stdout.trim() }]);
  expect(look("standard output", stdout)).toHaveLength(1);
};

const done = async (watch: Watch, ...machines: readonly Machine[]): Promise<void> => {
  for (const machine of machines) {
    await keepIdentity(watch, machine).catch(() => {});
    await watch.noteFiles(machine.home, /identity\.txt$/);
    await watch.noteFiles(machine.temporary);
  }
  const { secrets, characters } = await watch.expectNoLeak();
  expect(secrets).toBeGreaterThan(1);
  expect(characters).toBeGreaterThan(5000);
};

describe.each(catalog.map((service) => ({ name: service.name, service })))("$name", ({ service }) => {
  test("from consent to a server and back, no secret is let out but as a result", async () => {
    const watch = createWatch();
    const [desktop, server] = [await machineOf(), await machineOf()];
    await control("PATCH", "settings", {
      services: service.id === "act-on" ? { "act-on": { loginsPerHour: 99 } } : {},
    });
    const properties = await sampleOf(watch, service, "OAuth");
    const open = { environment: desktop.environment };
    const connection = await typed(desktop.notes, string({ InitiateOAuth: "GETANDREFRESH", ...properties }));
    const settings = join(desktop.home, service.id, "OAuthSettings.txt");

    const words = ["connect", service.id, connection, "--no-browser"];
    expectStatus(await watch.run(desktop.home, words, { ...open, meanwhile: consents }), 0);
    for (const words of [
      ["test", "--settings", settings],
      ["test", service.id, connection, "--json"],
      ["forecast", "--settings", settings, "--json"],
      ["inspect", settings],
      ["inspect", settings, "--json"],
      ["refresh", "--settings", settings, "--json"],
    ])
      expectStatus(await watch.run(desktop.home, words, open), 0);
    await watch.run(desktop.home, ["refresh", "--settings", settings, "--force"], open);
    expectToken(await watch.run(desktop.home, ["token", "--settings", settings], { ...open, secretResult: true }));
    await watch.run(desktop.home, ["request", "--settings", settings, "GET", "/no/such/path", "--json"], open);

    const recipient = expectStatus(await watch.run(server.home, ["identity"]), 0).stdout.trim();
    const passphrase = watch.plant("the passphrase");
    await writeFile(join(desktop.notes, "passphrase.txt"), passphrase);
    const out = join(server.home, "OAuthSettings.txt");
    const byPassphrase = ["--passphrase-file", join(desktop.notes, "passphrase.txt"), "--mode", "copy"];
    for (const [to, file] of [
      [byPassphrase, join(desktop.home, "by-passphrase.txt")],
      [["--to", recipient], out],
    ] as const)
      expectStatus(await watch.run(desktop.home, ["export", "--settings", settings, ...to, "--out", file], open), 0);

    const there = { environment: server.environment };
    expectStatus(await watch.run(server.home, ["test", "--settings", out], there), 0);
    expectToken(await watch.run(server.home, ["token", "--settings", out], { ...there, secretResult: true }));
    await keepIdentity(watch, server);
    expectStatus(await watch.run(server.home, ["rekey", "--settings", out, "--new-identity", "--json"], there), 0);
    await control("POST", "revoke", { service: service.id });
    await watch.run(server.home, ["refresh", "--settings", out, "--force"], there);
    await watch.run(server.home, ["test", "--settings", out, "--json"], there);
    await done(watch, desktop, server);
  });

  test("the procedures answer with secrets alone, and say none when they fail", async () => {
    const watch = createWatch();
    const machine = await machineOf();
    const properties = await sampleOf(watch, service, "OAuth");
    const connection = await typed(machine.notes, string({ InitiateOAuth: "OFF", ...properties }));
    const call = (procedure: string, inputs: readonly string[] = [], how = {}) =>
      watch.run(machine.home, ["call", service.id, procedure, connection, ...inputs, "--json"], how);
    const { URL: address = "" } = JSON.parse((await call("GetOAuthAuthorizationURL")).stdout) as { URL?: string };
    const back = (await fetch(address, { redirect: "manual" })).headers.get("location") ?? "";
    const code = new URL(back).searchParams.get("code") ?? expect.unreachable();
    const redeem = string({ InitiateOAuth: "REFRESH", ...properties, OAuthVerifier: code });
    expectToken(
      await watch.run(machine.home, ["token", service.id, await typed(machine.notes, redeem)], { secretResult: true }),
    );
    const other = await machineOf();
    const again = await watch.run(other.home, ["token", service.id, await typed(machine.notes, redeem), "--json"]);
    expect(again.status).not.toBe(0);
    const answer = await call("GetOAuthAccessToken", ["AuthMode=APP"], {
      secretResult: true,
      environment: { KEYFERRY_BROWSER: await followingBrowser(machine) },
    });
    expect(Object.keys(JSON.parse(expectStatus(answer, 0).stdout) as object)).toContain("OAuthAccessToken");
    const lost = string({
      InitiateOAuth: "OFF",
      ...properties,
      OAuthRefreshToken: watch.plant("a token nobody knows"),
    });
    const refused = await typed(machine.notes, lost);
    await watch.run(machine.home, ["call", service.id, "RefreshOAuthAccessToken", refused, "--json"]);
    await done(watch, machine, other);
  });

  const schemes = service.authSchemes.filter((scheme) => scheme !== "OAuth");
  test.each(schemes)("%s: neither the right secret nor a wrong one is let out", async (scheme) => {
    const watch = createWatch();
    const machine = await machineOf();
    const secretName =
      [...secretNamesOf(service)].find((name) => ["Password", "ApiKey", "APIToken"].includes(name)) ?? "";
    const right = { InitiateOAuth: "GETANDREFRESH", ...(await sampleOf(watch, service, scheme)) };
    const wrong = { ...right, [secretName]: watch.plant(`a wrong ${secretName}`) };
    for (const [properties, status] of [
      [right, 0],
      [wrong, 1],
    ] as const) {
      const place = join(machine.home, status === 0 ? "right.txt" : "wrong.txt");
      const connection = await typed(machine.notes, string({ ...properties, OAuthSettingsLocation: place }));
      expectStatus(await watch.run(machine.home, ["test", service.id, connection]), status);
      expect(await watch.runHere(machine.home, ["test", service.id, connection, "--json"])).toBe(status);
      expect(await watch.runHere(machine.home, ["connect", service.id, connection])).toBe(status);
      await watch.runHere(machine.home, ["request", service.id, connection, "GET", "/no/such/path", "--json"]);
    }
    expect(await watch.runHere(machine.home, ["inspect", join(machine.home, "right.txt")])).toBe(0);
    await done(watch, machine);
  });

  test("no fault of the service or of a proxy brings a secret out", async () => {
    const watch = createWatch();
    const machine = await machineOf();
    const properties = await sampleOf(watch, service, "OAuth");
    const connection = await typed(machine.notes, string({ InitiateOAuth: "GETANDREFRESH", ...properties }));
    const connect = ["connect", service.id, connection, "--no-browser"];
    const wrong = { InitiateOAuth: "GETANDREFRESH", ...properties, OAuthClientSecret: watch.plant("a wrong secret") };
    const fault = (at: string, kind: string, times = 0) =>
      control("POST", "faults", { service: service.id, at, kind, times, ...(kind === "slow" ? { delayMs: 10 } : {}) });
    const clear = () => control("DELETE", "faults");

    for (const kind of ["deny", "wrong-state", "expired-code"]) {
      await fault("authorize", kind, 1);
      expect(await watch.runHere(machine.home, connect)).toBe(1);
    }
    await clear();
    const refused = ["connect", service.id, await typed(machine.notes, string(wrong)), "--no-browser", "--json"];
    expect(await watch.runHere(machine.home, refused)).toBe(1);
    expect(await watch.runHere(machine.home, connect)).toBe(0);
    const settings = join(machine.home, service.id, "OAuthSettings.txt");
    for (const kind of ["rate-limit", "server-error", "html", "slow", "truncated", "drop"]) {
      await fault("token", kind);
      await watch.runHere(machine.home, ["refresh", "--settings", settings, "--force"]);
      await clear();
      await fault("api", kind);
      await watch.runHere(machine.home, ["test", "--settings", settings]);
      await clear();
    }
    await fault("token", "revoked-grant", 1);
    await watch.runHere(machine.home, ["refresh", "--settings", settings, "--force", "--json"]);
    expect(await watch.runHere(machine.home, ["test", "--settings", settings])).not.toBe(0);
    await done(watch, machine);
  });
});

test("files that are of no use, and keys that do not fit, bring no secret out", async () => {
  const watch = createWatch();
  const [machine, other] = [await machineOf(), await machineOf()];
  const properties = await sampleOf(
    watch,
    catalog.find(({ id }) => id === "basecamp") ?? expect.unreachable(),
    "OAuth",
  );
  const connection = await typed(machine.notes, string({ InitiateOAuth: "GETANDREFRESH", ...properties }));
  await watch.run(machine.home, ["connect", "basecamp", connection, "--no-browser"], { meanwhile: consents });
  const settings = join(machine.home, "basecamp", "OAuthSettings.txt");
  const whole = await readFile(settings, "utf8");
  const [right, wrong] = [watch.plant("the passphrase"), watch.plant("a wrong passphrase")];
  await writeFile(join(machine.notes, "right.txt"), right);
  await writeFile(join(machine.notes, "wrong.txt"), `${wrong}\n`);
  const sealed = join(machine.home, "sealed.txt");
  const seal = ["--passphrase-file", join(machine.notes, "right.txt"), "--out", sealed, "--mode", "copy"];
  expectStatus(await watch.run(machine.home, ["export", "--settings", settings, ...seal]), 0);
  const swapped = whole.slice(0, 400) + (whole[400] === "A" ? "B" : "A") + whole.slice(401);
  const notOurs = `OAuthAccessToken=${watch.plant("a token in clear")}`;
  await mkdir(join(machine.notes, "files"));
  for (const [name, text] of Object.entries({ cut: whole.slice(0, 300), swapped, notOurs })) {
    const path = join(machine.notes, "files", name);
    await writeFile(path, text);
    for (const command of [["token", "--settings"], ["test", "--json", "--settings"], ["inspect"]])
      expect(await watch.runHere(machine.home, [...command, path])).not.toBe(0);
  }
  const byPassphrase = { KEYFERRY_PASSPHRASE_FILE: join(machine.notes, "wrong.txt") };
  expectStatus(await watch.run(other.home, ["token", "--settings", sealed], { environment: byPassphrase }), 3);
  expectStatus(await watch.run(other.home, ["token", "--settings", settings, "--json"]), 3);
  const damagedIdentity = { KEYFERRY_IDENTITY: join(machine.notes, "damaged.txt") };
  await writeFile(damagedIdentity.KEYFERRY_IDENTITY, `# my key: ${watch.plant("a comment")}\nAGE-SECRET-KEY-1BROKEN\n`);
  expectStatus(await watch.run(machine.home, ["token", "--settings", settings], { environment: damagedIdentity }), 3);
  await done(watch, machine, other);
});

/** A browser that only follows redirects: a person who consents. */
const followingBrowser = async ({ notes }: Machine): Promise<string> => {
  const path = join(notes, "browser.sh");
  const follow = "fetch(process.argv[1]).then((page) => page.text())";
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' -e '${follow}' "$1"\n`, { mode: 0o755 });
  return path;
};
