import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ensureBuilt } from "./built-kit.ts";
import { electronFolder } from "./find-electron.ts";
import { root } from "./run.ts";

// `npm start` itself, with a program that stands where Electron would: which way it goes, and what it says.

beforeAll(ensureBuilt, 120_000);

const temporary = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-start-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A program in Electron's place: writes its words into `argv`, then does what `script` says. */
const programThat = async (folder: string, script: string): Promise<string> => {
  const path = join(folder, "electron");
  await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/argv"\n${script}\n`, { mode: 0o755 });
  return path;
};

/** Starts `npm start`'s script; `until` text on its output it runs, else until it ends. */
const start = async (folder: string, environment: NodeJS.ProcessEnv, words: readonly string[], until?: RegExp) => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ELECTRON_BIN: _electron, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, "scripts", "start.ts"), ...words], {
    env: { ...inherited, KEYFERRY_HOME: folder, HOME: folder, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (until?.test(output)) child.kill("SIGTERM");
    });
  }
  const status = await ended;
  const argv = join(folder, "argv");
  return { status, output, given: existsSync(argv) ? readFileSync(argv, "utf8").trimEnd().split("\n") : undefined };
};

const address = /http:\/\/127\.0\.0\.1:\d+\//;
// No test opens a browser on the machine it runs on.
const quiet = ["--no-open"];
const asRoot = process.platform === "linux" && process.getuid?.() === 0;
const sandbox = asRoot ? ["--no-sandbox"] : [];

describe.skipIf(process.platform === "win32")("npm start", () => {
  it("starts Electron with the practice provider where there is a binary and a display", async () => {
    const folder = await temporary();
    const binary = await programThat(folder, "exit 0");
    const { status, output, given } = await start(folder, { ELECTRON_BIN: binary, DISPLAY: ":99" }, []);
    expect(given).toEqual([...sandbox, root, "--practice"]);
    expect(output).toContain("Starting the desktop program.");
    expect(output.includes("Chromium's sandbox is off")).toBe(asRoot);
    expect(status).toBe(0);
  });

  it("starts Electron on Wayland, and for the real services where that is asked for", async () => {
    const folder = await temporary();
    const binary = await programThat(folder, "exit 0");
    const environment = { ELECTRON_BIN: binary, WAYLAND_DISPLAY: "wayland-0" };
    const { given } = await start(folder, environment, ["--services", "--lang=ja"]);
    expect(given).toEqual([...sandbox, root, "--lang=ja"]);
  });

  it.skipIf(process.platform !== "linux")("serves the screens where there is a binary and no display", async () => {
    const folder = await temporary();
    const binary = await programThat(folder, "exit 0");
    const { status, output, given } = await start(folder, { ELECTRON_BIN: binary }, quiet, address);
    expect(given).toBeUndefined();
    expect(output).toContain("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).");
    expect(output).toMatch(address);
    expect(status).toBe(0);
  });

  it.skipIf(existsSync(electronFolder))("serves the screens where there is no binary", async () => {
    const folder = await temporary();
    const environment = { DISPLAY: ":99", ELECTRON_BIN: join(folder, "nothing") };
    const { output } = await start(folder, environment, quiet, address);
    expect(output).toContain("Electron's program is not on this machine");
    expect(output).toMatch(address);
  });

  it.each([
    ["exit 127", "failed at its start (127)"],
    ["kill -SEGV $$", "failed at its start (ended by SIGSEGV)"],
  ])("serves the screens where Electron fails at once: %s", async (script, words) => {
    const folder = await temporary();
    const binary = await programThat(folder, `echo "error while loading shared libraries: libnss3.so" >&2\n${script}`);
    const { output } = await start(folder, { ELECTRON_BIN: binary, DISPLAY: ":99" }, quiet, address);
    expect(output).toContain("libnss3.so");
    expect(output).toContain(words);
    expect(output).toContain("served to a browser instead");
    expect(output).toMatch(address);
  });

  it("serves the screens where Electron's file cannot be run", async () => {
    const folder = await temporary();
    const binary = join(folder, "electron");
    await writeFile(binary, "no program", { mode: 0o644 });
    const { output } = await start(folder, { ELECTRON_BIN: binary, DISPLAY: ":99" }, quiet, address);
    expect(output).toContain("EACCES");
    expect(output).toMatch(address);
  });

  it("ends with the desktop program where it is told to", async () => {
    const folder = await temporary();
    const binary = await programThat(folder, "echo up\nexec sleep 30");
    const { status, output } = await start(folder, { ELECTRON_BIN: binary, DISPLAY: ":99" }, [], /^up$/m);
    expect(output).not.toContain("served to a browser");
    expect(status).toBe(0);
  });
});
