import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { newIdentity, sealBinaryCheaply, sealCheaply, temporaryFolder } from "../test-kit.ts";
import { keySource } from "./key-source.ts";

const noModes = process.platform === "win32";

const keysIn = (home: string, environment: Readonly<Record<string, string>> = {}) => {
  const warnings: string[] = [];
  const keys = keySource({ environment, home, onWarning: ({ en }) => warnings.push(en) });
  return { ...keys, warnings };
};

describe("where the identity comes from", () => {
  test("a named file comes before a credential, which comes before the home", async () => {
    const [named, credential, inHome] = [await newIdentity(), await newIdentity(), await newIdentity()];
    const home = await temporaryFolder();
    const credentials = join(home, "credentials");
    await mkdir(credentials);
    await writeFile(join(home, "identity.txt"), `${inHome}\n`, { mode: 0o600 });
    await writeFile(join(home, "named.txt"), `${named}\n`, { mode: 0o600 });
    expect(await keysIn(home).identity()).toBe(inHome);
    const environment = { CREDENTIALS_DIRECTORY: credentials };
    expect(await keysIn(home, environment).identity()).toBe(inHome);
    await writeFile(join(credentials, "keyferry-identity"), `${credential}\n`);
    expect(await keysIn(home, environment).identity()).toBe(credential);
    const all = { ...environment, KEYFERRY_IDENTITY: join(home, "named.txt") };
    expect(await keysIn(home, all).identity()).toBe(named);
  });

  test("a file and a command that are both named are refused", async () => {
    const home = await temporaryFolder();
    const both = { KEYFERRY_IDENTITY: join(home, "x"), KEYFERRY_IDENTITY_COMMAND: "true" };
    expectFailure(await failureOf(() => keysIn(home, both)), "IDENTITY_SOURCES");
  });
});

describe("a plain file", () => {
  test("may hold earlier keys after the present one", async () => {
    const home = await temporaryFolder();
    const [present, earlier] = [await newIdentity(), await newIdentity()];
    await writeFile(join(home, "identity.txt"), `# now\n${present}\n# before\n${earlier}\n`, { mode: 0o600 });
    expect(await keysIn(home).identity()).toBe(present);
    expect(await keysIn(home).identities()).toEqual([present, earlier]);
  });

  test.skipIf(noModes).each([
    [0o600, undefined],
    [0o400, undefined],
    [0o640, "0640"],
    [0o604, "0604"],
    [0o666, "0666"],
  ])("with mode %o is warned of as %s, once, and used", async (mode, shown) => {
    const home = await temporaryFolder();
    const path = join(home, "identity.txt");
    const identity = await newIdentity();
    await writeFile(path, `${identity}\n`);
    await chmod(path, mode);
    const keys = keysIn(home);
    expect(keys.warnings).toEqual([]);
    for (let time = 0; time < 3; time++) expect(await keys.identity()).toBe(identity);
    expect(keys.warnings).toHaveLength(shown ? 1 : 0);
    const { kind, warning } = await keys.storage();
    expect(kind).toBe("file");
    for (const text of [keys.warnings[0], warning?.en]) {
      if (shown) expect(text).toContain(`mode ${shown}). Run: chmod 600 ${path}`);
      else expect(text).toBeUndefined();
    }
  });
});

describe("a file that age -p made", () => {
  const passphrase = "correct horse battery";
  const encrypted = async (content: string | Buffer, first = `${passphrase}\nremark\n`) => {
    const home = await temporaryFolder();
    await writeFile(join(home, "identity.txt"), content, { mode: 0o600 });
    await writeFile(join(home, "passphrase.txt"), first, { mode: 0o600 });
    return { home, environment: { KEYFERRY_IDENTITY_PASSPHRASE_FILE: join(home, "passphrase.txt") } };
  };

  test("is opened with the passphrase, armoured or binary, and says how it is kept", async () => {
    const identity = await newIdentity();
    const text = `# created: now\n# public key: age1…\n${identity}\n`;
    for (const content of [await sealCheaply(text, passphrase), await sealBinaryCheaply(text, passphrase)]) {
      const { home, environment } = await encrypted(content);
      const keys = keysIn(home, environment);
      expect(await keys.identity()).toBe(identity);
      expect(await keys.ensureIdentity()).toBe(identity);
      expect(await keys.storage()).toMatchObject({ kind: "passphrase-file", label: join(home, "identity.txt") });
      expect(keys.warnings).toEqual([]);
    }
  });

  test("is opened with the passphrase that systemd hands over, whose mode is systemd's affair", async () => {
    const identity = await newIdentity();
    const { home } = await encrypted(await sealCheaply(`${identity}\n`, passphrase));
    await writeFile(join(home, "keyferry-identity-passphrase"), passphrase);
    await chmod(join(home, "keyferry-identity-passphrase"), 0o444);
    const keys = keysIn(home, { CREDENTIALS_DIRECTORY: home });
    expect(await keys.identity()).toBe(identity);
    expect(keys.warnings).toEqual([]);
  });

  test.each([
    ["no passphrase", {}, "IDENTITY_PASSPHRASE_MISSING"],
    ["a wrong one", undefined, "IDENTITY_PASSPHRASE_WRONG"],
    ["a passphrase file that is not there", { KEYFERRY_IDENTITY_PASSPHRASE_FILE: "/nowhere" }, "PASSPHRASE_UNREADABLE"],
  ] as const)("is refused with %s, and left as it was", async (_, over, code) => {
    const identity = await newIdentity();
    const content = await sealCheaply(`${identity}\n`, passphrase);
    const { home, environment } = await encrypted(content, "wrong horse battery\n");
    const keys = keysIn(home, over ?? environment);
    for (const ask of [keys.identity, keys.identities, keys.ensureIdentity]) {
      const error = await failureOf(ask);
      expectFailure(error, code, [identity, passphrase, "wrong horse battery"]);
      expect(error.exitStatus).toBe(3);
    }
    expect(await readFile(join(home, "identity.txt"), "utf8")).toBe(content);
  });

  test("around something else, or sealed to a machine, or cut short, is no identity", async () => {
    const whole = await sealCheaply(`${await newIdentity()}\n`, passphrase);
    const cases: readonly (readonly [string, string])[] = [
      [await sealCheaply("nothing of use\n", passphrase), "IDENTITY_DAMAGED"],
      [whole.slice(0, 200), "IDENTITY_DAMAGED"],
    ];
    for (const [content, code] of cases) {
      const { home, environment } = await encrypted(content);
      expect((await failureOf(keysIn(home, environment).identity)).code).toBe(code);
    }
  });

  test("is what a new identity becomes where its passphrase is set", async () => {
    const { home, environment } = await encrypted("");
    const path = join(home, "new", "identity.txt");
    const keys = keysIn(home, { ...environment, KEYFERRY_IDENTITY: path });
    const identity = await keys.ensureIdentity();
    const content = await readFile(path, "utf8");
    expect(content).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    if (!noModes) expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await keysIn(home, { ...environment, KEYFERRY_IDENTITY: path }).identity()).toBe(identity);
    expect(await readdir(join(home, "new"))).toEqual(["identity.txt"]);
  }, 60_000);

  test("that is plain although a passphrase is set is used, and warned of", async () => {
    const identity = await newIdentity();
    const { home, environment } = await encrypted(`${identity}\n`);
    const keys = keysIn(home, environment);
    expect(await keys.identity()).toBe(identity);
    expect(keys.warnings[0]).toContain("is not encrypted");
    expect((await keys.storage()).kind).toBe("file");
  });
});

describe("a credential of systemd", () => {
  test("is used, never written to and never made, whatever its mode", async () => {
    const home = await temporaryFolder();
    const identity = await newIdentity();
    const path = join(home, "keyferry-identity");
    await writeFile(path, `${identity}\n`);
    await chmod(path, 0o440);
    const keys = keysIn(home, { CREDENTIALS_DIRECTORY: home });
    expect(await keys.ensureIdentity()).toBe(identity);
    expect(keys.warnings).toEqual([]);
    expect(keys.file).toBeUndefined();
    expect(await keys.storage()).toMatchObject({ kind: "credential", label: path });
    expect(await readdir(home)).toEqual(["keyferry-identity"]);
  });

  test("may be encrypted by age -p, with the passphrase as a second credential", async () => {
    const home = await temporaryFolder();
    const identity = await newIdentity();
    await writeFile(join(home, "keyferry-identity"), await sealBinaryCheaply(`${identity}\n`, "long enough"));
    await writeFile(join(home, "keyferry-identity-passphrase"), "long enough");
    expect(await keysIn(home, { CREDENTIALS_DIRECTORY: home }).identity()).toBe(identity);
  });

  test("that holds no key is called damaged", async () => {
    const home = await temporaryFolder();
    await writeFile(join(home, "keyferry-identity"), "nothing\n");
    const error = await failureOf(keysIn(home, { CREDENTIALS_DIRECTORY: home }).ensureIdentity);
    expectFailure(error, "IDENTITY_DAMAGED");
  });
});

describe("the passphrase of settings files", () => {
  test("is that of the file that is named, else that of systemd, else none", async () => {
    const home = await temporaryFolder();
    expect(await keysIn(home).passphrase()).toBeUndefined();
    await writeFile(join(home, "keyferry-passphrase"), "from systemd\n");
    const environment = { CREDENTIALS_DIRECTORY: home };
    expect(await keysIn(home, environment).passphrase()).toBe("from systemd");
    await writeFile(join(home, "named"), "from a file\n", { mode: 0o600 });
    const named = { ...environment, KEYFERRY_PASSPHRASE_FILE: join(home, "named") };
    expect(await keysIn(home, named).passphrase()).toBe("from a file");
  });

  test.skipIf(noModes)("in a file that others can read is warned of", async () => {
    const home = await temporaryFolder();
    await writeFile(join(home, "named"), "from a file\n");
    await chmod(join(home, "named"), 0o644);
    const keys = keysIn(home, { KEYFERRY_PASSPHRASE_FILE: join(home, "named") });
    await keys.passphrase();
    await keys.passphrase();
    expect(keys.warnings).toHaveLength(1);
    expect(keys.warnings[0]).toContain("mode 0644");
  });
});
