import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fileKeySource, nodeTransport } from "../../engine/index.ts";
import type { ErrorCode } from "../../shared/error-catalog.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { createWorld, type Machine, type TestWorld, temporaryFolder } from "./test-kit.ts";

// Opening a passphrase file costs about a second by design, several of them more where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
let machine: Machine;

beforeEach(async () => {
  world = await createWorld();
  machine = await world.machine();
});

const expectRefused = async (work: () => unknown, code: ErrorCode, status: number, secrets: readonly string[] = []) => {
  const error = await failureOf(work);
  expectFailure(error, code, secrets);
  expect(error.exitStatus).toBe(status);
  return error;
};

const keysOf = (owner: Machine) => fileKeySource({ identityPath: join(owner.home, "identity.txt") });

describe("a settings file that cannot be used stays byte for byte", () => {
  const refuseFile = async (content: string, code: ErrorCode, on: Machine = machine) => {
    const path = join(await temporaryFolder(), "OAuthSettings.txt");
    await writeFile(path, content);
    const place = { OAuthSettingsLocation: path };
    const error = await expectRefused(() => on.token("basecamp", place), code, 3);
    expect(error.message).toContain(code.startsWith("IDENTITY") ? "identity" : path);
    await expectRefused(() => on.connect("basecamp", place), code, 3);
    expect(on.opened).toEqual([]);
    expect(await readFile(path, "utf8")).toBe(content);
  };
  const fileOfAnother = async (service = "basecamp") => {
    const other = await world.machine();
    await other.connect(service);
    return { other, bytes: await other.bytes(service) };
  };

  test("damaged", async () => {
    const { other, bytes } = await fileOfAnother();
    const middle = Math.floor(bytes.length / 2);
    const swapped = bytes[middle] === "A" ? "B" : "A";
    const reader = await world.machine({ ports: { keys: keysOf(other) } });
    await refuseFile(bytes.slice(0, middle) + swapped + bytes.slice(middle + 1), "SETTINGS_DAMAGED", reader);
  });

  test("truncated", async () => {
    const { other, bytes } = await fileOfAnother();
    const reader = await world.machine({ ports: { keys: keysOf(other) } });
    await refuseFile(bytes.slice(0, -200), "SETTINGS_DAMAGED", reader);
  });

  test("of another machine", async () => {
    await machine.engine.recipient();
    await refuseFile((await fileOfAnother()).bytes, "SETTINGS_FOREIGN");
  });

  test("with no identity to open it", async () => {
    await refuseFile((await fileOfAnother()).bytes, "IDENTITY_MISSING");
  });

  test("something else altogether", () => refuseFile("OAuthAccessToken=plain\n", "SETTINGS_NOT_OURS"));

  test("of another service", async () => {
    const { other, bytes } = await fileOfAnother("instagram");
    const reader = await world.machine({ ports: { keys: keysOf(other) } });
    await refuseFile(bytes, "SETTINGS_OTHER_SERVICE", reader);
  });

  test("of another service, whose tokens a take-over must not send elsewhere", async () => {
    const { other, bytes } = await fileOfAnother("instagram");
    const sent: string[] = [];
    const transport = nodeTransport();
    const reader = await world.machine({
      ports: {
        keys: keysOf(other),
        transport: {
          ...transport,
          send: (request, signal) => {
            sent.push(request.url);
            return transport.send(request, signal);
          },
        },
      },
    });
    const settings = other.settings("instagram");
    const connectionString = `InitiateOAuth=REFRESH;OAuthSettingsLocation=${settings}`;
    const target = { service: "basecamp", connectionString };
    const options = { force: false, takeOver: true };
    await expectRefused(() => reader.engine.refresh(target, options), "SETTINGS_OTHER_SERVICE", 3);
    expect(sent).toEqual([]);
    expect(await readFile(settings, "utf8")).toBe(bytes);
  });

  test("missing", async () => {
    const settings = join(await temporaryFolder(), "none.txt");
    await expectRefused(() => machine.engine.token({ settings }), "SETTINGS_MISSING", 3);
  });
});

test("a wrong passphrase leaves the file, and is shown nowhere", async () => {
  await machine.connect("basecamp");
  const request = { to: { passphrase: "correct horse battery" }, mode: "copy" as const };
  const { file } = await machine.engine.export({ settings: machine.settings("basecamp") }, request);
  const folder = await temporaryFolder();
  await writeFile(join(folder, "passphrase.txt"), "wrong horse battery");
  await writeFile(join(folder, "OAuthSettings.txt"), file);
  const server = await world.machine({ passphrasePath: join(folder, "passphrase.txt") });
  const target = { settings: join(folder, "OAuthSettings.txt") };
  await expectRefused(() => server.engine.token(target), "PASSPHRASE_WRONG", 3, ["horse battery"]);
  await rm(join(folder, "passphrase.txt"));
  await expectRefused(() => server.engine.token(target), "PASSPHRASE_UNREADABLE", 3);
  expect(await readFile(target.settings, "utf8")).toBe(file);
});
