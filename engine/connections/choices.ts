import type { AccountChoices } from "../../shared/connection.ts";
import { acquireToken, propertiesOfAcquired } from "../tokens/acquire.ts";
import { askDriver } from "./api.ts";
import type { Session } from "./session.ts";

/** Asks the service what the same sign-in could be used for. Throws what getting a token and asking throw. */
export const accountChoices = async (session: Session): Promise<AccountChoices | undefined> => {
  const acquired = await acquireToken(session, "look");
  const properties = propertiesOfAcquired(session, acquired);
  const { choices, discovered } = await askDriver(session, properties, acquired.tokens.accessToken, (driver, tools) =>
    driver.identify(tools),
  );
  if (!choices || choices.accounts.length === 0) return undefined;
  const { property, accounts } = choices;
  return { property, chosen: properties[property] ?? discovered[property] ?? null, accounts };
};
