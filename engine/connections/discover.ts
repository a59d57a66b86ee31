import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { isRequired } from "../../shared/property-check.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { apiTools } from "./api.ts";
import { effectiveProperties, type Session } from "./session.ts";

/** What a fresh sign-in tells by itself. */
export interface Learnt {
  /** The person who signed in. */
  readonly person: string;
  /** The account as the list shows it: the one that is worked with, else the person. */
  readonly account: string;
  /** Properties to keep where the connection did not set them: the only account, the first project. */
  readonly properties: Properties;
}

/** Asks the service who signed in, and for what. Undefined where it does not answer: nothing hangs on it. */
export const askAround = async (
  session: Session,
  properties: Properties,
  accessToken: string,
): Promise<Learnt | undefined> => {
  try {
    const who = await session.driver.identify(apiTools(session, properties, accessToken));
    const known = { ...properties, ...who.discovered };
    const found = await session.driver
      .checkAccess(apiTools(session, known, accessToken), who)
      .then((report) => report.discovered ?? {})
      .catch(() => ({}));
    const { name, account = name } = who.identity;
    return { person: name, account, properties: { ...who.discovered, ...found } };
  } catch (error) {
    if (error instanceof KeyferryError) return undefined;
    throw error;
  }
};

/**
 * Fills in what a fresh sign-in can tell by itself and keeps it with the settings. The grant is saved
 * already: a service that does not answer costs nothing.
 */
export const learn = async (session: Session, settings: OpenedSettings): Promise<OpenedSettings> => {
  const accessToken = tokensFromProperties(settings.document.Properties)?.accessToken;
  const learnt = accessToken && (await askAround(session, effectiveProperties(session, settings), accessToken));
  return learnt ? keepLearnt(session, settings, learnt, false) : settings;
};

/**
 * Keeps with the settings what was learnt. Of another account than before, it takes the place of what was
 * learnt of that one; what a person set stays in any case.
 */
export const keepLearnt = (
  session: Session,
  settings: OpenedSettings,
  learnt: Learnt,
  otherAccount: boolean,
): Promise<OpenedSettings> =>
  session.store.locked(async (held) => {
    const current = (await held.read()) ?? settings;
    const { document } = current;
    const known = otherAccount ? withoutLearnt(session, document.Properties) : document.Properties;
    return replaceSettings(held, () => ({
      ...current,
      document: {
        ...document,
        Account: learnt.account,
        Properties: { ...learnt.properties, ...known },
      },
    }));
  });

/**
 * Properties without what the account of before told: the service's own that nobody set, that it can do
 * without, and that are not what they are by default.
 */
const withoutLearnt = ({ service, given, scheme }: Session, properties: Properties): Properties => {
  const learnt = service.properties.filter(
    (property) =>
      given[property.name] === undefined &&
      !isRequired(property, scheme) &&
      properties[property.name] !== property.default,
  );
  const names = new Set(learnt.map(({ name }) => name));
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.has(name)));
};
