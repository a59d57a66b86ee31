import type * as FileSystem from "node:fs/promises";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { connect } from "../library.ts";
import { createWorld, temporaryFolder } from "./test-kit.ts";

// Opening a passphrase file costs about a second by design, several of them more where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const days = 86_400;
const disk = vi.hoisted(() => ({ readOnly: "" }));

/** A folder where nothing can be made: real modes do not stop the superuser, whom tests may run as. */
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  const open: typeof real.open = (path, ...words) =>
    disk.readOnly !== "" && String(path).startsWith(disk.readOnly)
      ? Promise.reject(Object.assign(new Error("read-only file system"), { code: "EROFS" }))
      : real.open(path, ...words);
  return { ...real, open, default: { ...real, open } };
});

/** Uses the file through the library and gives the codes of what the process was warned of. */
const warningsOfLibrary = async (origin: string, home: string, passphrase: string, settings: string) => {
  vi.stubEnv("KEYFERRY_HOME", home);
  vi.stubEnv("KEYFERRY_PRACTICE", origin);
  vi.stubEnv("KEYFERRY_PASSPHRASE_FILE", passphrase);
  const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const connection = await connect("basecamp", { InitiateOAuth: "REFRESH", OAuthSettingsLocation: settings });
  await connection.accessToken();
  expect((await connection.fetch("/projects.json")).status).toBe(200);
  await connection.close();
  return emitted.mock.calls.map(([, options]) => (options as unknown as { readonly code: string }).code);
};

test("a passphrase file that cannot be written goes on with the passphrase, says so, and never renews", async () => {
  const world = await createWorld();
  const desktop = await world.machine();
  const first = await desktop.connect("basecamp");
  const { file } = await desktop.engine.export(
    { settings: desktop.settings("basecamp") },
    { to: { passphrase: "correct horse battery" } },
  );
  const folder = await temporaryFolder();
  const passphrasePath = join(await temporaryFolder(), "passphrase.txt");
  const settings = join(folder, "OAuthSettings.txt");
  await writeFile(passphrasePath, "correct horse battery");
  await writeFile(settings, file);
  const server = await world.machine({ passphrasePath });
  await server.engine.recipient();

  disk.readOnly = folder;
  const acquired = await server.engine.token({ settings });
  expect(acquired.tokens.accessToken).toBe(first.Properties.OAuthAccessToken);
  expectFailure(acquired.notClaimed ?? expect.unreachable(), "SETTINGS_UNWRITABLE");
  const asked = await server.engine.request({ settings }, { method: "GET", path: "/projects.json" });
  expect(asked.status).toBe(200);
  expectFailure(asked.notClaimed ?? expect.unreachable(), "SETTINGS_UNWRITABLE");
  const told: string[] = [];
  const onNotClaimed = ({ code }: { readonly code: string }) => told.push(code);
  await server.engine.refresh({ settings }, { force: false, takeOver: false, onNotClaimed });
  expect(told).toEqual(["SETTINGS_UNWRITABLE"]);
  const forced = server.engine.refresh({ settings }, { force: true, takeOver: false });
  expectFailure(await failureOf(() => forced), "SETTINGS_UNWRITABLE");

  expect(await warningsOfLibrary(world.origin, server.home, passphrasePath, settings)).toEqual(["SETTINGS_UNWRITABLE"]);

  world.pass(15 * days);
  const error = await failureOf(() => server.engine.token({ settings }));
  disk.readOnly = "";
  expectFailure(error, "SETTINGS_UNWRITABLE");
  expect(error.exitStatus).toBe(3);
  expect(await world.count("basecamp", "refresh")).toBe(0);
  expect(await readFile(settings, "utf8")).toBe(file);
  expect(await readdir(folder)).toEqual(["OAuthSettings.txt"]);
});

test("connecting into a folder that cannot be written opens no browser", async () => {
  const machine = await (await createWorld()).machine();
  await machine.engine.recipient();
  disk.readOnly = machine.home;
  const error = await failureOf(() => machine.connect("basecamp"));
  disk.readOnly = "";
  expectFailure(error, "SETTINGS_UNWRITABLE");
  expect(machine.opened).toEqual([]);
});
