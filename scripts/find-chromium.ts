import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Where Debian, macOS and Windows keep a Chromium that can be driven. */
const places = [
  "/usr/lib/chromium/chromium",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chromium: `CHROMIUM_BIN`, else a usual place; undefined where there is none. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM_BIN, ...places].find((path) => path && existsSync(path));

/** The same, installed from Debian's packages where that is possible. Throws with what to install by hand. */
export const ensureChromium = (): string => {
  const found = findChromium() ?? installFromDebian();
  if (found) return found;
  throw new Error(
    "The end-to-end tests need Chromium, and none was found. Install it (Debian: apt-get install -y chromium; elsewhere Google Chrome), or set CHROMIUM_BIN to its path.",
  );
};

const installFromDebian = (): string | undefined => {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  process.stderr.write("No Chromium found: installing Debian's package (apt-get install chromium) …\n");
  const apt = (...words: string[]) =>
    spawnSync("apt-get", words, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk");
  return findChromium();
};
