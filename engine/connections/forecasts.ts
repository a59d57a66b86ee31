import { join } from "node:path";
import { asKeyferryError } from "../../shared/errors.ts";
import { byDeath, type ConnectionForecast } from "../../shared/forecast.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { Ports } from "../ports.ts";
import { recipientOf } from "../settings/envelope.ts";
import { expandLocation } from "../settings/location.ts";
import { stampOf } from "../settings/stamp.ts";
import { factsOf } from "../tokens/grant-facts.ts";
import { forecastOf, forecastOfCredentials, forecastOfFailure } from "./forecast.ts";
import { hasTokens, type Session } from "./session.ts";

/**
 * What lies ahead of settings files that no connection of the list need name, the first that ends first.
 * `open` opens one. Never throws for what is wrong with a file: its forecast says it.
 */
export const forecastsOfFiles = async (
  ports: Ports,
  paths: readonly string[],
  open: (path: string) => Promise<Session>,
): Promise<readonly ConnectionForecast[]> =>
  byDeath(await Promise.all([...new Set(paths.map(expandLocation))].map((path) => forecastOfFile(ports, path, open))));

const forecastOfFile = async (
  ports: Ports,
  path: string,
  open: (path: string) => Promise<Session>,
): Promise<ConnectionForecast> => {
  try {
    const session = await open(path);
    const document = (await session.store.read())?.document;
    const named = { name: document?.Name || session.name, service: session.service.id, settingsLocation: path };
    if (!document || !hasTokens(session)) return { ...named, ...forecastOfCredentials };
    const own = await ports.keys.identity().then(recipientOf, () => undefined);
    const facts = factsOf(session.service, document, own);
    return { ...named, ...forecastOf(session.service, facts, ports.clock.now()) };
  } catch (error) {
    return {
      name: path,
      service: "",
      settingsLocation: path,
      ...forecastOfFailure(undefined, asKeyferryError(error)),
    };
  }
};

/** What lies ahead of the connections of the list, and of files in the home's usual places that none of them names. */
export const forecastsOfHome = async (
  ports: Ports,
  services: readonly ServiceDefinition[],
  listed: readonly ConnectionForecast[],
  open: (path: string) => Promise<Session>,
): Promise<readonly ConnectionForecast[]> => {
  const known = new Set(listed.map(({ settingsLocation }) => expandLocation(settingsLocation)));
  const files = (await defaultFiles(ports, services)).filter((path) => !known.has(path));
  return byDeath([...listed, ...(await forecastsOfFiles(ports, files, open))]);
};

/** The settings files that `keyferry connect` makes where no place is named, as far as they are there. */
const defaultFiles = async ({ paths }: Ports, services: readonly ServiceDefinition[]): Promise<readonly string[]> => {
  const found = await Promise.all(
    services.map(async ({ id }) => {
      const path = join(paths.home, id, "OAuthSettings.txt");
      return (await stampOf(path)) === "ENOENT" ? [] : [path];
    }),
  );
  return found.flat();
};
