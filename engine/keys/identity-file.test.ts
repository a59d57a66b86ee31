import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { recipientOf } from "../settings/envelope.ts";
import { newIdentity, temporaryFolder } from "../test-kit.ts";
import { fileKeySource } from "./identity-file.ts";
import { readPassphraseFile } from "./passphrase-file.ts";

const run = promisify(execFile);
const noKeygen = spawnSync("age-keygen", ["--version"]).error !== undefined;

describe("an identity file", () => {
  test("is missing until it is needed, and looking makes none", async () => {
    const folder = await temporaryFolder();
    const keys = fileKeySource({ identityPath: join(folder, "identity.txt") });
    expectFailure(await failureOf(() => keys.identity()), "IDENTITY_MISSING");
    expect(await readdir(folder)).toEqual([]);
  });

  test("is made in age-keygen's format, for its user alone, and stays the same", async () => {
    const path = join(await temporaryFolder(), "home", "identity.txt");
    const keys = fileKeySource({ identityPath: path });
    const identity = await keys.ensureIdentity();
    const text = await readFile(path, "utf8");
    expect(text).toMatch(
      /^# created: \d{4}-\d\d-\d\dT[^\n]+\n# public key: age1[0-9a-z]{58}\nAGE-SECRET-KEY-1[0-9A-Z]{58}\n$/,
    );
    expect(text).toContain(`# public key: ${await recipientOf(identity)}\n${identity}\n`);
    if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await keys.ensureIdentity()).toBe(identity);
    expect(await keys.identity()).toBe(identity);
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("is made once by ten callers at the same moment", async () => {
    const folder = await temporaryFolder();
    const keys = fileKeySource({ identityPath: join(folder, "identity.txt") });
    const identities = await Promise.all(Array.from({ length: 10 }, () => keys.ensureIdentity()));
    expect(new Set(identities).size).toBe(1);
    expect(await readdir(folder)).toEqual(["identity.txt"]);
  });

  test("is made once by ten processes at the same moment", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "identity.txt");
    const module = pathToFileURL(join(import.meta.dirname, "identity-file.ts")).href;
    const code = `const { fileKeySource } = await import(${JSON.stringify(module)});
      console.log(await fileKeySource({ identityPath: ${JSON.stringify(path)} }).ensureIdentity());`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => run(process.execPath, ["--input-type=module", "-e", code])),
    );
    expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
    expect(await readdir(folder)).toEqual(["identity.txt"]);
  });

  test("with a typo in its key is damaged, and the key is not repeated", async () => {
    const path = join(await temporaryFolder(), "identity.txt");
    const key = await newIdentity();
    const typo = key.slice(0, -1) + (key.endsWith("Q") ? "P" : "Q");
    await writeFile(path, `${typo}\n`);
    expectFailure(await failureOf(() => fileKeySource({ identityPath: path }).identity()), "IDENTITY_DAMAGED", [typo]);
  });

  test.skipIf(noKeygen)("made by age-keygen is as good (skipped: no age-keygen binary)", async () => {
    const path = join(await temporaryFolder(), "identity.txt");
    execFileSync("age-keygen", ["-o", path], { stdio: "ignore" });
    const identity = await fileKeySource({ identityPath: path }).ensureIdentity();
    expect(execFileSync("age-keygen", ["-y", path], { encoding: "utf8" }).trim()).toBe(await recipientOf(identity));
  });

  test("with line ends of Windows and remarks is read", async () => {
    const path = join(await temporaryFolder(), "identity.txt");
    const identity = await newIdentity();
    await writeFile(path, `# mine\r\n\r\n${identity}\r\n`);
    expect(await fileKeySource({ identityPath: path }).identity()).toBe(identity);
  });

  test.each(["", "# public key: age1…\n", "AGE-SECRET-KEY-1SHORT\n", "age-secret-key-1abc\n"])(
    "that holds %j is called damaged, and is never replaced",
    async (content) => {
      const path = join(await temporaryFolder(), "identity.txt");
      await writeFile(path, content);
      const keys = fileKeySource({ identityPath: path });
      for (const ask of [keys.identity, keys.ensureIdentity]) {
        const error = await failureOf(ask);
        expectFailure(error, "IDENTITY_DAMAGED");
        expect(error.exitStatus).toBe(3);
        expect(error.message).toContain(path);
      }
      expect(await readFile(path, "utf8")).toBe(content);
    },
  );

  test("that is a folder is called damaged", async () => {
    const path = join(await temporaryFolder(), "identity.txt");
    await mkdir(path);
    expectFailure(await failureOf(() => fileKeySource({ identityPath: path }).ensureIdentity()), "IDENTITY_DAMAGED");
  });

  test("that cannot be made says which file cannot be written", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const path = join(folder, "file", "identity.txt");
    const error = await failureOf(() => fileKeySource({ identityPath: path }).ensureIdentity());
    expect(["FILE_UNWRITABLE", "IDENTITY_DAMAGED"]).toContain(error.code);
    expect(error.message).toContain(path);
  });
});

describe("a passphrase file", () => {
  test("gives its first line, blanks kept", async () => {
    const path = join(await temporaryFolder(), "passphrase.txt");
    await writeFile(path, " pass phrase \r\nsecond line\n");
    expect(await readPassphraseFile(path)).toBe(" pass phrase ");
    const keys = fileKeySource({ identityPath: join(path, "no"), passphrasePath: path });
    expect(await keys.passphrase()).toBe(" pass phrase ");
  });

  test("is asked for only where one is set", async () => {
    expect(await fileKeySource({ identityPath: "/nowhere" }).passphrase()).toBeUndefined();
  });

  test("that is empty or missing cannot be read", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "empty.txt"), "\nsecond");
    for (const name of ["empty.txt", "missing.txt"]) {
      const error = await failureOf(() => readPassphraseFile(join(folder, name)));
      expectFailure(error, "PASSPHRASE_UNREADABLE");
      expect(error.exitStatus).toBe(3);
    }
  });
});
