import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { expectFailure, failureOf, sampleService } from "../../shared/test-kit.ts";
import { recipientOf } from "../settings/envelope.ts";
import { newIdentity } from "../test-kit.ts";
import { rekey } from "./rekey.ts";
import { everything, homeWith, owned, portsOf, putSettings } from "./test-kit.ts";

const services = ["one", "three", "two"].map((id) => ({ ...sampleService, id }));
const names = services.map(({ id }) => id);
const plain = { settings: [], newIdentity: false };

/** The child is killed, as by SIGKILL or a power cut, before the nth step of that name. */
const killedBefore = async (home: string, step: string, nth: number, newIdentity: boolean): Promise<void> => {
  const url = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
  const code = `
    const { rekey } = await import(${url("rekey.ts")});
    const { fileKeySource } = await import(${url("../keys/identity-file.ts")});
    const home = ${JSON.stringify(home)};
    let seen = 0;
    await rekey(
      { keys: fileKeySource({ identityPath: home + "/identity.txt" }), paths: { home } },
      ${JSON.stringify(names)}.map((id) => ({ id })),
      { settings: [], newIdentity: ${newIdentity} },
      (step) => { if (step === ${JSON.stringify(step)} && ++seen === ${nth}) process.kill(process.pid, "SIGKILL"); },
    );`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const signal = await new Promise((resolve) => child.once("exit", (_, by) => resolve(by)));
  expect(signal).toBe("SIGKILL");
};

const leftovers = async (home: string): Promise<readonly string[]> =>
  Object.keys(await everything(home)).filter((path) => /rekey/.test(path));

const steps = [
  ["note", 1, undefined],
  ["stage", 1, "undone"],
  ["stage", 3, "undone"],
  ["add-key", 1, "undone"],
  ["decide", 1, "undone"],
  ["place", 1, "finished"],
  ["place", 2, "finished"],
  ["place", 3, "finished"],
  ["switch", 1, "finished"],
  ["end", 1, "finished"],
] as const;

describe.skipIf(process.platform === "win32")("a rekey with a new identity that was killed", () => {
  test.each(steps)(
    "before %s %i: every file opens at once, and the next run leaves none half way (%s)",
    { timeout: 90_000 },
    async (step, nth, outcome) => {
      const { home, own, identity, read, ports } = await homeWith(names);
      const before = await everything(home);
      await killedBefore(home, step, nth, true);

      for (const name of names) expect((await read(name)).Properties.OAuthAccessToken).toBe("canary-access");
      for (const [path, text] of Object.entries(await everything(home))) {
        if (!path.endsWith("identity.txt")) expect(text).not.toMatch(/AGE-SECRET-KEY|canary/);
      }

      const result = await rekey(ports, services, plain);
      expect(result.recovered).toBe(outcome);
      expect(await leftovers(home)).toEqual([]);
      const keys = await portsOf(home).keys.identities();
      expect(keys).toHaveLength(outcome === "finished" ? 2 : 1);
      expect(keys.at(-1)).toBe(identity);
      expect(result.recipient === own).toBe(outcome !== "finished");
      for (const name of names) {
        expect(await read(name)).toMatchObject({ Grant: { Owner: result.recipient }, Recipients: [result.recipient] });
      }
      expect(Object.keys(await everything(home)).sort()).toEqual(Object.keys(before).sort());
    },
  );

  test("half way: what was renewed since then is kept, not the older copy", {
    timeout: 90_000,
  }, async () => {
    const { home, own, read, fileOf, ports } = await homeWith(names);
    await killedBefore(home, "place", 2, true);
    const renewed = { Service: "two", ...owned(own), Properties: { OAuthAccessToken: "renewed since" } };
    await putSettings(fileOf("two"), [own], renewed);
    await rm(fileOf("three"));
    const { recovered, recipient } = await rekey(ports, services, plain);
    expect(recovered).toBe("finished");
    expect(await read("two")).toMatchObject({
      Properties: { OAuthAccessToken: "renewed since" },
      Grant: { Owner: recipient },
      Recipients: [recipient],
    });
    expect(await leftovers(home)).toEqual([]);
  });

  test("half way: what cannot be opened now is named, and the run after that goes on", {
    timeout: 90_000,
  }, async () => {
    const { home, read, fileOf, ports } = await homeWith(names);
    await killedBefore(home, "place", 2, true);
    const held = await readFile(fileOf("two"), "utf8");
    await putSettings(fileOf("two"), [await recipientOf(await newIdentity())]);
    const error = await failureOf(() => rekey(ports, services, plain));
    expectFailure(error, "SETTINGS_FOREIGN");
    expect(error.message).toContain(fileOf("two"));
    expect(await leftovers(home)).not.toEqual([]);
    await writeFile(fileOf("two"), held);
    const { recovered, recipient } = await rekey(ports, services, plain);
    expect(recovered).toBe("finished");
    expect((await read("two")).Grant.Owner).toBe(recipient);
  });
});

describe("a rekey that fails while it replaces files", () => {
  test("says so, leaves every file to be opened, and is finished by the next run", async () => {
    const { home, read, ports, fileOf } = await homeWith(names);
    let placed = 0;
    const stopping = (step: string) => {
      if (step === "place" && ++placed === 2) throw Object.assign(new Error("stop"), { code: "EROFS" });
    };
    const error = await failureOf(() => rekey(ports, services, { settings: [], newIdentity: true }, stopping));
    expectFailure(error, "REKEY_UNFINISHED");
    expect(error.message).toContain(fileOf("three"));
    expect(error.remedy).toContain("keyferry rekey");
    for (const name of names) expect((await read(name)).Service).toBe(name);
    const { recovered, recipient } = await rekey(ports, services, plain);
    expect(recovered).toBe("finished");
    for (const name of names) expect((await read(name)).Grant.Owner).toBe(recipient);
    expect(await leftovers(home)).toEqual([]);
  });
});

describe("a journal", () => {
  test("that cannot be read stops the run, and stays", async () => {
    const { home, ports } = await homeWith(["one"]);
    await writeFile(join(home, "rekey.json"), "{");
    const before = await everything(home);
    expectFailure(await failureOf(() => rekey(ports, services, plain)), "REKEY_JOURNAL_DAMAGED");
    expect(await everything(home)).toEqual(before);
  });
});
