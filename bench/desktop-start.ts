import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication } from "@playwright/test";
import { projectRoot, runtime } from "../e2e/desktop/runtime.ts";
import { build, isStale } from "../scripts/build.ts";
import { median } from "./median.ts";

/**
 * How long the desktop program takes until its first screen can be used, against a window with a bare page on
 * the same runtime, turn by turn in one run. Goal: 1.5 or less. Each start has a new home and a new profile.
 */
const goal = 1.5;
const rounds = Number(process.argv[2] ?? 7);
if (isStale()) build();

/** Bytes of what the page of the screens names: the script and the style of the first screen. */
const sizeOfFirstScreen = async (): Promise<number> => {
  const screens = join(projectRoot, "dist", "screens");
  const page = await readFile(join(screens, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="(\.\/assets\/[^"]+\.(?:js|css))"/g)].map(([, name = ""]) => name);
  if (named.length === 0) throw new Error("The page of the screens names no script: see dist/screens/index.html.");
  const sizes = await Promise.all(named.map(async (name) => (await stat(join(screens, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};

interface Subject {
  readonly name: string;
  readonly words: readonly string[];
  /** The words of the button or heading that shows that the window can be used. */
  readonly sign: string;
}

const bare: Subject = {
  name: "a window with a bare page",
  words: [join(projectRoot, "bench", "bare-app")],
  sign: "Bare",
};
/** What handing the same number of bytes to a page costs, where the runtime is slow at that. */
const weighted: Subject = {
  name: "the same, with a script as large",
  words: [join(projectRoot, "bench", "bare-app"), `--weight=${await sizeOfFirstScreen()}`],
  sign: "Bare",
};
const keyferry: Subject = {
  name: "Keyferry, first screen ready",
  words: [projectRoot],
  sign: "New connection",
};

/**
 * When the sign was painted, told by the page itself: what is only in the document cannot be used yet, and a page
 * that takes the focus has been laid out by then, a bare one not. Asked through the program: what Playwright puts
 * into a page to look for things keeps it busy for a tenth of a second just then.
 */
const shownAt = async (app: ElectronApplication, sign: string): Promise<number> =>
  app.evaluate(
    ({ BrowserWindow }, words) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`new Promise((resolve) => {
        const look = () => {
          const all = [...document.querySelectorAll("button, h1")];
          if (!all.some((each) => each.textContent.trim() === ${JSON.stringify(words)})) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true });
        look();
      })`) ?? Number.NaN,
    sign,
  );

const timeOf = async ({ words, sign }: Subject): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-bench-"));
  const environment = { ...process.env, KEYFERRY_HOME: join(folder, "home"), LANG: "en_US.UTF-8", LANGUAGE: "en_US" };
  const start = Date.now();
  const app = await _electron.launch({
    executablePath: runtime.path,
    args: [...words, `--user-data-dir=${join(folder, "user-data")}`],
    env: Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  });
  try {
    await app.firstWindow();
    return (await shownAt(app, sign)) - start;
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const times = new Map<Subject, number[]>([
  [bare, []],
  [weighted, []],
  [keyferry, []],
]);
// The first start of all reads Chromium from the disk.
await timeOf(bare);
for (let round = 0; round < rounds; round++) {
  for (const [subject, each] of times) each.push(await timeOf(subject));
}
const base = median(times.get(bare) ?? []);
for (const [{ name }, each] of times) {
  const ratio = (median(each) / base).toFixed(2);
  process.stdout.write(`${name.padEnd(34)} ${median(each).toFixed(0).padStart(6)} ms  ratio ${ratio}\n`);
}
process.stdout.write(
  `Goal: ${goal}. Medians of ${rounds} turns on ${runtime.name}; only the ratio means something${runtime.isReal ? "" : ", and on the real binary it is another"}.\n`,
);
