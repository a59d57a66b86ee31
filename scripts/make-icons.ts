import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ensureChromium } from "./find-chromium.ts";
import { appleSizes, icnsOf, icoOf, type Picture } from "./icons/containers.ts";
import { hashes, iconSizes, madeFrom, trayPictures, trayScales } from "./icons/sources.ts";
import { root } from "./run.ts";

// Draws every icon from the three SVG files of assets/: `npm run icons`, after a change of one of them.
// electron-builder could make the .ico and .icns from one large PNG, but it would shrink that one for the
// small sizes too, where the SVG has a simpler drawing; and it downloads a tool for it.

/** What macOS expects to be left free around an icon; the drawing has some already. */
const appleShare = 0.89;

const draw = async (page: Page, svg: string, size: number, share = 1): Promise<Picture> => {
  await page.setViewportSize({ width: size, height: size });
  const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  const side = Math.round((size * share) / 2) * 2;
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh"><img width="${side}" height="${side}" src="${address}">`,
  );
  await page.locator("img").evaluate((image: HTMLImageElement) => image.decode());
  return { size, png: await page.screenshot({ omitBackground: true }) };
};

const drawAll = async (
  page: Page,
  svg: string,
  sizes: readonly number[],
  share?: number,
): Promise<readonly Picture[]> => {
  const pictures: Picture[] = [];
  for (const size of sizes) pictures.push(await draw(page, svg, size, share));
  return pictures;
};

const makeProgramIcons = async (page: Page): Promise<void> => {
  const folder = join(root, "assets/icons");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const svg = await readFile(join(root, "assets/icon.svg"), "utf8");
  const pictures = await drawAll(page, svg, iconSizes);
  for (const { size, png } of pictures) await writeFile(join(folder, `${size}x${size}.png`), png);
  await writeFile(join(folder, "icon.ico"), icoOf(pictures.filter(({ size }) => size <= 256)));
  await writeFile(join(folder, "icon.icns"), icnsOf(await drawAll(page, svg, appleSizes, appleShare)));
};

const makeTrayIcons = async (page: Page): Promise<void> => {
  const folder = join(root, "assets/tray");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const { name, source, colour } of trayPictures) {
    const svg = (await readFile(join(root, source), "utf8")).replace('fill="#000"', `fill="${colour}"`);
    for (const [suffix, scale] of trayScales) {
      const { png } = await draw(page, svg, 16 * scale);
      await writeFile(join(folder, `${name}${suffix}.png`), png);
    }
  }
};

const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const page = await browser.newPage();
  await makeProgramIcons(page);
  await makeTrayIcons(page);
  await writeFile(join(root, madeFrom), `${JSON.stringify(hashes(), null, 2)}\n`);
} finally {
  await browser.close();
}
