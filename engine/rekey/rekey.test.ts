import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf, sampleService } from "../../shared/test-kit.ts";
import { fileKeySource } from "../keys/identity-file.ts";
import { formatDocument } from "../settings/document.ts";
import { recipientOf } from "../settings/envelope.ts";
import { withLock } from "../settings/lock.ts";
import { fakeKeychain, keysOf, newIdentity, sampleDocument, sealCheaply, temporaryFolder } from "../test-kit.ts";
import { rekey } from "./rekey.ts";
import { everything, homeWith, owned, portsOf, putSettings } from "./test-kit.ts";

const services = ["one", "two", "three"].map((id) => ({ ...sampleService, id }));
const all = { settings: [], newIdentity: false };
const root = process.getuid?.() === 0;

describe("to other recipients", () => {
  test("every file in the home is sealed to this machine and to those, and nothing else in it changes", async () => {
    const { ports, own, home, read, fileOf } = await homeWith(["one", "two"]);
    const [server, backup] = [await newIdentity(), await newIdentity()];
    const to = [await recipientOf(server), await recipientOf(backup)];
    const before = await read("one");
    const result = await rekey(ports, services, { ...all, to });
    expect(result.files.map(({ path, recipients }) => [path, recipients])).toEqual([
      [fileOf("one"), [own, ...to]],
      [fileOf("two"), [own, ...to]],
    ]);
    expect(await read("one")).toEqual({ ...before, Recipients: [own, ...to] });
    for (const key of [server, backup]) {
      expect((await read("two", { ...ports, keys: keysOf(key) })).Grant.Owner).toBe(own);
    }
    expect(Object.keys(await everything(home)).sort()).toEqual(
      [join(home, "identity.txt"), fileOf("one"), fileOf("two")].sort(),
    );
    if (process.platform !== "win32") expect((await stat(fileOf("one"))).mode & 0o777).toBe(0o600);
  });

  test("whoever is not named any more cannot open the new file, and this machine stays unasked", async () => {
    const { ports, own, fileOf, read } = await homeWith([]);
    const former = await newIdentity();
    await putSettings(fileOf("one"), [own, await recipientOf(former)], owned(own));
    const next = await recipientOf(await newIdentity());
    await rekey(ports, services, { ...all, to: [next] });
    expect((await failureOf(() => read("one", { ...ports, keys: keysOf(former) }))).code).toBe("SETTINGS_FOREIGN");
    expect((await read("one")).Recipients).toEqual([own, next]);
  });

  test("a grant that another machine renews stays that machine's", async () => {
    const { ports, fileOf, read, own } = await homeWith([]);
    const elsewhere = await recipientOf(await newIdentity());
    const grant = { ...owned(elsewhere).Grant, HandedOver: { At: 1, To: [elsewhere] } };
    await putSettings(fileOf("one"), [own, elsewhere], { Grant: grant });
    await rekey(ports, services, all);
    expect(await read("one")).toMatchObject({ Grant: grant, Recipients: [own, elsewhere] });
  });

  test("that are none are refused before anything is read", async () => {
    const { ports, home } = await homeWith(["one"]);
    const before = await everything(home);
    const key = await newIdentity();
    expectFailure(await failureOf(() => rekey(ports, services, { ...all, to: [key] })), "RECIPIENT_INVALID", [key]);
    expect(await everything(home)).toEqual(before);
  });
});

describe("which files", () => {
  test("those of the list of connections are among them, wherever they are, and each counts once", async () => {
    const { ports, home, own, fileOf } = await homeWith(["one"]);
    const elsewhere = join(await temporaryFolder(), "OAuthSettings.txt");
    await putSettings(elsewhere, [own], owned(own));
    await putSettings(join(home, "connections", "c2", "OAuthSettings.txt"), [own], owned(own));
    const entry = { service: "one", name: "", createdAt: 1 };
    const Connections = [
      { ...entry, id: "c1", properties: { OAuthSettingsLocation: elsewhere } },
      { ...entry, id: "c2", properties: {} },
      { ...entry, id: "c3", properties: { OAuthSettingsLocation: "memory://x" } },
      { ...entry, id: "c4", properties: { OAuthSettingsLocation: fileOf("one") } },
      { ...entry, id: "c5", properties: {} },
    ];
    await writeFile(join(home, "catalog.json"), JSON.stringify({ Format: 1, Connections }));
    if (process.platform !== "win32") {
      await mkdir(join(home, "two"));
      await symlink(fileOf("one"), fileOf("two"));
    }
    const { files } = await rekey(ports, services, all);
    expect(files.map(({ path }) => path).sort()).toEqual(
      [elsewhere, fileOf("one"), join(home, "connections", "c2", "OAuthSettings.txt")].sort(),
    );
  });

  test("those that are named are the only ones, unless the identity becomes a new one", async () => {
    const { ports, fileOf, home } = await homeWith(["one", "two"]);
    const before = await everything(home);
    const named = await rekey(ports, services, { settings: [fileOf("two")], newIdentity: false });
    expect(named.files.map(({ path }) => path)).toEqual([fileOf("two")]);
    expect(await readFile(fileOf("one"), "utf8")).toBe(before[fileOf("one")]);
    const renewed = await rekey(ports, services, { settings: [fileOf("two")], newIdentity: true });
    expect(renewed.files.map(({ path }) => path)).toEqual([fileOf("one"), fileOf("two")]);
  });

  test("one that is named and not there is missed", async () => {
    const { ports, fileOf } = await homeWith(["one"]);
    const error = await failureOf(() => rekey(ports, services, { settings: [fileOf("two")], newIdentity: false }));
    expectFailure(error, "SETTINGS_MISSING");
    expect(error.message).toContain(fileOf("two"));
  });

  test("there may be none", async () => {
    const { ports } = await homeWith([]);
    expect(await rekey(ports, services, all)).toMatchObject({ files: [], skipped: [] });
  });
});

describe("a file that is sealed with a passphrase", () => {
  const journeying = async () => {
    const { home, fileOf, own } = await homeWith(["one"]);
    await mkdir(join(home, "two"));
    const document = sampleDocument({ Service: "two", Grant: owned(null).Grant });
    await writeFile(fileOf("two"), await sealCheaply(formatDocument(document), "long enough"), { mode: 0o600 });
    await writeFile(join(home, "passphrase"), "long enough\n", { mode: 0o600 });
    return { home, fileOf, own, sealed: await readFile(fileOf("two"), "utf8") };
  };

  test("is left as it was, with a word, where no passphrase is at hand", async () => {
    const { home, fileOf, sealed } = await journeying();
    const { files, skipped } = await rekey(portsOf(home), services, all);
    expect(files.map(({ path }) => path)).toEqual([fileOf("one")]);
    expect(skipped).toMatchObject([{ path: fileOf("two") }]);
    expect(await readFile(fileOf("two"), "utf8")).toBe(sealed);
  });

  test("is an error where it was named", async () => {
    const { home, fileOf } = await journeying();
    const request = { settings: [fileOf("two")], newIdentity: false };
    expectFailure(await failureOf(() => rekey(portsOf(home), services, request)), "PASSPHRASE_MISSING");
  });

  test("is sealed to this machine where the passphrase opens it, and stays nobody's", async () => {
    const { home, fileOf, own } = await journeying();
    const { files } = await rekey(portsOf(home, join(home, "passphrase")), services, all);
    expect(files).toContainEqual({ path: fileOf("two"), service: "two", recipients: [own] });
    const { read } = {
      read: (await import("../settings/file-store.ts")).fileStore(fileOf("two"), portsOf(home).keys).read,
    };
    expect((await read())?.document.Grant.Owner).toBeNull();
  });

  test("stops everything where the passphrase is wrong", async () => {
    const { home, fileOf } = await journeying();
    await writeFile(join(home, "passphrase"), "another one\n");
    const before = await everything(home);
    const error = await failureOf(() => rekey(portsOf(home, join(home, "passphrase")), services, all));
    expectFailure(error, "PASSPHRASE_WRONG", ["another one"]);
    expect(error.message).toContain(fileOf("two"));
    expect(await everything(home)).toEqual(before);
  });
});

describe("all or nothing", () => {
  test.each([
    [
      "is sealed for another machine",
      async (path: string) => putSettings(path, [await recipientOf(await newIdentity())]),
      "SETTINGS_FOREIGN",
    ],
    [
      "is damaged",
      async (path: string) => writeFile(path, (await readFile(path, "utf8")).slice(0, 150)),
      "SETTINGS_DAMAGED",
    ],
    ["is something else", async (path: string) => writeFile(path, "hello"), "SETTINGS_NOT_OURS"],
    [
      "is a folder",
      async (path: string) =>
        rm(path)
          .then(() => mkdir(path))
          .then(() => {}),
      "SETTINGS_UNREADABLE",
    ],
  ] as const)("one file that %s stops everything before anything changes", async (_, spoil, code) => {
    const { ports, home, fileOf, identity } = await homeWith(["one", "three", "two"]);
    await spoil(fileOf("two"));
    const before = await everything(home);
    for (const newIdentity of [false, true]) {
      const error = await failureOf(() => rekey(ports, services, { settings: [], newIdentity }));
      expectFailure(error, code, [identity]);
      expect(error.message).toContain(fileOf("two"));
      expect(error.exitStatus).toBe(3);
    }
    expect(await everything(home)).toEqual(before);
  });

  test.skipIf(root || process.platform === "win32")("a folder that cannot be written stops everything", async () => {
    const { ports, home, fileOf } = await homeWith(["one", "two"]);
    await chmod(join(home, "two"), 0o500);
    const before = await everything(home);
    const error = await failureOf(() => rekey(ports, services, { settings: [], newIdentity: true }));
    expectFailure(error, "SETTINGS_UNWRITABLE");
    expect(error.message).toContain(fileOf("two"));
    expect(await everything(home)).toEqual(before);
    await chmod(join(home, "two"), 0o700);
  });

  test("where the waiting copy of one cannot be made, those of the others are taken away, and the key too", async () => {
    const { ports, home, fileOf } = await homeWith(["one", "two"]);
    await mkdir(join(home, "two", ".OAuthSettings.txt.rekey"));
    const before = await everything(home);
    const error = await failureOf(() => rekey(ports, services, { settings: [], newIdentity: true }));
    expectFailure(error, "SETTINGS_UNWRITABLE");
    expect(error.message).toContain(fileOf("two"));
    expect(await everything(home)).toEqual(before);
  });

  test.each(["note", "stage", "add-key", "decide"])(
    "what fails before %s leaves everything as it was",
    async (stop) => {
      const { ports, home, identity } = await homeWith(["one", "two"]);
      const before = await everything(home);
      const stopping = (step: string) => {
        if (step === stop) throw new Error("stop");
      };
      await expect(rekey(ports, services, { settings: [], newIdentity: true }, stopping)).rejects.toThrow();
      const { [join(home, "identity.txt")]: identityText, ...files } = await everything(home);
      expect({ ...files, [join(home, "identity.txt")]: before[join(home, "identity.txt")] }).toEqual(before);
      expect(identityText?.match(/AGE-SECRET-KEY-1\w+/g)).toEqual([identity]);
    },
  );

  test("a renewal that holds a file is waited for, and what it saved is kept", async () => {
    const { ports, fileOf, own, read } = await homeWith(["one", "two"]);
    const renewal = withLock(fileOf("two"), async () => {
      const running = rekey(ports, services, all);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await putSettings(fileOf("two"), [own], { ...owned(own), Properties: { OAuthAccessToken: "renewed" } });
      return { running };
    });
    await (await renewal).running;
    expect((await read("two")).Properties.OAuthAccessToken).toBe("renewed");
  });
});

describe("a new identity", () => {
  test("opens and owns what the old one did, which is kept for older files", async () => {
    const { ports, home, own, identity, fileOf, read } = await homeWith(["one", "two"]);
    const elsewhere = await recipientOf(await newIdentity());
    await putSettings(fileOf("two"), [own, elsewhere], owned(elsewhere));
    const older = await readFile(fileOf("one"), "utf8");
    const result = await rekey(ports, services, { settings: [], newIdentity: true });
    expect(result.identity).toEqual({ path: join(home, "identity.txt"), from: own, to: result.recipient });
    expect(result.recipient).not.toBe(own);
    const [present, ...earlier] = await portsOf(home).keys.identities();
    expect(await recipientOf(present)).toBe(result.recipient);
    expect(earlier).toEqual([identity]);
    expect(await read("one")).toMatchObject({ Grant: { Owner: result.recipient }, Recipients: [result.recipient] });
    expect(await read("two")).toMatchObject({ Grant: { Owner: elsewhere }, Recipients: [result.recipient, elsewhere] });
    expect((await failureOf(() => read("one", { ...ports, keys: keysOf(identity) }))).code).toBe("SETTINGS_FOREIGN");
    await writeFile(fileOf("three").replace("three", "one"), older);
    expect((await read("one")).Grant.Owner).toBe(own);
    if (process.platform !== "win32") expect((await stat(join(home, "identity.txt"))).mode & 0o777).toBe(0o600);
  });

  test("takes along later what was sealed to the old one and not known here", async () => {
    const { ports, own, read } = await homeWith(["one"]);
    const elsewhere = join(await temporaryFolder(), "OAuthSettings.txt");
    await putSettings(elsewhere, [own], owned(own));
    const { recipient } = await rekey(ports, services, { settings: [], newIdentity: true });
    const { files } = await rekey(ports, services, { settings: [elsewhere], newIdentity: false });
    expect(files).toEqual([{ path: elsewhere, service: "sample", recipients: [recipient] }]);
    expect((await read("one")).Grant.Owner).toBe(recipient);
  });

  test("stays under the keychain where the old one was, without a key in the clear", async () => {
    const { home, own, fileOf, read } = await homeWith(["one"]);
    const { keychain } = fakeKeychain();
    const wrapped = () => ({
      ...portsOf(home),
      keys: fileKeySource({ identityPath: join(home, "identity.txt"), wrapper: keychain }),
    });
    await wrapped().keys.file?.protect();
    const { recipient } = await rekey(wrapped(), services, { settings: [], newIdentity: true });
    expect(recipient).not.toBe(own);
    expect(await readFile(join(home, "identity.txt"), "utf8")).not.toContain("AGE-SECRET-KEY");
    expect((await read("one", wrapped())).Recipients).toEqual([recipient]);
    expect((await everything(home))[fileOf("one")]).toBeDefined();
  });

  test("is refused where the identity is not keyferry's to write, with the way to do it by hand", async () => {
    const { ports, home, identity, own, read } = await homeWith(["one"]);
    const before = await everything(home);
    const byHand = { ...ports, keys: keysOf(identity) };
    const error = await failureOf(() => rekey(byHand, services, { settings: [], newIdentity: true }));
    expectFailure(error, "IDENTITY_NOT_OURS");
    expect(error.remedy).toContain("age-keygen");
    expect(await everything(home)).toEqual(before);

    const next = await newIdentity();
    const both = { ...ports, keys: { ...keysOf(next), identities: async () => [next, identity] as const } };
    const { recipient } = await rekey(both, services, all);
    expect(recipient).toBe(await recipientOf(next));
    expect(await read("one", both)).toMatchObject({ Grant: { Owner: recipient }, Recipients: [recipient] });
    expect(own).not.toBe(recipient);
  });
});
