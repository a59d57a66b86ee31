import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { fileKeySource } from "../engine/keys/identity-file.ts";
import { fileStore } from "../engine/settings/file-store.ts";
import { expectFailure, failureOf } from "../shared/test-kit.ts";
import { buildCommand, buildProgram } from "./build.ts";
import { createMachine, createWorld, type World } from "./world.ts";

const newWorld = async (now?: () => number): Promise<World> => {
  const world = await createWorld(now);
  onTestFinished(() => world.close());
  return world;
};

const force = (world: World, settings = world.settings) =>
  world.engine.refresh({ settings }, { force: true, takeOver: false });

/** Something done to the file while the service is asked to renew. */
const meanwhile = async (world: World, work: () => Promise<unknown>) => {
  await world.fault({ at: "token", kind: "slow", delayMs: 400, times: 1 });
  const outcome = force(world).catch((error: unknown) => error);
  await vi.waitFor(() => readFile(`${world.settings}.intent`), { timeout: 5000, interval: 5 });
  await work();
  return outcome;
};

const meanwhileFailing = (world: World, work: () => Promise<unknown>) =>
  failureOf(async () => {
    const outcome = await meanwhile(world, work);
    if (outcome instanceof Error) throw outcome;
  });

const besides = async (world: World): Promise<readonly string[]> =>
  (await readdir(world.home)).filter((name) => name.startsWith(basename(world.settings))).sort();

describe("the file changed by somebody else while its token is renewed", () => {
  test("removed: the renewed grant is kept beside, and works when it is put back", async () => {
    const world = await newWorld();
    const error = await meanwhileFailing(world, () => rm(world.settings));
    expectFailure(error, "SETTINGS_CHANGED");
    const kept = (await besides(world)).find((name) => name.includes(".kept-")) ?? "";
    expect(error.message).toContain(kept);
    await rename(join(world.home, kept), world.settings);
    expect((await force(world)).Grant.Generation).toBe(3);
  });

  test("replaced by another grant: theirs stays, the renewed one is kept beside", async () => {
    const world = await newWorld();
    const other = await newWorld();
    await writeFile(join(world.home, "identity.txt"), await readFile(join(other.home, "identity.txt")));
    await rm(world.settings);
    await world.connect();
    const theirs = await readFile(other.settings, "utf8");
    const error = await meanwhileFailing(world, () => writeFile(world.settings, theirs));
    expectFailure(error, "SETTINGS_CHANGED");
    expect(await readFile(world.settings, "utf8")).toBe(theirs);
    const kept = (await besides(world)).find((name) => name.includes(".kept-")) ?? "";
    expect((await force(world, join(world.home, kept))).Grant.Generation).toBe(3);
  });

  test("edited: the edit stays, and the new tokens are in it", async () => {
    const world = await newWorld();
    const before = await world.engine.inspect(world.settings);
    const recipient = await world.engine.recipient();
    const edited = JSON.stringify({ ...before, Name: "Edited", Properties: { ...before.Properties, AccountId: "7" } });
    const age = await sealed(edited, recipient);
    const after = await meanwhile(world, () => writeFile(world.settings, age));
    expect(after).toMatchObject({ Name: "Edited", Properties: { AccountId: "7" }, Grant: { Generation: 2 } });
    const saved = await world.engine.inspect(world.settings);
    expect(saved.Properties.OAuthRefreshToken).not.toBe(before.Properties.OAuthRefreshToken);
    expect((await force(world)).Grant.Generation).toBe(3);
  });
});

const sealed = async (text: string, recipient: string): Promise<string> => {
  const { armor, Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
};

describe("clocks", () => {
  test("set back and forth cost renewals at most, and never a grant", async () => {
    let time = Date.now();
    const world = await newWorld(() => time);
    const day = 86_400_000;
    for (const jump of [3, -3, 400, -400, -30, 14, 15, -1, 0.5, -0.5, 10_000, -10_000]) {
      time += jump * day;
      const { tokens } = await world.engine.token({ settings: world.settings });
      expect(tokens.accessToken).not.toBe("");
    }
    expect(await world.counts()).toMatchObject({ refusals: 0 });
  });

  test("two weeks without a network cost nothing but a refresh", async () => {
    let time = Date.now();
    const world = await newWorld(() => time);
    const before = await readFile(world.settings, "utf8");
    time += 16 * 86_400_000;
    const cut = createMachine({ home: world.home, origin: "http://127.0.0.1:9", now: () => time });
    for (let day = 0; day < 14; day++) {
      const error = await failureOf(() => cut.token({ settings: world.settings }));
      expectFailure(error, "NETWORK_FAILED");
      time += 86_400_000;
    }
    expect(await readFile(world.settings, "utf8")).toBe(before);
    expect(await besides(world), "what never left can have spent nothing").toEqual(["OAuthSettings.txt"]);
    await world.engine.token({ settings: world.settings });
    expect(await world.counts()).toEqual({ renewals: 1, refusals: 0 });
  });
});

/** Other processes that use the file of a world, by the clock they are told. */
const worker = async (world: World): Promise<ChildProcess> => {
  const child = fork(await buildProgram("race-worker", world.home), [world.home, world.origin, world.settings]);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child, "message");
  return child;
};

test("a process suspended in the middle of a renewal keeps the token from all others, who are told which one it is, and goes on", async () => {
  let time = Date.now();
  const world = await newWorld(() => time);
  const [one, other] = await Promise.all([worker(world), worker(world)]);
  time += 15 * 86_400_000;
  await world.fault({ at: "token", kind: "slow", delayMs: 300, times: 1 });
  const first = once(one, "message");
  one.send(time);
  await vi.waitFor(() => readFile(`${world.settings}.intent`), { timeout: 5000, interval: 5 });
  one.kill("SIGSTOP");
  const second = once(other, "message");
  other.send(time);
  const keys = fileKeySource({ identityPath: join(world.home, "identity.txt") });
  const impatient = await failureOf(() =>
    fileStore(world.settings, keys).locked(async () => "in", { patienceMs: 500 }),
  );
  expectFailure(impatient, "SETTINGS_BUSY");
  expect(impatient.message).toContain(`${one.pid} on `);
  await sleep(6000);
  one.kill("SIGCONT");
  const [[mine], [theirs]] = (await Promise.all([first, second])) as [[{ token: string }], [{ token: string }]];
  expect(mine.token).toBe(theirs.token);
  expect(await world.counts()).toEqual({ renewals: 1, refusals: 0 });
}, 60_000);

test("a process that is asked politely to end in the middle of a renewal ends once the answer is saved", async () => {
  const world = await newWorld();
  const command = await buildCommand(join(world.home, "command"));
  await world.fault({ at: "token", kind: "slow", delayMs: 500, times: 1 });
  const child = spawn(process.execPath, [command, "refresh", "--force", "--settings", world.settings], {
    env: { PATH: process.env.PATH, HOME: world.home, KEYFERRY_HOME: world.home, KEYFERRY_PRACTICE: world.origin },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  await vi.waitFor(() => readFile(`${world.settings}.intent`), { timeout: 5000, interval: 5 });
  child.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
  expect((await world.engine.inspect(world.settings)).Grant.Generation).toBe(2);
  expect((await force(world)).Grant.Generation).toBe(3);
});

/** A small disk of its own, which only root can make. */
const smallDisk = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", folder], { stdio: "ignore" });
  onTestFinished(async () => {
    execFileSync("umount", ["-l", folder]);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
};

const canMount = (() => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!canMount)("a disk (needs root on Linux, to mount a small one)", () => {
  const onDisk = async () => {
    const world = await newWorld();
    const disk = await smallDisk();
    const settings = join(disk, "OAuthSettings.txt");
    await writeFile(settings, await readFile(world.settings));
    return { world, disk, settings };
  };
  const fill = async (disk: string): Promise<void> => {
    for (let index = 0; ; index++) {
      try {
        await writeFile(join(disk, `fill-${index}`), Buffer.alloc(4096));
      } catch {
        return;
      }
    }
  };

  test("that is full is found out before the token is spent; with room again, the next call renews", async () => {
    const { world, disk, settings } = await onDisk();
    await fill(disk);
    const error = await failureOf(() => force(world, settings));
    expectFailure(error, "SETTINGS_UNWRITABLE");
    expect(error.message).toContain("the disk is full");
    expect(await world.counts()).toEqual({ renewals: 0, refusals: 0 });
    for (const name of await readdir(disk)) if (name.startsWith("fill-")) await rm(join(disk, name));
    expect((await force(world, settings)).Grant.Generation).toBe(2);
  });

  test("that fills up while the service is asked still takes the answer: its room was kept", async () => {
    const { world, disk, settings } = await onDisk();
    await world.fault({ at: "token", kind: "slow", delayMs: 400, times: 1 });
    const renewing = force(world, settings);
    await vi.waitFor(() => readFile(`${settings}.intent`), { timeout: 5000, interval: 5 });
    await fill(disk);
    expect((await renewing).Grant.Generation).toBe(2);
    expect((await world.engine.inspect(settings)).Grant.Generation).toBe(2);
  });

  test("that is read-only is found out before the token is spent", async () => {
    const { world, disk, settings } = await onDisk();
    execFileSync("mount", ["-o", "remount,ro", disk]);
    const error = await failureOf(() => force(world, settings));
    expectFailure(error, "SETTINGS_UNWRITABLE");
    expect(error.message).toContain("read-only");
    expect(await world.counts()).toEqual({ renewals: 0, refusals: 0 });
  });

  test("that is pulled out while the service is asked loses nothing: the answer is kept in the home", async () => {
    const { world, disk, settings } = await onDisk();
    const before = await readFile(settings);
    await world.fault({ at: "token", kind: "slow", delayMs: 400, times: 1 });
    const renewing = failureOf(() => force(world, settings));
    await vi.waitFor(() => readFile(`${settings}.intent`), { timeout: 5000, interval: 5 });
    execFileSync("umount", ["-l", disk]);
    const error = await renewing;
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
    expectFailure(error, "RENEWAL_NOT_SAVED");
    expect(error.message).toContain(join(world.home, "rescued"));
    await writeFile(settings, before);
    expect((await force(world, settings)).Grant.Generation, "the rescued one, and one more").toBe(3);
    expect(await readdir(join(world.home, "rescued"))).toEqual([]);
    expect(await world.counts()).toEqual({ renewals: 2, refusals: 0 });
  });
});
