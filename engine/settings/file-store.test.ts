import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { keysOf, newIdentity, sampleDocument, sealCheaply, temporaryFolder } from "../test-kit.ts";
import { formatDocument } from "./document.ts";
import { openEnvelope, recipientOf, sealEnvelope } from "./envelope.ts";
import { fileStore } from "./file-store.ts";
import { openStore } from "./open-store.ts";
import type { OpenedSettings, SettingsStore } from "./store.ts";

const noAge = spawnSync("age", ["--version"]).error !== undefined;

const rewrite = (store: SettingsStore, change: (settings: OpenedSettings) => OpenedSettings) =>
  store.locked(async (held) => {
    const current = await held.read();
    if (!current) throw new Error("nothing saved");
    await (await held.prepare()).commit(change(current));
  });

/** What stands in a folder beside the lock, which stays. */
const visible = async (folder: string) => (await readdir(folder)).filter((name) => !name.endsWith(".lock"));

const onDisk = async (path: string, identity: string): Promise<Record<string, unknown>> =>
  JSON.parse((await openEnvelope(await readFile(path, "utf8"), path, keysOf(identity))).text) as Record<
    string,
    unknown
  >;

describe("a settings file", () => {
  test("that is not there reads as nothing", async () => {
    expect(await fileStore(join(await temporaryFolder(), "none.txt"), keysOf()).read()).toBeUndefined();
  });

  test("that cannot be read says so", async () => {
    const path = join(await temporaryFolder(), "folder");
    await mkdir(path);
    const error = await failureOf(() => fileStore(path, keysOf()).read());
    expectFailure(error, "SETTINGS_UNREADABLE");
    expect(error.exitStatus).toBe(3);
  });

  test("keeps its recipients and its unknown members through a rewrite, with mode 0600", async () => {
    const path = join(await temporaryFolder(), "OAuthSettings.txt");
    const [one, other] = [await newIdentity(), await newIdentity()];
    const recipients = await Promise.all([one, other].map(recipientOf));
    const document = { ...sampleDocument(), Later: { x: 1 }, Recipients: recipients };
    await writeFile(path, await sealEnvelope(formatDocument(document), { recipients }), { mode: 0o644 });
    await rewrite(fileStore(path, keysOf(one)), (settings) => ({
      ...settings,
      document: { ...settings.document, Name: "renamed" },
    }));
    for (const identity of [one, other]) expect(await onDisk(path, identity)).toEqual({ ...document, Name: "renamed" });
    if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await visible(join(path, ".."))).toEqual(["OAuthSettings.txt"]);
  });

  test.skipIf(noAge)("rewritten by the age tool is as good as ours (skipped: no age binary)", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "OAuthSettings.txt");
    const identity = await newIdentity();
    const recipient = await recipientOf(identity);
    execFileSync("age", ["-a", "-r", recipient, "-o", path], { input: JSON.stringify(sampleDocument()) });
    const store = fileStore(path, keysOf(identity));
    expect((await store.read())?.document).toEqual(sampleDocument());
    await rewrite(store, (settings) => settings);
    expect(await onDisk(path, identity)).toEqual({ ...sampleDocument(), Recipients: [recipient] });
  });

  test("under a passphrase keeps the passphrase through a rewrite", async () => {
    const path = join(await temporaryFolder(), "OAuthSettings.txt");
    await writeFile(path, await sealCheaply(formatDocument(sampleDocument()), "correct horse"));
    const store = fileStore(path, keysOf(undefined, "correct horse"));
    expect(await store.read()).toEqual({ document: sampleDocument(), sealing: { passphrase: "correct horse" } });
    await rewrite(store, (settings) => settings);
    expect((await store.read())?.sealing).toEqual({ passphrase: "correct horse" });
  });

  test("is set aside under another name, not destroyed", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "OAuthSettings.txt");
    await writeFile(path, "content");
    const store = fileStore(path, keysOf());
    const aside = await store.setAside();
    expect(await readFile(aside ?? "", "utf8")).toBe("content");
    expect(await store.setAside()).toBeUndefined();
  });
});

describe("a prepared rewrite", () => {
  const prepared = async () => {
    const folder = await temporaryFolder();
    const identity = await newIdentity();
    const path = join(folder, "OAuthSettings.txt");
    const recipients = [await recipientOf(identity)];
    const text = await sealEnvelope(formatDocument(sampleDocument()), { recipients });
    await writeFile(path, text);
    return { folder, path, text, recipients, store: fileStore(path, keysOf(identity)) };
  };

  test("that is abandoned leaves the file byte for byte, and nothing beside it", async () => {
    const { folder, path, text, store } = await prepared();
    await store.locked(async (held) => {
      const write = await held.prepare();
      await write.noteIntent({ Kind: "renewal", Generation: 3, StartedAt: 1 });
      expect(await held.intent()).toMatchObject({ Generation: 3, StartedAt: 1, Pid: process.pid });
      await write.abandon();
      expect(await held.intent(), "what may have happened stays known").toMatchObject({ Generation: 3, StartedAt: 1 });
      await write.clearIntent();
      expect(await held.intent()).toBeUndefined();
    });
    expect(await readFile(path, "utf8")).toBe(text);
    expect(await visible(folder)).toEqual(["OAuthSettings.txt"]);
  });

  test("clears its intent once it is durable", async () => {
    const { folder, store } = await prepared();
    await store.locked(async (held) => {
      const current = (await held.read()) as OpenedSettings;
      const write = await held.prepare();
      await write.noteIntent({ Kind: "renewal", Generation: 3, StartedAt: 1 });
      await write.commit(current);
    });
    expect(await visible(folder)).toEqual(["OAuthSettings.txt"]);
  });

  test("notes an intent that holds no secret", async () => {
    const { folder, store } = await prepared();
    await store.locked(async (held) => {
      const write = await held.prepare();
      await write.noteIntent({ Kind: "renewal", Generation: 3, StartedAt: 1 });
      const beside = await Promise.all(
        (await readdir(folder, { withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map(({ name }) => readFile(join(folder, name), "utf8")),
      );
      expect(beside.join()).not.toContain("canary");
      await write.abandon();
    });
  });

  test("that cannot be sealed leaves the old file and nothing beside it", async () => {
    const { folder, path, text, store } = await prepared();
    const error = await failureOf(() =>
      rewrite(store, (settings) => ({ ...settings, sealing: { recipients: ["age1nobody"] } })),
    );
    expectFailure(error, "RECIPIENT_INVALID");
    expect(await readFile(path, "utf8")).toBe(text);
    expect(await visible(folder)).toEqual(["OAuthSettings.txt"]);
  });

  test("that fails at its last step is told as a KeyferryError of status 3", async () => {
    const { path, store, recipients } = await prepared();
    const error = await failureOf(() =>
      store.locked(async (held) => {
        const write = await held.prepare();
        await rm(path);
        await mkdir(join(path, "in-the-way"), { recursive: true });
        await write.commit({ document: sampleDocument(), sealing: { recipients } });
      }),
    );
    expect(error.exitStatus).toBe(3);
    expect(error.message).toContain(path);
  });
});

describe("the place of settings", () => {
  test("~ is the home folder, and nothing else begins with it", () => {
    expect(openStore("~/x.txt", keysOf()).location).toBe(join(homedir(), "x.txt"));
    expect(openStore("~other/x.txt", keysOf()).location).toBe(join(process.cwd(), "~other/x.txt"));
  });

  test("memory:// is shared by its address and touches no file", async () => {
    const address = `memory://${crypto.randomUUID()}`;
    const settings: OpenedSettings = { document: sampleDocument(), sealing: { recipients: [] } };
    const store = openStore(address, keysOf());
    expect(await store.read()).toBeUndefined();
    await store.locked(async (held) => (await held.prepare()).commit(settings));
    expect(await openStore(address, keysOf()).read()).toEqual(settings);
    expect(await openStore(`${address}-other`, keysOf()).read()).toBeUndefined();
    await store.setAside();
    expect(await store.read()).toBeUndefined();
  });

  test("memory:// lets one in at a time, and goes on after a failure", async () => {
    const store = openStore(`memory://${crypto.randomUUID()}`, keysOf());
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    const turns = [work, work, () => Promise.reject(new Error("no")), work].map((each) => store.locked(each));
    const outcomes = await Promise.allSettled(turns);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });
});
