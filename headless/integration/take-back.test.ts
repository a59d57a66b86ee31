import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { carried, carriedByPassphrase } from "./carried.ts";
import { createWorld, type Machine, type TestWorld, temporaryFolder } from "./test-kit.ts";

// Opening a passphrase file costs about a second by design, several of them more where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const days = 86_400;
const force = { force: true, takeOver: false };
const takeOver = { force: false, takeOver: true };

const rotation = (world: TestWorld, kind: "single-use" | "revoke-family" | "none") =>
  world.control("PATCH", "settings", { services: { basecamp: { rotation: kind } } });

const secretsOf = async (machine: Machine, settings: string): Promise<readonly string[]> => {
  const { Properties } = await machine.engine.inspect(settings);
  return ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"].flatMap((name) => Properties[name] ?? []);
};

describe("taking back what the server has renewed since", () => {
  test("is refused in words that say why; the file stays, and the server goes on", async () => {
    const { world, desktop, server, sent, got } = await carried("basecamp", { name: "db-1" });
    await rotation(world, "single-use");
    for (let renewal = 0; renewal < 3; renewal += 1) await server.engine.refresh(got, force);
    const before = await desktop.bytes("basecamp");
    const secrets = await secretsOf(desktop, sent.settings);

    const error = await failureOf(() => desktop.engine.refresh(sent, takeOver));
    expectFailure(error, "TAKE_OVER_REFUSED", secrets);
    expect(error.exitStatus).toBe(4);
    expect(error.message).toMatch(/Basecamp no longer takes the token kept here .*renewed on another machine \(db-1, /);
    expect(error.message).toContain(`since ${new Date(world.now()).toISOString().slice(0, 10)}`);
    expect(error.remedy).toMatch(/^Nothing was changed here\./);
    expect(await desktop.bytes("basecamp")).toBe(before);
    expect((await server.engine.refresh(got, force)).Grant.Generation).toBe(5);
  });

  test("can end the grant on both where the service revokes the family: both are told what happened", async () => {
    const { world, desktop, server, sent, got } = await carried("basecamp", { name: "db-1" });
    await rotation(world, "revoke-family");
    const other = await desktop.connect("instagram");
    await server.engine.refresh(got, force);
    const before = await desktop.bytes("basecamp");

    const error = await failureOf(() => desktop.engine.refresh(sent, takeOver));
    expectFailure(error, "TAKE_OVER_REFUSED");
    expect(error.message).toContain("may have ended the grant there too");
    expect(await desktop.bytes("basecamp")).toBe(before);
    expect(await desktop.token("instagram")).toBe(other.Properties.OAuthAccessToken);

    const ended = await failureOf(() => server.engine.refresh(got, force));
    expectFailure(ended, "GRANT_ENDED", await secretsOf(server, got.settings));
    expect(ended.message).toContain("another machine may have taken this grant over");
    expect((await server.engine.inspect(got.settings)).Grant.Generation).toBe(2);
  });

  test("fails where the network does, and leaves the grant where it is", async () => {
    const { world, desktop, sent } = await carried("basecamp");
    const before = await desktop.bytes("basecamp");
    await world.fault({ service: "basecamp", at: "token", kind: "html", times: 0 });
    expectFailure(await failureOf(() => desktop.engine.refresh(sent, takeOver)), "ANSWER_UNREADABLE");
    expect(await desktop.bytes("basecamp")).toBe(before);
    await world.control("DELETE", "faults", {});
    expect((await desktop.engine.refresh(sent, takeOver)).Grant.Owner).toBe(await desktop.engine.recipient());
  });
});

describe("taking back what the server has not used", () => {
  test("works, advises to stop the server, and the server is told what may have happened", async () => {
    const { desktop, server, sent, got } = await carried("basecamp", { name: "db-1" });
    const advice: string[] = [];
    const taken = await desktop.engine.refresh(sent, { ...takeOver, onAdvice: ({ en }) => advice.push(en) });
    expect(taken.Grant).toMatchObject({ Owner: await desktop.engine.recipient(), Generation: 2 });
    expect(taken.Grant).not.toHaveProperty("HandedOver");
    expect(advice).toEqual([expect.stringContaining("The file on db-1 can no longer renew. Stop using it there")]);

    const error = await failureOf(() => server.engine.refresh(got, force));
    expectFailure(error, "GRANT_ENDED", await secretsOf(server, got.settings));
    expect(error.message).toContain(
      "another machine may have taken this grant over, such as the one it came from, age1",
    );
    expect(error.toData().message.ja).toContain("別のマシンがこの許可を引き継いだ可能性があります");
  });

  test("is told by the test, the request and the token of the server alike", async () => {
    const { world, desktop, server, sent, got } = await carried("basecamp");
    await desktop.engine.refresh(sent, takeOver);
    world.pass(15 * days);
    const words = "another machine may have taken this grant over";
    expect((await failureOf(() => server.engine.token(got))).message).toContain(words);
    const asked = await failureOf(() => server.engine.request(got, { method: "GET", path: "/projects.json" }));
    expect(asked.message).toContain(words);
    const steps: string[] = [];
    const never = {
      openBrowser: false,
      onWaiting: () => {},
      onExchanging: () => {},
      signal: new AbortController().signal,
    };
    for await (const event of server.engine.test(got, never)) {
      if (event.type === "step" && event.step.status === "failed") steps.push(event.step.cause?.en ?? "");
    }
    expect(steps).toEqual([expect.stringContaining(words)]);
  });

  test("asks nothing of a service whose grants are copyable", async () => {
    const { world, desktop, server, sent, got } = await carried("instagram", { mode: "hand-over" });
    world.pass(31 * days);
    const kept = await failureOf(() => desktop.engine.refresh(sent, force));
    expectFailure(kept, "OTHER_OWNER");
    expect((await desktop.engine.refresh(sent, takeOver)).Grant.Owner).toBe(await desktop.engine.recipient());
    expect(await world.count("instagram", "refresh")).toBe(0);
    expect((await desktop.engine.token(sent)).how).toBe("renewed");
    expect((await server.engine.token(got)).how).toBe("renewed");
  });

  test("twice renews twice, and blames nobody", async () => {
    const { desktop, sent } = await carried("basecamp");
    await desktop.engine.refresh(sent, takeOver);
    expect((await desktop.engine.refresh(sent, takeOver)).Grant.Generation).toBe(3);
  });
});

describe("one file on several machines", () => {
  const passphrase = "correct horse battery";

  test("a passphrase export is warned of, and the second machine that uses it learns what happened", async () => {
    const { world, servers, result } = await carriedByPassphrase("basecamp", passphrase, 2);
    await rotation(world, "revoke-family");
    expect(result.warning?.en).toContain("on one machine only");
    const [first, second] = servers;
    for (const { machine, got } of servers) {
      await machine.engine.token(got);
      expect((await machine.engine.inspect(got.settings)).Grant.Owner).toBe(await machine.engine.recipient());
    }
    world.pass(15 * days);
    expect((await first?.machine.engine.token(first.got))?.how).toBe("renewed");
    const error = await failureOf(() => second?.machine.engine.token(second.got));
    expectFailure(error, "GRANT_ENDED", [passphrase]);
    expect(error.message).toContain("another machine may have taken this grant over");
  });

  test("an export to several recipients is warned of, each copy is claimed by whoever uses it", async () => {
    const world = await createWorld();
    const [desktop, one, other] = [await world.machine(), await world.machine(), await world.machine()];
    await desktop.connect("basecamp");
    const sent = { settings: desktop.settings("basecamp") };
    const recipients = [await one.engine.recipient(), await other.engine.recipient()];
    const result = await desktop.engine.export(sent, { to: { recipients }, names: ["db-1", "db-2"] });
    expect(result.warning?.en).toContain("Only one of these 2 machines may use the file.");
    const copies = await Promise.all(
      [one, other].map(async (machine) => {
        const settings = join(machine.home, "OAuthSettings.txt");
        await writeFile(settings, result.file);
        await machine.engine.token({ settings });
        return machine.engine.inspect(settings);
      }),
    );
    expect(copies.map(({ Grant }) => Grant.Owner)).toEqual(recipients);
    for (const { Recipients } of copies) expect(Recipients).toEqual(recipients);
    expectFailure(await failureOf(() => desktop.engine.refresh(sent, force)), "OTHER_OWNER");
    expect((await failureOf(() => desktop.engine.refresh(sent, force))).message).toContain("db-1 or db-2");
  });

  test("copyable grants are warned of nowhere", async () => {
    const { result } = await carriedByPassphrase("instagram", passphrase, 0);
    expect(result.warning).toBeUndefined();
  });

  test("a recipient that is given twice is one machine, which owns the grant at once", async () => {
    const world = await createWorld();
    const [desktop, server] = [await world.machine(), await world.machine()];
    await desktop.connect("basecamp");
    const recipient = await server.engine.recipient();
    const result = await desktop.engine.export(
      { settings: desktop.settings("basecamp") },
      { to: { recipients: [recipient, recipient] }, names: ["db-1", "db-1"] },
    );
    expect(result).toMatchObject({ sealedTo: [recipient], names: ["db-1"] });
    expect(result.warning).toBeUndefined();
    const settings = join(await temporaryFolder(), "OAuthSettings.txt");
    await writeFile(settings, result.file);
    expect((await server.engine.inspect(settings)).Grant.Owner).toBe(recipient);
  });
});

describe("the ledger of where a grant lives", () => {
  test("keeps when, to whom, under what name and in which file it was handed over", async () => {
    const { world, desktop, server, sent } = await carried("basecamp", { name: " db-1\n" });
    const recipient = await server.engine.recipient();
    const document = await desktop.engine.inspect(sent.settings);
    expect(document.Grant).toMatchObject({
      Owner: recipient,
      HandedOver: { At: world.now(), To: [recipient], Names: ["db-1"], File: "OAuthSettings.txt" },
    });
    expect(await desktop.engine.placeOf(document)).toEqual({
      kind: "elsewhere",
      machines: [{ recipient, name: "db-1" }],
      handedOver: { at: world.now(), fileName: "OAuthSettings.txt" },
    });
    expect(await desktop.engine.recipientNames()).toEqual({ [recipient]: "db-1" });
  });

  test("says “this machine” on the machine that owns it, and “nobody” before the first use", async () => {
    const { server, got } = await carried("basecamp");
    expect(await server.engine.placeOf(await server.engine.inspect(got.settings))).toEqual({ kind: "here" });
    const { servers } = await carriedByPassphrase("basecamp", "correct horse battery", 1);
    const [only] = servers;
    const document = await only?.machine.engine.inspect(only.got.settings);
    expect(document && (await only?.machine.engine.placeOf(document))).toEqual({ kind: "nobody" });
  });

  test("a name that cannot be kept stops the export before anything is handed over", async () => {
    const world = await createWorld();
    const desktop = await world.machine();
    await desktop.connect("basecamp");
    const before = await desktop.bytes("basecamp");
    await writeFile(join(desktop.home, "recipients.json"), "damaged");
    const to = { recipients: [await (await world.machine()).engine.recipient()] };
    const settings = { settings: desktop.settings("basecamp") };
    const tooMany = await failureOf(() => desktop.engine.export(settings, { to, names: ["db-1", "db-2"] }));
    expectFailure(tooMany, "USAGE");
    expect(await desktop.bytes("basecamp")).toBe(before);
    await desktop.engine.export(settings, { to, names: ["db-1"] });
    expect(Object.values(await desktop.engine.recipientNames())).toEqual(["db-1"]);
  });
});

describe("what lives on another machine", () => {
  test.each(["hand-over", "copy"] as const)("is not given on by %s: the token here may be spent", async (mode) => {
    const { world, desktop, sent } = await carried("basecamp", { name: "db-1" });
    const before = await desktop.bytes("basecamp");
    const to = { recipients: [await (await world.machine()).engine.recipient()] };
    const error = await failureOf(() => desktop.engine.export(sent, { to, mode }));
    expectFailure(error, "OTHER_OWNER");
    expect(error.message).toContain("db-1");
    expect(await desktop.bytes("basecamp")).toBe(before);
  });

  test("a copy of a single-owner grant tells the other machine, when it is too late, that it was one", async () => {
    const { world, desktop, server, sent, got } = await carried("basecamp", { mode: "copy" });
    await rotation(world, "revoke-family");
    await desktop.engine.refresh(sent, force);
    const error = await failureOf(() => server.engine.refresh(got, force));
    expectFailure(error, "GRANT_ENDED");
    expect(error.message).toContain("this is a copy, and the machine it was copied from, age1");
  });

  test("an API key is a copy however it is exported: there is nothing to hand over", async () => {
    const world = await createWorld();
    const desktop = await world.machine();
    await desktop.connect("backlog", { Url: "https://kumo.backlog.com", ApiKey: "practice-backlog-key" });
    const target = { settings: desktop.settings("backlog") };
    const to = { recipients: [await (await world.machine()).engine.recipient()] };
    for (let time = 0; time < 2; time += 1) {
      const result = await desktop.engine.export(target, { to, mode: "hand-over" });
      expect(result.mode).toBe("copy");
      expect(result.warning).toBeUndefined();
    }
  });
});
