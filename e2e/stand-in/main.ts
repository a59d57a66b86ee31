import inspector from "node:inspector";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import electronPackage from "electron/package.json" with { type: "json" };
import { type Chromium, startChromium } from "./cdp.ts";
import { receiveDownloads } from "./downloads.ts";
import { createElectron } from "./electron-module.ts";
import { type Launch, readLaunch } from "./launch.ts";
import { createTargets, type Targets } from "./targets.ts";

const fail = (error: unknown): never => {
  process.stderr.write(`stand-in for Electron: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

const [, , exe = "", ...words] = process.argv;

/** Chromium's own words: no window yet, nothing that calls home, Playwright's port where it drives. */
const switchesOf = ({ driven }: Launch, profile: string, languages: readonly string[]): readonly string[] => [
  "--headless",
  "--no-startup-window",
  `--user-data-dir=${profile}`,
  `--lang=${languages[0]}`,
  `--accept-lang=${languages.join(",")}`,
  ...(driven ? ["--remote-debugging-port=0"] : []),
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ...["--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-sync"],
  ...["--disable-component-update", "--disable-default-apps", "--disable-extensions", "--disable-breakpad"],
  ...["--disable-dev-shm-usage", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"],
  ...["--disable-popup-blocking", "--disable-search-engine-choice-screen", "--metrics-recording-only"],
  ...["--disable-field-trial-config", "--disable-hang-monitor", "--disable-prompt-on-repost"],
  ...["--disable-features=HttpsUpgrades,OptimizationHints,Translate,MediaRouter,PaintHolding"],
  ...["--force-color-profile=srgb", "--password-store=basic", "--use-mock-keychain", "--hide-crash-restore-bubble"],
];

/** Makes this process look like Electron's. */
const dressUp = ({ exe: path, words: given, resources, packaged }: Launch): void => {
  process.argv = [path, ...given];
  const versions = { ...process.versions, electron: `${electronPackage.version}-standin`, chrome: "0.0.0-standin" };
  const own = { versions, type: "browser", resourcesPath: resources, ...(packaged ? {} : { defaultApp: true }) };
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
};

/** Puts Electron's module in the place of the package of that name, which only downloads a binary. */
const provideElectron = (electron: object): void => {
  Object.assign(globalThis, { [Symbol.for("stand-in for Electron")]: electron });
  const url = new URL("electron-module.cjs", import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/main|\/common)?$/.test(specifier)
        ? { url, format: "commonjs", shortCircuit: true }
        : next(specifier, context),
  });
};

/** Resolves when Playwright has joined both ends; at once where nobody drives. */
const mayBegin = ({ driven }: Launch): Promise<unknown> => {
  if (!driven) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(globalThis, { __playwright_run: resolve });
  return Promise.race([promise, sleep(15_000, undefined, { ref: false })]);
};

const start = async (launch: Launch): Promise<void> => {
  const version = process.versions.node;
  process.stderr.write(
    `stand-in for Electron: Node ${version} and a headless Chromium, not the real Electron binary\n`,
  );
  dressUp(launch);
  if (launch.driven) {
    // Node's modules are read when they are first named. Where Playwright's words come in the middle of reading the
    // one of `performance`, and name it too, it is undefined from then on (24 of 1,000 starts made for it).
    performance.now();
    inspector.open(0, "127.0.0.1");
  }
  let chromium: Chromium | undefined;
  const pages = Promise.withResolvers<Targets>();
  const electron = createElectron({ launch, targets: pages.promise, end: async () => chromium?.close() });
  const { app } = electron;
  provideElectron(electron);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
  const begin = mayBegin(launch);
  // Names of folders and schemes are set while the main script runs: Chromium comes after.
  const stuck = () =>
    fail("the main script waits at its top level for what comes only after it, app.whenReady() maybe");
  process.once("beforeExit", stuck);
  for (const module of launch.modules) await import(pathToFileURL(module).href);
  await import(pathToFileURL(join(launch.folder, launch.manifest.main)).href);
  process.off("beforeExit", stuck);
  if (app.hasLeft()) return;
  chromium = startChromium(
    switchesOf(launch, join(app.getPath("sessionData"), "standin-chromium"), app.getPreferredSystemLanguages()),
  );
  void chromium.ended.then((how) => {
    if (!app.hasLeft()) process.stderr.write(`stand-in for Electron: ${how}\n`);
    app.exit(1);
  });
  await receiveDownloads(chromium.root, electron.willDownload, electron.askForPath);
  pages.resolve(await createTargets(chromium));
  await begin;
  app.becomeReady();
};

/** A launch that is refused is told in a sentence; what goes wrong later, with the place. */
const launched = (): Launch => {
  try {
    return readLaunch(exe, words, process.env);
  } catch (error) {
    return fail(error);
  }
};

try {
  await start(launched());
} catch (error) {
  fail(error instanceof Error ? (error.stack ?? error.message) : error);
}
