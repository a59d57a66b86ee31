import type { HeldSettings, OpenedSettings } from "./store.ts";

/**
 * Replaces settings that are held under lock, and returns what stands there then. That they can be
 * written is proved first; only then is `make` asked for the new ones, which may cost a code or a
 * token. Where `make` throws, all stays as it was.
 */
export const replaceSettings = async (
  held: HeldSettings,
  make: () => OpenedSettings | Promise<OpenedSettings>,
): Promise<OpenedSettings> => {
  const prepared = await held.prepare();
  const settings = await Promise.resolve()
    .then(make)
    .catch(async (error: unknown) => {
      await prepared.abandon();
      throw error;
    });
  return prepared.commit(settings);
};
