import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { root } from "../run.ts";

/** Where the pictures go; nothing of it is kept with the code. */
export const pictures = join(root, "screenshots");
export const wide = { width: 1200, height: 850 };
const narrow = { width: 480, height: 900 };
const small = { width: 900, height: 600 };
const huge = { width: 3840, height: 2160 };

/** Takes what is on the screen, all of it unless it is only to be seen as a window shows it. */
export const snap = async (page: Page, name: string, fullPage = false): Promise<void> => {
  const covered = (await page.getByRole("dialog").count()) > 0;
  await page.screenshot({
    path: join(pictures, `${name}.png`),
    fullPage: fullPage && !covered,
    animations: "disabled",
  });
};

const switchLanguage = async (page: Page, language: "en" | "ja") => {
  // By script, because a dialog may cover the choice.
  await page.locator(`header input[value="${language}"]`).evaluate((choice: HTMLInputElement) => choice.click());
  await page.locator(`html[lang="${language}"]`).waitFor();
};

interface Shot {
  /** Only what the window shows, where the whole page would be too long. */
  readonly window?: boolean;
}

/** Takes what is on the screen in every look and language; ends in English, light. */
export const take = async (page: Page, name: string, { window = false }: Shot = {}): Promise<void> => {
  for (const language of ["ja", "en"] as const) {
    await switchLanguage(page, language);
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await snap(page, `${name}-${colorScheme}-${language}`, !window);
    }
  }
};

/** The same in a narrow window, and in the smallest that the desktop program opens. */
export const takeNarrow = async (page: Page, name: string, { window = false }: Shot = {}): Promise<void> => {
  for (const [size, viewport] of [
    ["narrow", narrow],
    ["small", small],
  ] as const) {
    await page.setViewportSize(viewport);
    for (const language of ["ja", "en"] as const) {
      await switchLanguage(page, language);
      await snap(page, `${name}-${size}-light-${language}`, !window);
    }
  }
  await page.setViewportSize(wide);
};

/** On the largest screen that people have. */
export const takeHuge = async (page: Page, name: string): Promise<void> => {
  await page.setViewportSize(huge);
  await snap(page, `${name}-4k-light-en`);
  await page.setViewportSize(wide);
};

const forDocs = (name: string): string => join(root, "docs", "images", `${name}.png`);

/** A part of a screen for the documentation; with `--docs` alone. */
export const takePartForDocs = async (name: string, part: Locator): Promise<void> => {
  if (process.argv.includes("--docs")) await part.screenshot({ path: forDocs(name), animations: "disabled" });
};

/** A picture for the documentation, as high as what it shows; with `--docs` alone. */
export const takeForDocs = async (page: Page, name: string, last: Locator): Promise<void> => {
  if (!process.argv.includes("--docs")) return;
  const box = await last.boundingBox();
  const height = Math.ceil((box?.y ?? 0) + (box?.height ?? 0)) + 32;
  await page.screenshot({
    path: forDocs(name),
    clip: { x: 0, y: 0, width: wide.width, height },
    fullPage: true,
    animations: "disabled",
  });
};
