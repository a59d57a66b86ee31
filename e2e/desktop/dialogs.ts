import type { ElectronApplication } from "@playwright/test";

/** A system dialog that the program showed. */
interface Asked {
  readonly message: string;
  readonly buttons: readonly string[];
}

/** Presses this button of each system dialog from here on, and notes what they ask. */
export const answerDialogs = (app: ElectronApplication, response: number): Promise<void> =>
  app.evaluate(({ dialog }, pressed) => {
    const asked: Asked[] = [];
    Object.assign(globalThis, { askedInDialogs: asked });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      const { message, buttons } = given.at(-1) as Asked;
      asked.push({ message, buttons });
      return { response: pressed, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  }, response);

/** What the dialogs asked since `answerDialogs`, the first one first. */
export const askedInDialogs = (app: ElectronApplication): Promise<readonly Asked[]> =>
  app.evaluate(() => (globalThis as unknown as { askedInDialogs: Asked[] }).askedInDialogs);
