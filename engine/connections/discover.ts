import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { apiTools } from "./api.ts";
import { effectiveProperties, type Session } from "./session.ts";

/**
 * Fills in what a fresh sign-in can tell by itself (the only account, the first project) and keeps
 * it with the settings. The grant is saved already: a service that does not answer costs nothing.
 */
export const learn = async (session: Session, settings: OpenedSettings): Promise<OpenedSettings> => {
  const discovered = await askAround(session, settings).catch((error: unknown) => {
    if (error instanceof KeyferryError) return undefined;
    throw error;
  });
  if (!discovered) return settings;
  return session.store.locked(async (held) => {
    const current = (await held.read()) ?? settings;
    const { document } = current;
    return replaceSettings(held, () => ({
      ...current,
      document: {
        ...document,
        Account: discovered.account,
        Properties: { ...discovered.properties, ...document.Properties },
      },
    }));
  });
};

interface Learnt {
  readonly account: string;
  readonly properties: Properties;
}

const askAround = async (session: Session, settings: OpenedSettings): Promise<Learnt | undefined> => {
  const accessToken = tokensFromProperties(settings.document.Properties)?.accessToken;
  if (!accessToken) return undefined;
  const properties = effectiveProperties(session, settings);
  const who = await session.driver.identify(apiTools(session, properties, accessToken));
  const known = { ...properties, ...who.discovered };
  const found = await session.driver
    .checkAccess(apiTools(session, known, accessToken), who)
    .then((report) => report.discovered ?? {})
    .catch(() => ({}));
  return { account: who.identity.account ?? who.identity.name, properties: { ...who.discovered, ...found } };
};
