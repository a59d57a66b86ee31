import type { HeldSettings, OpenedSettings } from "./store.ts";

/**
 * Replaces settings that are held under lock. That they can be written is proved first; only then is
 * `make` asked for the new ones, which may cost a code or a token. Where it throws, all stays as it was.
 */
export const replaceSettings = async (
  held: HeldSettings,
  make: () => OpenedSettings | Promise<OpenedSettings>,
): Promise<OpenedSettings> => {
  const prepared = await held.prepare();
  try {
    const settings = await make();
    await prepared.commit(settings);
    return settings;
  } catch (error) {
    await prepared.abandon();
    throw error;
  }
};
