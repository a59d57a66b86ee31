import type { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { Properties } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { ServiceDriver, WhoAmI } from "../kit.ts";
import { unreadable } from "../oauth/verdict.ts";

/**
 * A driver as the engine uses it. Drivers read what a service sends as what it is documented to be;
 * where something else came, the surprise is told as an answer that cannot be read, and nothing of
 * another kind than text is taken from it: what is discovered is kept in the settings file.
 */
export const guardDriver = (service: ServiceDefinition, driver: ServiceDriver): ServiceDriver => {
  const { judgeApiAnswer, identify, checkAccess } = driver;
  const judge = judgeApiAnswer && {
    judgeApiAnswer: (...asked: Parameters<typeof judgeApiAnswer>) => {
      try {
        return judgeApiAnswer(...asked);
      } catch (error) {
        return asUnreadable(service, service.name, error);
      }
    },
  };
  /** Does `read`, and takes only what `isSound`. */
  const guarded = async <T>(properties: Properties, read: () => Promise<T>, isSound: (value: T) => boolean) => {
    const host = hostOf(driver, properties) ?? service.name;
    const value = await read().catch((error: unknown) => {
      throw asUnreadable(service, host, error);
    });
    if (isSound(value)) return value;
    throw unreadable(service, host, otherForm);
  };
  return {
    ...driver,
    ...judge,
    identify: (tools) => guarded(tools.properties, async () => identify(tools), isSoundIdentity),
    checkAccess: (tools, who) =>
      guarded(
        tools.properties,
        async () => checkAccess(tools, who),
        ({ discovered = {} }) => areTexts(discovered),
      ),
  };
};

const otherForm: Localised = { en: "its JSON has another form", ja: "JSON の形式が異なります" };

/** What JavaScript throws where a value is not what it is used as. Anything else is what it is. */
const asUnreadable = (service: ServiceDefinition, host: string, error: unknown): KeyferryError => {
  if (error instanceof TypeError || error instanceof RangeError) return unreadable(service, host, otherForm, error);
  throw error;
};

const isSoundIdentity = ({ identity, discovered, choices }: WhoAmI): boolean =>
  areTexts(identity) &&
  identity.name !== undefined &&
  areTexts(discovered) &&
  (choices?.accounts.every(({ value, label }) => areTexts({ value, label })) ?? true);

const areTexts = (values: object): boolean =>
  Object.values(values).every((value) => typeof value === "string" || value === undefined);

const hostOf = (driver: ServiceDriver, properties: Properties): string | undefined => {
  try {
    return new URL(driver.apiBase(properties)).host;
  } catch {
    return undefined;
  }
};
