import { type Composed, composeEngine, type Shell } from "../bridge/compose.ts";

/** The engine of a machine without Electron. The browser's code is loaded when one is opened. */
export const compose = (
  environment: NodeJS.ProcessEnv,
  overrides: Partial<Omit<Shell, "openBrowser">> = {},
): Promise<Composed> =>
  composeEngine(environment, {
    openBrowser: async (url) => {
      const { openInBrowser } = await import("./browser.ts");
      await openInBrowser(url);
    },
    program: "command",
    onWarning: ({ en }) => process.stderr.write(`! ${en}\n`),
    ...overrides,
  });
