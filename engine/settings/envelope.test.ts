import { execFileSync, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { armor } from "age-encryption";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { keysOf, newIdentity, sealCheaply, temporaryFolder } from "../test-kit.ts";
import { checkRecipients, openEnvelope, recipientOf, sealEnvelope } from "./envelope.ts";

const path = "/where/OAuthSettings.txt";
const text = '{"canary":"canary-secret ✓"}\n';
const noAge = spawnSync("age", ["--version"]).error !== undefined;

const sealedFor = async (...identities: readonly string[]): Promise<string> =>
  sealEnvelope(text, { recipients: await Promise.all(identities.map(recipientOf)) });

describe("sealed to recipients", () => {
  test("each of them opens it, without a passphrase", async () => {
    const [one, other] = [await newIdentity(), await newIdentity()];
    const sealed = await sealedFor(one, other);
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(sealed).not.toContain("canary");
    expect(await openEnvelope(sealed, path, keysOf(one))).toEqual({ text });
    expect(await openEnvelope(sealed, path, keysOf(other, "some passphrase"))).toEqual({ text });
  });

  test("another machine is told that it is for another machine", async () => {
    const sealed = await sealedFor(await newIdentity());
    const stranger = await newIdentity();
    const error = await failureOf(() => openEnvelope(sealed, path, keysOf(stranger)));
    expectFailure(error, "SETTINGS_FOREIGN", [stranger]);
    expect(error.exitStatus).toBe(3);
    expect(error.message).toContain(path);
  });

  test("a machine without identity is told how to get one", async () => {
    const sealed = await sealedFor(await newIdentity());
    expectFailure(await failureOf(() => openEnvelope(sealed, path, keysOf())), "IDENTITY_MISSING");
  });

  test.skipIf(noAge)("the age tool opens it, and what it seals opens here (skipped: no age binary)", async () => {
    const folder = await temporaryFolder();
    const identity = await newIdentity();
    const file = join(folder, "OAuthSettings.txt");
    const key = join(folder, "identity.txt");
    await writeFile(file, await sealedFor(identity));
    await writeFile(key, `${identity}\n`, { mode: 0o600 });
    expect(execFileSync("age", ["-d", "-i", key, file], { encoding: "utf8" })).toBe(text);
    const theirs = execFileSync("age", ["-a", "-r", await recipientOf(identity)], { input: text, encoding: "utf8" });
    expect(await openEnvelope(theirs, path, keysOf(identity))).toEqual({ text });
  });
});

describe("sealed with a passphrase", () => {
  test("the passphrase opens it, with the real cost of scrypt", async () => {
    const sealed = await sealEnvelope(text, { passphrase: "correct horse" });
    expect(await openEnvelope(sealed, path, keysOf(undefined, "correct horse"))).toEqual({
      text,
      passphrase: "correct horse",
    });
  });

  test("a wrong one is refused and shown nowhere", async () => {
    const sealed = await sealCheaply(text, "correct horse");
    const error = await failureOf(() => openEnvelope(sealed, path, keysOf(undefined, "wrong horse")));
    expectFailure(error, "PASSPHRASE_WRONG", ["wrong horse", "correct horse"]);
    expect(error.exitStatus).toBe(3);
  });

  test("none set is another error than a wrong one, identity or not", async () => {
    const sealed = await sealCheaply(text, "correct horse");
    expectFailure(await failureOf(() => openEnvelope(sealed, path, keysOf())), "PASSPHRASE_MISSING");
    const identity = await newIdentity();
    expectFailure(await failureOf(() => openEnvelope(sealed, path, keysOf(identity))), "PASSPHRASE_MISSING");
  });
});

test.each([20, 30, 63, 999])("a file that asks for 2^%i steps of scrypt is refused at once", async (work) => {
  const body = Buffer.from(armor.decode(await sealCheaply("text", "canary-passphrase"))).toString("latin1");
  const bomb = body.replace(/^(-> scrypt \S+) 2$/m, `$1 ${work}`);
  expect(bomb).not.toBe(body);
  const started = performance.now();
  const opening = () =>
    openEnvelope(armor.encode(Buffer.from(bomb, "latin1")), path, keysOf(undefined, "canary-passphrase"));
  const error = await failureOf(opening);
  expect(performance.now() - started).toBeLessThan(1000);
  expectFailure(error, "SETTINGS_DAMAGED", ["canary-passphrase"]);
  expect(error.message).toContain(`2^${work}`);
});

describe("what is not a whole settings file", () => {
  const cutAnywhere = async (sealed: string, keys: ReturnType<typeof keysOf>) => {
    for (let length = 0; length < sealed.trimEnd().length; length += 50) {
      const error = await failureOf(() => openEnvelope(sealed.slice(0, length), path, keys));
      const opening = "-----BEGIN AGE ENCRYPTED FILE-----".length;
      expectFailure(error, length < opening ? "SETTINGS_NOT_OURS" : "SETTINGS_DAMAGED", ["canary"]);
    }
  };

  test("cut short at every 50th byte it is called damaged", async () => {
    const identity = await newIdentity();
    const long = await sealEnvelope(text.repeat(40), { recipients: [await recipientOf(identity)] });
    await cutAnywhere(long, keysOf(identity));
  });

  test("cut short under a passphrase it is called damaged", async () => {
    await cutAnywhere(await sealCheaply(text, "correct horse"), keysOf(undefined, "correct horse"));
  });

  test("with any one character of the armour changed it never opens as something else", async () => {
    const identity = await newIdentity();
    const sealed = await sealedFor(identity);
    const lines = sealed.split("\n");
    for (let line = 1; line < lines.length - 2; line++) {
      const old = lines[line] ?? "";
      const changed = lines.with(line, `${old[0] === "A" ? "B" : "A"}${old.slice(1)}`).join("\n");
      const error = await failureOf(() => openEnvelope(changed, path, keysOf(identity)));
      expect(["SETTINGS_DAMAGED", "SETTINGS_FOREIGN"], error.message).toContain(error.code);
    }
  });

  test.each(["", "hello", "{}", "\u0000\u0001", "<html></html>", "-----BEGIN PGP MESSAGE-----"])(
    "%j is called no settings file",
    async (content) => {
      const error = await failureOf(() => openEnvelope(content, path, keysOf()));
      expectFailure(error, "SETTINGS_NOT_OURS");
      expect(error.exitStatus).toBe(3);
    },
  );

  test("line ends of Windows and blanks around are no damage", async () => {
    const identity = await newIdentity();
    const sealed = (await sealedFor(identity)).replaceAll("\n", "\r\n");
    expect(await openEnvelope(`\r\n${sealed}\r\n`, path, keysOf(identity))).toEqual({ text });
  });
});

describe("recipients", () => {
  test.each(["", "age1", "age1qqqq", "ssh-ed25519 AAAA", "hello"])("%j is refused", async (recipient) => {
    expectFailure(await failureOf(() => checkRecipients([recipient])), "RECIPIENT_INVALID");
    expectFailure(await failureOf(() => sealEnvelope(text, { recipients: [recipient] })), "RECIPIENT_INVALID");
  });

  test("a secret key given in place of a recipient is refused and not shown", async () => {
    const identity = await newIdentity();
    const error = await failureOf(() => checkRecipients([identity]));
    expectFailure(error, "RECIPIENT_INVALID", [identity, identity.slice(20, 40)]);
  });
});
