import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { buildCommand, connectedHome, keyferry } from "./command-kit.ts";

buildCommand();

const windows = process.platform === "win32";

/** A connected home whose identity was carried to another place, and its text. */
const movedIdentity = async () => {
  const { home, accessToken, secrets } = await connectedHome();
  const text = await readFile(join(home, "identity.txt"), "utf8");
  const key = /AGE-SECRET-KEY-1\w+/.exec(text)?.[0] ?? "";
  await mkdir(join(home, "elsewhere"));
  await rename(join(home, "identity.txt"), join(home, "elsewhere", "keyferry-identity"));
  return { home, accessToken, secrets: [...secrets, key], text, elsewhere: join(home, "elsewhere") };
};

const tokenOf = (home: string, environment: Readonly<Record<string, string>> = {}) =>
  keyferry(home, ["token", "basecamp", "InitiateOAuth=REFRESH"], "", environment);

const storageOf = async (home: string, environment: Readonly<Record<string, string>> = {}) => {
  const { stdout, stderr, status } = await keyferry(home, ["identity", "--json"], "", environment);
  expect(status, stdout + stderr).toBe(0);
  expect(stdout + stderr).not.toContain("AGE-SECRET-KEY");
  return JSON.parse(stdout) as { readonly recipient: string; readonly identity?: string; readonly storage: object };
};

describe("token prints the same, and identity tells how the key is kept, where it comes from", () => {
  test("the file in the home", async () => {
    const { home, accessToken } = await connectedHome();
    expect(await tokenOf(home)).toEqual({ status: 0, stdout: `${accessToken}\n`, stderr: "" });
    const path = join(home, "identity.txt");
    expect(await storageOf(home)).toMatchObject({ identity: path, storage: { kind: "file", label: path } });
  });

  test("a systemd credential, of any mode", async () => {
    const { home, accessToken, elsewhere } = await movedIdentity();
    await chmod(join(elsewhere, "keyferry-identity"), 0o440);
    const environment = { CREDENTIALS_DIRECTORY: elsewhere };
    expect(await tokenOf(home, environment)).toEqual({ status: 0, stdout: `${accessToken}\n`, stderr: "" });
    const { identity, storage } = await storageOf(home, environment);
    expect(identity).toBeUndefined();
    expect(storage).toMatchObject({ kind: "credential", label: join(elsewhere, "keyferry-identity") });
  });

  test.skipIf(windows)("a command", async () => {
    const { home, accessToken, elsewhere } = await movedIdentity();
    const environment = { KEYFERRY_IDENTITY_COMMAND: `cat '${elsewhere}/keyferry-identity'` };
    expect(await tokenOf(home, environment)).toEqual({ status: 0, stdout: `${accessToken}\n`, stderr: "" });
    expect((await storageOf(home, environment)).storage).toMatchObject({ kind: "command" });
  });

  test("a file encrypted as age -p does", async () => {
    const { home, accessToken, elsewhere, text } = await movedIdentity();
    const encrypter = new Encrypter();
    encrypter.setPassphrase("correct horse battery");
    encrypter.setScryptWorkFactor(2);
    await writeFile(join(home, "identity.txt"), await encrypter.encrypt(text), { mode: 0o600 });
    await writeFile(join(elsewhere, "passphrase"), "correct horse battery\n", { mode: 0o600 });
    const environment = { KEYFERRY_IDENTITY_PASSPHRASE_FILE: join(elsewhere, "passphrase") };
    expect(await tokenOf(home, environment)).toEqual({ status: 0, stdout: `${accessToken}\n`, stderr: "" });
    expect((await storageOf(home, environment)).storage).toMatchObject({ kind: "passphrase-file" });
    const { status, stderr } = await tokenOf(home);
    expect(status).toBe(3);
    expect(stderr).toContain("KEYFERRY_IDENTITY_PASSPHRASE_FILE");
  });

  test("a file that holds the key after a newer one", async () => {
    const { home, accessToken, text } = await movedIdentity();
    await writeFile(join(home, "identity.txt"), `${await generateX25519Identity()}\n${text}`, { mode: 0o600 });
    expect(await tokenOf(home)).toEqual({ status: 0, stdout: `${accessToken}\n`, stderr: "" });
  });
});

describe("what stands in the way is said", () => {
  test.skipIf(windows)("an identity that others can read is warned of on standard error, and used", async () => {
    const { home, accessToken } = await connectedHome();
    const path = join(home, "identity.txt");
    await chmod(path, 0o644);
    const { status, stdout, stderr } = await tokenOf(home);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${accessToken}\n` });
    expect(stderr).toBe(`! Other users of this machine may read ${path} (mode 0644). Run: chmod 600 ${path}\n`);
    const { storage } = await storageOf(home);
    expect(storage).toMatchObject({ kind: "file", warning: expect.stringContaining("mode 0644") });
  });

  test.skipIf(windows)("a command that fails, without what it printed", async () => {
    const { home } = await movedIdentity();
    const { status, stdout, stderr } = await tokenOf(home, {
      KEYFERRY_IDENTITY_COMMAND: "echo canary-out; echo canary-err >&2; exit 3",
    });
    expect(status).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toContain("it ended with status 3");
    expect(stderr).not.toContain("canary");
  });

  test("an identity that the desktop keeps in a keychain, beside which none is made", async () => {
    const { home } = await movedIdentity();
    const Wraps = [{ Kind: "os-keychain", Version: 1, Label: "KWallet 6", Data: "djExAAAA" }];
    const wrapped = JSON.stringify({ Format: 1, Recipient: "age1x", Wraps, Identities: "sealed" });
    await writeFile(join(home, "identity.txt"), wrapped, { mode: 0o600 });
    for (const words of [
      ["identity", "--json"],
      ["token", "basecamp", "InitiateOAuth=REFRESH", "--json"],
    ]) {
      const { status, stdout } = await keyferry(home, words);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: "IDENTITY_IN_KEYCHAIN" } });
      expect(stdout).toContain("KWallet 6");
      expect(status).toBe(3);
    }
    expect(await readFile(join(home, "identity.txt"), "utf8")).toBe(wrapped);
  });
});

describe("rekey", () => {
  test("with a new identity leaves the connection working, and tells the new recipient", async () => {
    const { home, settings, accessToken, secrets } = await connectedHome();
    const { recipient: old } = await storageOf(home);
    const server = await identityToRecipient(await generateX25519Identity());
    const { status, stdout, stderr } = await keyferry(home, ["rekey", "--new-identity", "--to", server, "--json"]);
    expect(status, stdout + stderr).toBe(0);
    for (const secret of [...secrets, "AGE-SECRET-KEY"]) expect(stdout + stderr).not.toContain(secret);
    const result = JSON.parse(stdout) as { readonly recipient: string };
    const { recipient } = await storageOf(home);
    expect(recipient).not.toBe(old);
    expect(result).toEqual({
      ok: true,
      recipient,
      files: [{ path: settings, service: "basecamp", recipients: [recipient, server] }],
      skipped: [],
      identity: { path: join(home, "identity.txt"), from: old, to: recipient },
    });
    expect((await tokenOf(home)).stdout).toBe(`${accessToken}\n`);
    const renewed = await keyferry(home, ["refresh", "--settings", settings, "--force", "--json"]);
    expect(JSON.parse(renewed.stdout)).toMatchObject({ ok: true, grant: { Generation: 2, Owner: recipient } });
  });

  test("says what it did for people, and names a file that it cannot open", async () => {
    const { home, settings } = await connectedHome();
    const { status, stdout } = await keyferry(home, ["rekey"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Sealed anew: 1");
    expect(stdout).toContain(settings);
    await rm(settings);
    await writeFile(settings, "no settings\n");
    const refused = await keyferry(home, ["rekey"]);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain(settings);
  });
});
