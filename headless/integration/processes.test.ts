import { readdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeEach, expect, test, vi } from "vitest";
import { buildCommand, connectedHome, control, keyferry, start } from "./command-kit.ts";

buildCommand();

const long = 1_209_600;
const settingsOf = (basecamp: object) => control("PATCH", "settings", { services: { basecamp } });
const renewals = async (): Promise<number> => {
  const { counters } = (await control("GET", "state")) as { counters: { basecamp?: { refresh?: number } } };
  return counters.basecamp?.refresh ?? 0;
};

beforeEach(async () => {
  await control("POST", "reset");
});

/** A home whose access token has lapsed, while the ones to come live long. */
const lapsedHome = async () => {
  await settingsOf({ accessTokenLifetime: 1 });
  const home = await connectedHome();
  await settingsOf({ accessTokenLifetime: long });
  await wait(1000);
  return home;
};

test("many processes at the same moment make one renewal, and all print its token", async () => {
  const { home, settings, accessToken } = await lapsedHome();
  const before = await renewals();
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => keyferry(home, ["token", "--settings", settings])),
  );
  const tokens = new Set(outcomes.map(({ stdout }) => stdout));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(6).fill(0));
  expect(tokens.size).toBe(1);
  expect(tokens).not.toContain(`${accessToken}\n`);
  expect((await renewals()) - before).toBe(1);
});

/** Kills a process while the service has not answered its renewal yet, and waits until the service has. */
const killedWhileRenewing = async (rotation: "none" | "single-use") => {
  const { home, settings } = await lapsedHome();
  await settingsOf({ rotation });
  await control("POST", "faults", { service: "basecamp", at: "token", kind: "slow", delayMs: 700 });
  const child = start(home, ["token", "--settings", settings]);
  await vi.waitFor(() => stat(`${settings}.intent`), { timeout: 10_000, interval: 10 });
  await wait(200);
  child.kill("SIGKILL");
  await vi.waitFor(async () => expect(await renewals()).toBe(1), { timeout: 10_000 });
  return { home, settings };
};

test("a process killed in the middle of a renewal blocks the next for seconds alone, which renews and tidies up", async () => {
  const { home, settings } = await killedWhileRenewing("none");
  const started = performance.now();
  const next = await keyferry(home, ["token", "--settings", settings]);
  expect(next.status, next.stderr).toBe(0);
  expect(performance.now() - started).toBeLessThan(8000);
  expect(await readdir(dirname(settings))).not.toContain("OAuthSettings.txt.intent");
});

test("where the service spent the token for an answer that was never saved, the error says that it was interrupted", async () => {
  const { home, settings } = await killedWhileRenewing("single-use");
  const next = await keyferry(home, ["token", "--settings", settings, "--json"]);
  expect(JSON.parse(next.stdout)).toMatchObject({
    error: { code: "GRANT_ENDED", message: expect.stringContaining("interrupted before its answer was saved") },
  });
  expect(next.status).toBe(4);
});
