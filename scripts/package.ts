import { existsSync } from "node:fs";
import { join } from "node:path";
import { build as pack } from "electron-builder";
import { build } from "./build.ts";
import { electronFolder } from "./find-electron.ts";
import { writeInstallScripts } from "./packaging/install-scripts.ts";
import { packLayout } from "./packaging/layout.ts";
import { settingsFrom } from "./packaging/settings.ts";
import { root } from "./run.ts";

// `npm run package`: builds, and makes what electron-builder.yml names for this system. Where Electron's binary is
// missing (`npx install-electron` fetches it) the same files are laid out around nothing, to be looked at.

const release = join(root, "release");

// Hosted machines set what they have no secret for to nothing, which electron-builder takes for a certificate.
for (const name of ["CSC_LINK", "CSC_KEY_PASSWORD", "APPLE_API_KEY", "APPLE_API_KEY_ID", "APPLE_API_ISSUER"]) {
  if (process.env[name] === "") delete process.env[name];
}

build();
const settings = settingsFrom(process.env, await writeInstallScripts(join(release, ".install-scripts")));
if (existsSync(join(electronFolder, "version"))) {
  const made = await pack({
    projectDir: root,
    publish: "never",
    // The Mac's packages are made for both kinds of it: electron-builder fetches the binary of each.
    config: process.platform === "darwin" ? settings : { ...settings, electronDist: electronFolder },
  });
  process.stdout.write(`\n${made.join("\n")}\n`);
} else {
  const folder = await packLayout(release, { settings });
  process.stdout.write(`\nLayout only: no Electron binary here, so nothing in it starts.\n${folder}\n`);
}
