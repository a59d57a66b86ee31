import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { buildCommand, connectedHome, control, keyferry } from "./command-kit.ts";
import { temporaryFolder } from "./test-kit.ts";

// A command is a process of its own, and opening a passphrase file costs about a second by design.
vi.setConfig({ testTimeout: 120_000 });

buildCommand();

const recipientOf = async (home: string): Promise<string> => (await keyferry(home, ["identity"])).stdout.trim();

/** Exports from a home as a person types it. */
const exportFrom = (home: string, settings: string, words: readonly string[]) =>
  keyferry(home, ["export", "--settings", settings, "--out", join(home, "server.txt"), ...words]);

describe("what a service does with a grant on two machines", () => {
  test("stands in `services`, with its reason and where it is told", async () => {
    const home = await temporaryFolder();
    const { stdout } = await keyferry(home, ["services", "act-on"]);
    expect(stdout).toMatch(
      /several machines: One sign-in at a time \(one-per-login\)\. Any new sign-in .*good for one use/,
    );
    expect(stdout).toContain("https://developer.act-on.com/documentation/faq/");
    expect(stdout).toMatch(/A machine was lost: Press Reconnect, .*ends what the other machine has\./);
    const document = JSON.parse((await keyferry(home, ["services", "instagram", "--json"])).stdout);
    expect(document.grant).toMatchObject({
      sharing: "copyable",
      label: "Copies are fine",
      meaning: expect.stringContaining("renews its own"),
      why: expect.stringContaining("no refresh token"),
      source: expect.stringMatching(/^https:/),
      withdrawal: expect.stringContaining("Apps and websites"),
    });
  });

  test("is said at export before the file is made, and in --json as `sharing`", async () => {
    const { home, settings, secrets } = await connectedHome();
    const server = await recipientOf(await temporaryFolder());
    const told = await exportFrom(home, settings, ["--to", server, "--mode", "copy"]);
    expect(told.status).toBe(0);
    expect(told.stderr).toMatch(/^Basecamp: One machine renews \(single-owner\)\. Only one machine may renew/);
    expect(told.stderr).toContain("copy: Both machines renew.");
    expect(told.stderr).toMatch(/^! A copy lets both machines renew this grant\. 37signals does not say/m);
    const { stdout, stderr } = await exportFrom(home, settings, ["--to", server, "--name", "db-1", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      mode: "hand-over",
      sharing: "single-owner",
      sharingMeans: expect.stringContaining("One machine renews"),
      names: ["db-1"],
    });
    expect(stderr).toBe("");
    for (const secret of secrets) expect(told.stdout + told.stderr + stdout).not.toContain(secret);
  });

  test("an export that fails on its words says nothing of grants, and hands nothing over", async () => {
    const { home, settings } = await connectedHome();
    const server = await recipientOf(await temporaryFolder());
    const words = ["--to", server, "--name", "db-1", "db-2"];
    const { status, stderr } = await exportFrom(home, settings, words);
    expect([status, stderr]).toEqual([2, expect.stringContaining("2 names are given for 1 receivers")]);
    expect(JSON.parse((await keyferry(home, ["inspect", settings, "--json"])).stdout).renewedBy.who).toBe("here");
  });
});

describe("who renews a file", () => {
  test("is told by inspect and test on both sides, by the name that was given", async () => {
    const { home, settings } = await connectedHome();
    const server = await temporaryFolder();
    const recipient = await recipientOf(server);
    expect((await keyferry(home, ["inspect", settings])).stderr).toContain("Renewed by: this machine");
    await exportFrom(home, settings, ["--to", recipient, "--name", "db-1"]);

    const looked = await keyferry(home, ["inspect", settings]);
    expect(looked.stderr).toMatch(/^Renewed by: db-1 \(age1\S+…\w+\), handed over \d{4}-\d\d-\d\d in server\.txt$/m);
    expect(JSON.parse(looked.stdout).Grant.Owner).toBe(recipient);
    expect(JSON.parse((await keyferry(home, ["inspect", settings, "--json"])).stdout)).toMatchObject({
      renewedBy: { who: "elsewhere", machines: [{ recipient, name: "db-1" }], file: "server.txt" },
      sharing: "single-owner",
    });
    const tested = await keyferry(home, ["test", "--settings", settings]);
    expect(tested.stderr).toMatch(/^! Settings .*Renewed by: db-1 \(age1/m);

    const carried = join(home, "server.txt");
    const there = await keyferry(server, ["inspect", carried]);
    expect(there.stderr).toContain("Renewed by: this machine");
    expect(there.stderr).toMatch(/^Came from: age1\w{58} \(hand-over, /m);
    expect((await keyferry(server, ["test", "--settings", carried])).stderr).toMatch(
      /✓ Settings .*Renewed by: this machine\./,
    );
  });

  test("is nobody yet behind a passphrase; the first use seals the file, and the passphrase opens it no more", async () => {
    const { home, settings, accessToken } = await connectedHome();
    const passphrase = join(home, "passphrase.txt");
    await writeFile(passphrase, "correct horse battery\n");
    const exported = await exportFrom(home, settings, ["--passphrase-file", passphrase, "--name", "db-9"]);
    expect(exported.stderr).toMatch(/^! Use this file on one machine only\./m);
    expect((await keyferry(home, ["inspect", settings])).stderr).toMatch(/Renewed by: db-9, handed over/);

    const server = await temporaryFolder();
    const file = join(home, "server.txt");
    const withPassphrase = (words: readonly string[], machine = server) =>
      keyferry(machine, words, "", { KEYFERRY_PASSPHRASE_FILE: passphrase });
    expect((await withPassphrase(["inspect", file])).stderr).toContain("Renewed by: nobody yet");
    const asked = await withPassphrase(["request", "--settings", file, "GET", "/projects.json"]);
    expect(asked.status).toBe(0);
    expect((await keyferry(server, ["token", "--settings", file])).stdout.trim()).toBe(accessToken);
    expect((await keyferry(server, ["inspect", file])).stderr).toContain("Renewed by: this machine");
    const other = await temporaryFolder();
    await recipientOf(other);
    const locked = await withPassphrase(["inspect", file, "--json"], other);
    expect(JSON.parse(locked.stdout).error.code).toBe("SETTINGS_FOREIGN");
  });
});

describe("taking a grant over", () => {
  test("says to stop the other machine; where it is too late, says that and exits with 4", async () => {
    const { home, settings } = await connectedHome();
    const server = await temporaryFolder();
    const recipient = await recipientOf(server);
    const carried = join(home, "server.txt");
    await exportFrom(home, settings, ["--to", recipient, "--name", "db-1"]);
    const taken = await keyferry(home, ["refresh", "--take-over", "--settings", settings]);
    expect([taken.status, taken.stderr]).toEqual([
      0,
      expect.stringMatching(/^! The file on db-1 can no longer renew\./),
    ]);

    await exportFrom(home, settings, ["--to", recipient]);
    expect((await keyferry(server, ["refresh", "--force", "--settings", carried])).status).toBe(0);
    const refused = await keyferry(home, ["refresh", "--take-over", "--settings", settings]);
    expect(refused.status).toBe(4);
    expect(refused.stderr).toMatch(
      /cannot be taken over: Basecamp no longer takes the token kept here .*\(db-1, where it has been since/,
    );
    expect(refused.stderr).toContain("Nothing was changed here.");
    const { error } = JSON.parse(
      (await keyferry(home, ["refresh", "--take-over", "--settings", settings, "--json"])).stdout,
    );
    expect(error.code).toBe("TAKE_OVER_REFUSED");
  });

  test("of a passing fault is no success: the exit status is 75, and the other machine keeps the grant", async () => {
    const { home, settings } = await connectedHome();
    await exportFrom(home, settings, ["--to", await recipientOf(await temporaryFolder())]);
    await control("POST", "faults", { service: "basecamp", at: "token", kind: "server-error", times: 0 });
    const refused = await keyferry(home, ["refresh", "--take-over", "--settings", settings]);
    await control("DELETE", "faults");
    expect(refused.status).toBe(75);
    const { renewedBy } = JSON.parse((await keyferry(home, ["inspect", settings, "--json"])).stdout);
    expect(renewedBy.who).toBe("elsewhere");
  });
});
