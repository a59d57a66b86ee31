import { expect, it } from "vitest";
import { chooseShell } from "./choose-shell.ts";

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
