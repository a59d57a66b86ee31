import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { parseConnectionString } from "../../shared/connection-string/parse.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { carried } from "./carried.ts";
import { createWorld, type Machine, quietOptions, type TestWorld, temporaryFolder } from "./test-kit.ts";

// Opening a passphrase file costs about a second by design, several of them more where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const days = 86_400;
const keep = { force: false, takeOver: false };
const takeOver = { force: false, takeOver: true };

describe("handing a single-owner grant over to a server", () => {
  test("is the default, and makes the server its owner", async () => {
    const { world, desktop, server, result, got, first } = await carried("basecamp");
    const recipient = await server.engine.recipient();
    expect(result).toMatchObject({ mode: "hand-over", sealedTo: [recipient] });
    expect(result.warning).toBeUndefined();
    const document = await server.engine.inspect(got.settings);
    expect(document.Grant).toEqual({
      Id: first.Grant.Id,
      Generation: 1,
      Owner: recipient,
      Received: { From: await desktop.engine.recipient(), At: world.now(), Mode: "hand-over" },
    });
    expect(document.Properties).toEqual(first.Properties);
  });

  test("lets the server renew, and the desktop use what is still good but renew no more", async () => {
    const { world, desktop, server, first, sent, got } = await carried("basecamp");
    expect((await desktop.engine.token(sent)).tokens.accessToken).toBe(first.Properties.OAuthAccessToken);
    world.pass(15 * days);
    expect((await server.engine.token(got)).how).toBe("renewed");
    for (const ask of [
      () => desktop.engine.token(sent),
      () => desktop.engine.refresh(sent, { ...keep, force: true }),
    ]) {
      const error = await failureOf(ask);
      expectFailure(error, "OTHER_OWNER", [first.Properties.OAuthRefreshToken ?? ""]);
      expect(error.exitStatus).toBe(4);
    }
    expect(await world.count("basecamp", "refresh")).toBe(1);
  });

  test("can be taken back, and then the desktop renews", async () => {
    const { world, desktop, sent, first } = await carried("basecamp");
    await world.control("PATCH", "settings", { services: { basecamp: { rotation: "none" } } });
    const taken = await desktop.engine.refresh(sent, takeOver);
    expect(taken.Grant).toEqual({ Id: first.Grant.Id, Generation: 2, Owner: await desktop.engine.recipient() });
    world.pass(15 * days);
    expect((await desktop.engine.token(sent)).how).toBe("renewed");
  });

  test("cannot be done twice from the same desktop", async () => {
    const { desktop, server, sent } = await carried("basecamp");
    const to = { recipients: [await server.engine.recipient()] };
    expectFailure(await failureOf(() => desktop.engine.export(sent, { to })), "OTHER_OWNER");
  });

  test("lets go of nothing where the file could not be delivered", async () => {
    const world = await createWorld();
    const desktop = await world.machine();
    await desktop.connect("basecamp");
    const before = await desktop.bytes("basecamp");
    const request = {
      to: { recipients: [await desktop.engine.recipient()] },
      deliver: () => Promise.reject(new Error("disk gone")),
    };
    const exporting = desktop.engine.export({ settings: desktop.settings("basecamp") }, request);
    await expect(exporting).rejects.toThrow("disk gone");
    expect(await desktop.bytes("basecamp")).toBe(before);
  });

  test("cannot be opened by the desktop, and says for whom it is not", async () => {
    const { desktop, got } = await carried("basecamp");
    expectFailure(await failureOf(() => desktop.engine.token(got)), "SETTINGS_FOREIGN");
  });

  test("comes with a connection string that works on the server, and no secret in it", async () => {
    const { server, result, got, first } = await carried("basecamp");
    const properties = parseConnectionString(server.engine.service("basecamp"), result.connectionString);
    expect(properties).toMatchObject({ InitiateOAuth: "REFRESH", Schema: "V3", AccountId: "1234567" });
    const told = JSON.stringify([result.connectionString, result.commands]);
    for (const name of ["OAuthAccessToken", "OAuthRefreshToken", "OAuthClientSecret"])
      expect(told).not.toContain(first.Properties[name]);
    const connectionString = result.connectionString.replace("~/OAuthSettings.txt", got.settings);
    const { tokens } = await server.engine.token({ service: "basecamp", connectionString });
    expect(tokens.accessToken).toBe(first.Properties.OAuthAccessToken);
  });

  test("to several machines makes the first that uses it the owner", async () => {
    const world = await createWorld();
    const [desktop, one, other] = [await world.machine(), await world.machine(), await world.machine()];
    await desktop.connect("basecamp");
    const recipients = [await one.engine.recipient(), await other.engine.recipient()];
    const { file } = await desktop.engine.export({ settings: desktop.settings("basecamp") }, { to: { recipients } });
    const shared = { settings: join(await temporaryFolder(), "OAuthSettings.txt") };
    await writeFile(shared.settings, file);
    expect((await one.engine.inspect(shared.settings)).Grant.Owner).toBeNull();
    await other.engine.token(shared);
    expect(await one.engine.inspect(shared.settings)).toMatchObject({
      Grant: { Owner: recipients[1] },
      Recipients: recipients,
    });
    world.pass(15 * days);
    expectFailure(await failureOf(() => one.engine.token(shared)), "OTHER_OWNER");
    expect((await other.engine.token(shared)).how).toBe("renewed");
  });
});

describe("a copy", () => {
  test("of a single-owner grant warns, and leaves the desktop able to renew", async () => {
    const { world, desktop, result, sent } = await carried("basecamp", { mode: "copy" });
    expect(result.warning?.en).toContain("37signals");
    expect(result.warning?.ja).toBeTruthy();
    world.pass(15 * days);
    expect((await desktop.engine.token(sent)).how).toBe("renewed");
  });

  test("is the default where grants are copyable, and both machines renew", async () => {
    const { world, desktop, server, result, sent, got } = await carried("instagram");
    expect(result.mode).toBe("copy");
    expect(result.warning).toBeUndefined();
    world.pass(31 * days);
    expect((await server.engine.token(got)).how).toBe("renewed");
    expect((await desktop.engine.token(sent)).how).toBe("renewed");
  });
});

describe("an export with a passphrase", () => {
  const passphrase = "correct horse battery";

  const arrived = async (world: TestWorld): Promise<{ desktop: Machine; server: Machine; file: string }> => {
    const desktop = await world.machine();
    await desktop.connect("basecamp");
    const sent = { settings: desktop.settings("basecamp") };
    const result = await desktop.engine.export(sent, { to: { passphrase } });
    expect(result).toMatchObject({ mode: "hand-over", sealedTo: "passphrase" });
    expect(JSON.stringify(result)).not.toContain(passphrase);
    const passphrasePath = join(await temporaryFolder(), "passphrase.txt");
    await writeFile(passphrasePath, `${passphrase}\n`);
    const server = await world.machine({ passphrasePath });
    const file = join(server.home, "OAuthSettings.txt");
    await writeFile(file, result.file);
    return { desktop, server, file };
  };

  test("is left byte for byte by test and inspect; the first token makes the server its owner", async () => {
    const world = await createWorld();
    const { server, file } = await arrived(world);
    const before = await readFile(file, "utf8");

    for await (const event of server.engine.test({ settings: file }, quietOptions())) {
      if (event.type === "report") expect(event.report).toMatchObject({ ok: true, service: "basecamp" });
    }
    expect((await server.engine.inspect(file)).Grant.Owner).toBeNull();
    expect(await readFile(file, "utf8")).toBe(before);

    const { how, notClaimed } = await server.engine.token({ settings: file });
    expect({ how, notClaimed }).toEqual({ how: "saved", notClaimed: undefined });
    expect(await readFile(file, "utf8")).toContain("BEGIN AGE ENCRYPTED FILE");
    const keysOnly = await world.machine();
    expectFailure(await failureOf(() => keysOnly.engine.inspect(file)), "IDENTITY_MISSING");
    expect((await server.engine.inspect(file)).Grant.Owner).toBe(await server.engine.recipient());
  });

  test("ends the sender's right to renew, though it cannot be known who received it", async () => {
    const world = await createWorld();
    const { desktop } = await arrived(world);
    world.pass(15 * days);
    const error = await failureOf(() => desktop.engine.token({ settings: desktop.settings("basecamp") }));
    expectFailure(error, "OTHER_OWNER", [passphrase]);
    expect(error.message).toContain("passphrase");
  });

  test("wants a passphrase of eight characters at least", async () => {
    const desktop = await (await createWorld()).machine();
    await desktop.connect("basecamp");
    const before = await desktop.bytes("basecamp");
    const target = { settings: desktop.settings("basecamp") };
    const error = await failureOf(() => desktop.engine.export(target, { to: { passphrase: "7 chars" } }));
    expectFailure(error, "PASSPHRASE_WEAK", ["7 chars"]);
    expect(await desktop.bytes("basecamp")).toBe(before);
  });
});
