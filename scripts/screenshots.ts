import { spawnSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureChromium } from "./find-chromium.ts";
import { root } from "./run.ts";
import { pictures, snap } from "./screenshots/camera.ts";
import { takeDesktop } from "./screenshots/desktop.ts";
import { beginnings } from "./screenshots/scenes/beginnings.ts";
import { consents } from "./screenshots/scenes/consents.ts";
import { exports } from "./screenshots/scenes/exports.ts";
import { faults } from "./screenshots/scenes/faults.ts";
import { forms } from "./screenshots/scenes/forms.ts";
import { homes } from "./screenshots/scenes/homes.ts";
import { tests } from "./screenshots/scenes/tests.ts";
import { openStage } from "./screenshots/stage.ts";

// Pictures of every screen, light and dark, in both languages, taken from the built program with the practice
// provider behind it: `npm run screenshots`, then look into screenshots/. `-- homes exports` takes those scenes
// alone, `-- desktop` the desktop program's own screens; with `-- --docs`, those of the documentation are taken anew.
// Each scene has a program of its own: one that breaks is told of, photographed as it stands, and the others go on.

const scenes = { beginnings, forms, consents, tests, exports, homes, faults };
const named = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const wanted = (name: string): boolean => named.length === 0 || named.includes(name);

if (named.length === 0) await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });
await mkdir(join(root, "docs", "images"), { recursive: true });

// A system without fontconfig has its own ways, and nothing is said there.
const fonts = spawnSync("fc-list", [":lang=ja"], { encoding: "utf8" });
if (fonts.status === 0 && fonts.stdout === "") {
  process.stderr.write("No font for Japanese is installed (fonts-noto-cjk, for example): its letters will be boxes.\n");
}

const attempt = async (name: string, play: () => Promise<void>): Promise<void> => {
  try {
    await play();
    process.stdout.write(`${name}: taken\n`);
  } catch (thrown) {
    process.exitCode = 1;
    process.stderr.write(`${name}: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  }
};

if (wanted("desktop")) await attempt("desktop", takeDesktop);
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
for (const [name, scene] of Object.entries(scenes).filter(([each]) => wanted(each))) {
  const stage = await openStage(browser);
  await attempt(name, async () => {
    try {
      await scene(stage);
    } catch (thrown) {
      await snap(stage.page, `broken-${name}`);
      throw thrown;
    }
  });
  await stage.close();
}
await browser.close();
process.stdout.write(`The pictures are in ${pictures}.\n`);
