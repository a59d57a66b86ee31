import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Switches the screens' language as their header does, also where a dialog covers it. */
export const speak = async (page: Page, language: "en" | "ja"): Promise<void> => {
  await page.locator(`header input[value="${language}"]`).evaluate((choice: HTMLInputElement) => choice.click());
  await page.locator(`html[lang="${language}"]`).waitFor();
};

const look = async (page: Page, colorScheme: "light" | "dark"): Promise<void> => {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
};

const analyse = async (page: Page): Promise<readonly string[]> => {
  // The other mode opens a page of its own for each answer, and is for frames, of which there are none.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ["violations"] })
    .analyze();
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    ...(await spilling(page)).map((html) => `words wider than what they are in, which axe does not see: ${html}`),
  ];
};

/** Expects that axe finds nothing on the screen as it is, in English and light, nor in Japanese and dark. */
export const expectNoBarriers = async (page: Page, screen: string): Promise<void> => {
  expect(await analyse(page), `axe finds nothing on: ${screen}`).toEqual([]);
  await Promise.all([speak(page, "ja"), look(page, "dark")]);
  expect(await analyse(page), `axe finds nothing on: ${screen}, in Japanese and dark`).toEqual([]);
  await Promise.all([speak(page, "en"), look(page, "light")]);
};

/** Expects that axe finds nothing on a screen that has no choice of language, light and dark. */
export const expectNoBarriersInBothLooks = async (page: Page, screen: string): Promise<void> => {
  for (const scheme of ["light", "dark"] as const) {
    await look(page, scheme);
    expect(await analyse(page), `axe finds nothing on: ${screen}, ${scheme}`).toEqual([]);
  }
};

/** The buttons and links whose words are wider than they are. */
const spilling = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, a, summary, label")]
      .filter((control) => control.clientWidth > 1 && control.scrollWidth > control.clientWidth + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 300)),
  );

/** Expects that nothing has to be scrolled sideways, and that every control is inside the window's width. */
export const expectNothingCut = async (page: Page, screen: string): Promise<void> => {
  const cut = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const controls = [...document.querySelectorAll<HTMLElement>("button, a, input, textarea, select, summary, h1, h2")];
    const outside = controls.filter((control) => {
      const { left, right, width, height } = control.getBoundingClientRect();
      return width > 1 && height > 1 && (left < 0 || right > clientWidth);
    });
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide, the window ${clientWidth}`] : []),
      ...outside.map(({ outerHTML }) => outerHTML.slice(0, 200)),
    ];
  });
  expect(cut, `nothing is cut on: ${screen}`).toEqual([]);
};
