import type { ChildProcess } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeEach, expect, test, vi } from "vitest";
import { compose } from "../compose.ts";
import { buildCommand, control, keyferry, origin, outcome, start } from "./command-kit.ts";
import { person, quietOptions, temporaryFolder } from "./test-kit.ts";

buildCommand();

const long = 1_209_600;
const settingsOf = (basecamp: object) => control("PATCH", "settings", { services: { basecamp } });
const renewals = async (): Promise<number> => {
  const { counters } = (await control("GET", "state")) as { counters: { basecamp?: { refresh?: number } } };
  return counters.basecamp?.refresh ?? 0;
};
const patiently = { timeout: 25_000, interval: 100 };

beforeEach(async () => {
  await control("POST", "reset");
});

/** A home whose list has a connection with a token that lives so many seconds; those to come live long. */
const homeWithToken = async (seconds: number) => {
  const home = await temporaryFolder();
  await mkdir(join(home, "screens"));
  await writeFile(join(home, "screens", "index.html"), "<p>");
  await settingsOf({ accessTokenLifetime: seconds });
  const { engine } = await compose({ KEYFERRY_HOME: home, KEYFERRY_PRACTICE: origin() });
  const { id } = await engine.connections.create(
    "basecamp",
    "Studio",
    { InitiateOAuth: "GETANDREFRESH" },
    quietOptions({ openBrowser: false, onWaiting: ({ url }) => void person(url) }),
  );
  await settingsOf({ accessTokenLifetime: long });
  const serve = () => start(home, ["serve", "--no-open"], { KEYFERRY_SCREENS: join(home, "screens") });
  return { home, id, engine, serve };
};

/** Asks a program to end, and gives all that it said and how it ended. */
const end = (child: ChildProcess) => {
  const over = outcome(child);
  child.kill("SIGTERM");
  return over;
};

/** All that a program says on standard error from now on. */
const noted = (child: ChildProcess): (() => string) => {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return () => said;
};

test("serve renews a token before it lapses with nobody calling, says so, and ends when asked", async () => {
  const { home, id, engine, serve } = await homeWithToken(12);
  const before = await engine.connections.get(id);
  const child = serve();
  const notes = noted(child);
  await vi.waitFor(() => expect(notes()).toContain("Studio (basecamp): the access token was renewed"), patiently);
  const after = await engine.connections.get(id);
  expect(after.grant.generation).toBe(2);
  // Renewed while the earlier token was still good.
  const renewedAt = (after.expiresAt ?? 0) - long * 1000;
  expect(renewedAt).toBeLessThan(before.expiresAt ?? 0);
  expect((await end(child)).status).toBe(0);

  const told = await keyferry(home, ["forecast", "--json"]);
  expect(told.status, told.stderr).toBe(0);
  expect(JSON.parse(told.stdout)).toMatchObject({
    connections: [{ id, name: "Studio", service: "basecamp", cause: "none", renewsAt: expect.stringMatching(/Z$/) }],
  });
});

test("two programs on one home make one renewal between them, and both go on", async () => {
  const { id, engine, serve } = await homeWithToken(12);
  const children = [serve(), serve()];
  const notes = children.map(noted);
  await vi.waitFor(async () => expect((await engine.connections.get(id)).grant.generation).toBe(2), patiently);
  await wait(3000);
  expect(await renewals()).toBe(1);
  expect(notes.map((said) => said()).join("")).not.toContain("failed");
  expect((await Promise.all(children.map(end))).map(({ status }) => status)).toEqual([0, 0]);
  expect((await engine.connections.get(id)).health).toBe("good");
});

test("a program that is asked to end in the middle of a renewal keeps what comes of it", async () => {
  const { id, engine, serve } = await homeWithToken(12);
  await settingsOf({ rotation: "single-use" });
  await control("POST", "faults", { service: "basecamp", at: "token", kind: "slow", delayMs: 3000 });
  const child = serve();
  await vi.waitFor(async () => expect(await slowOnes()).toBe(0), patiently);
  expect((await engine.connections.get(id)).grant.generation).toBe(1);
  expect((await end(child)).status).toBe(0);
  expect((await engine.connections.get(id)).grant.generation).toBe(2);
  expect((await engine.token({ connection: id })).how).toBe("saved");
});

/** How many faults are still to come: one that is taken is being played. */
const slowOnes = async (): Promise<number> => {
  const { faults } = (await control("GET", "state")) as { faults: readonly unknown[] };
  return faults.length;
};

test("forecast tells what ends first in a table, and of a file that cannot be read what to do", async () => {
  const { home } = await homeWithToken(long);
  const damaged = join(home, "damaged.txt");
  await writeFile(damaged, "-----BEGIN AGE ENCRYPTED FILE-----\n");
  const all = await keyferry(home, ["forecast"]);
  expect(all.status, all.stderr).toBe(0);
  expect(all.stdout).toMatch(/^CONNECTION +SERVICE +RENEWAL DUE/);
  expect(all.stdout).toMatch(/^Studio +Basecamp +in 13 d +unknown +none +Nothing to do/m);
  const one = await keyferry(home, ["forecast", "--settings", damaged, "--json"]);
  expect(one.status).toBe(0);
  expect(JSON.parse(one.stdout)).toMatchObject({ connections: [{ cause: "unreadable", settingsLocation: damaged }] });
  const none = await keyferry(await temporaryFolder(), ["forecast"]);
  expect(none).toMatchObject({ status: 0, stdout: "There are no connections here.\n" });
});
