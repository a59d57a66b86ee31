import { expect, it } from "vitest";
import { chooseShell, failedAtStart, sandboxWords } from "./choose-shell.ts";

it("serves the screens where Electron's program is missing, and says so", () => {
  const shell = chooseShell({ platform: "darwin", environment: {}, electronBinary: undefined });
  expect(shell.kind).toBe("served");
  expect(shell.words).toContain("Electron's program is not on this machine");
});

it("serves the screens where a Linux machine has no display, and says so", () => {
  const shell = chooseShell({ platform: "linux", environment: {}, electronBinary: "/opt/electron" });
  expect(shell.kind).toBe("served");
  expect(shell.words).toContain("no display");
});

it.each([{ DISPLAY: ":0" }, { WAYLAND_DISPLAY: "wayland-0" }])("starts the desktop on %o", (environment) => {
  expect(chooseShell({ platform: "linux", environment, electronBinary: "/opt/electron" })).toMatchObject({
    kind: "electron",
    binary: "/opt/electron",
  });
});

it("switches Chromium's sandbox off for root on Linux alone, and says so", () => {
  expect(sandboxWords("linux", 0)).toMatchObject({ given: ["--no-sandbox"], words: expect.stringContaining("root") });
  expect(sandboxWords("linux", 1000)).toEqual({ given: [] });
  expect(sandboxWords("darwin", 0)).toEqual({ given: [] });
  expect(sandboxWords("win32", undefined)).toEqual({ given: [] });
});

it.each([
  [127, 40, true],
  ["spawn EACCES", 5, true],
  ["ended by SIGSEGV", 900, true],
  [0, 300, false],
  [1, 60_000, false],
])("an end of %s after %i ms: failed at its start is %s", (end, afterMs, failed) => {
  expect(failedAtStart(end, afterMs)).toBe(failed);
});
