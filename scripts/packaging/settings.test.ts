import { spawnSync } from "node:child_process";
import { existsSync, readlinkSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { root } from "../run.ts";
import { writeInstallScripts } from "./install-scripts.ts";
import { settingsFrom } from "./settings.ts";

const scripts = { afterInstall: "a", afterRemove: "b" };

const temporary = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-install-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

it("has no update server unless one is named", () => {
  expect(settingsFrom({}, scripts)).not.toHaveProperty("publish");
  expect(settingsFrom({ KEYFERRY_UPDATE_FEED: "https://updates.example/keyferry" }, scripts).publish).toEqual({
    provider: "generic",
    url: "https://updates.example/keyferry",
  });
});

it.each(["http://updates.example/", "file:///tmp/updates", "updates"])("refuses updates from %s", (feed) => {
  expect(() => settingsFrom({ KEYFERRY_UPDATE_FEED: feed }, scripts)).toThrow("must be an https address");
});

it("signs ad hoc without the hardened runtime only where there is no certificate", () => {
  expect(settingsFrom({}, scripts).mac).toEqual({ identity: "-", hardenedRuntime: false });
  expect(settingsFrom({ CSC_LINK: "certificate" }, scripts)).toEqual({ deb: scripts, rpm: scripts });
});

it("names the repository's owner as the one to ask", () => {
  expect(settingsFrom({ GITHUB_REPOSITORY: "harbour/keyferry" }, scripts)).toMatchObject({
    extraMetadata: { homepage: "https://github.com/harbour/keyferry" },
    linux: { maintainer: "harbour <harbour@users.noreply.github.com>" },
  });
});

it("keeps electron-builder's own install scripts and adds the link of the command", async () => {
  const { afterInstall, afterRemove } = await writeInstallScripts(await temporary());
  const [install, remove] = await Promise.all([readFile(afterInstall, "utf8"), readFile(afterRemove, "utf8")]);
  expect(install).toMatch(/^#!\/bin\/bash[\s\S]*chrome-sandbox[\s\S]*ln -sf "\$command_file" "\$command_link"/);
  expect(remove).toMatch(/^#!\/bin\/bash[\s\S]*update-alternatives --remove[\s\S]*rm -f "\$command_link"/);
});

/** Runs one of our install scripts on a machine that is a folder, as dpkg does with `DPKG_ROOT`. */
const onMachine = (machine: string, script: string) =>
  spawnSync("/bin/sh", [join(root, "assets", "linux", script)], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, DPKG_ROOT: machine },
  });

const machineWith = async (...files: readonly string[]): Promise<string> => {
  const machine = await temporary();
  await mkdir(join(machine, "usr", "bin"), { recursive: true });
  await mkdir(join(machine, "opt", "Keyferry", "resources", "bin"), { recursive: true });
  for (const path of files) await writeFile(join(machine, path), "");
  return machine;
};

const command = "opt/Keyferry/resources/bin/keyferry";

it.skipIf(process.platform === "win32")(
  "links the command, keeps it in an upgrade, removes it at the end",
  async () => {
    const machine = await machineWith(command);
    const link = join(machine, "usr", "bin", "keyferry");
    for (const script of ["link-command.sh", "link-command.sh", "unlink-command.sh"]) {
      expect(onMachine(machine, script)).toMatchObject({ status: 0, stderr: "" });
      expect(readlinkSync(link)).toBe(`/${command}`);
    }
    await rm(join(machine, command));
    expect(onMachine(machine, "unlink-command.sh").status).toBe(0);
    expect(() => readlinkSync(link)).toThrow("ENOENT");
  },
);

it.skipIf(process.platform === "win32")("leaves a keyferry that is somebody else's as it is", async () => {
  const machine = await machineWith("usr/bin/keyferry");
  expect(onMachine(machine, "link-command.sh").stdout).toContain("is something else already and stays");
  onMachine(machine, "unlink-command.sh");
  expect(existsSync(join(machine, "usr", "bin", "keyferry"))).toBe(true);
});
