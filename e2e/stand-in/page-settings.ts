import type { Granted } from "./session.ts";
import type { PageTarget } from "./targets.ts";

/** What a page is told that the desktop looks like. */
export type ColorScheme = "system" | "light" | "dark";

/** The page's own size: a headless Chromium would take its bars off a window's. */
export const resizePage = async ({ session }: PageTarget, width: number, height: number): Promise<void> => {
  const { windowId } = await session.send<{ windowId: number }>("Browser.getWindowForTarget");
  await session.send("Browser.setContentsSize", { windowId, width, height });
};

/** Makes the page dark or light; `system` leaves it to whoever else has a say. */
export const applyColorScheme = ({ session }: PageTarget, scheme: ColorScheme): Promise<unknown> =>
  session.send("Emulation.setEmulatedMedia", {
    features: [{ name: "prefers-color-scheme", value: scheme === "system" ? "" : scheme }],
  });

/** Grants and denies what the program said ahead, for an origin; "null" is that of files. */
export const grantPermissions = async ({ session }: PageTarget, origin: string, granted: Granted): Promise<void> => {
  const set = ([name, yes]: readonly [string, boolean]) =>
    session.send("Browser.setPermission", {
      permission: { name },
      setting: yes ? "granted" : "denied",
      ...(origin === "null" ? {} : { origin }),
    });
  await Promise.all(Object.entries(granted).map(set));
};

/** Runs code in the page's own world, as a person's deed. Throws what it throws. */
export const evaluate = async ({ session }: PageTarget, expression: string): Promise<unknown> => {
  const words = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
  const { result, exceptionDetails } = await session.send<{
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
  }>("Runtime.evaluate", words);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
};
