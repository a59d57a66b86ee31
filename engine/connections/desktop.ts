import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { ConnectionDetail, ConnectionSummary, Health } from "../../shared/connection.ts";
import { formatMasked } from "../../shared/connection-string/format.ts";
import { asKeyferryError, KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { Properties } from "../../shared/property.ts";
import { secretNamesOf } from "../../shared/service.ts";
import { asTestInterval } from "../../shared/test-schedule.ts";
import type { Ports } from "../ports.ts";
import { nextTestAt } from "../schedule/test-plan.ts";
import type { Troubles } from "../schedule/troubles.ts";
import type { SettingsDocument } from "../settings/document.ts";
import { recipientOf } from "../settings/envelope.ts";
import { readRecipientNames } from "../settings/recipient-names.ts";
import { grantEnded } from "../tokens/ending.ts";
import { factsOf } from "../tokens/grant-facts.ts";
import { mayRenew, ownerName, ownershipOf, placeOf } from "../tokens/ownership.ts";
import { expiryOf, isUsable } from "../tokens/timing.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import type { CatalogEntry } from "./catalog.ts";
import { forecastOf, forecastOfCredentials, forecastOfFailure, forecastOfGiven } from "./forecast.ts";
import { hasTokens, type LoadedService, openSession, type Session } from "./session.ts";
import { openNamesOf, shownProperties } from "./shown.ts";

/** Opens a connection of the list: what the catalog keeps, and the settings file beside it. */
export const sessionOfEntry = async (
  ports: Ports,
  loaded: LoadedService,
  entry: CatalogEntry,
  signal?: AbortSignal,
): Promise<Session> => {
  const location = settingsLocationOf(ports, entry);
  const properties = { ...entry.properties, OAuthSettingsLocation: location };
  const session = openSession(ports, loaded, properties, entry.name, signal);
  if (session.mode !== "OFF") return session;
  // OFF uses the token as given; for a listed connection it was given once and is kept in its file.
  const token = (await session.store.read())?.document.Properties.OAuthAccessToken;
  return token ? openSession(ports, loaded, { ...properties, OAuthAccessToken: token }, entry.name, signal) : session;
};

/** A new entry of the list, and its properties parted: what the catalog may keep, and all of them. */
export const newEntry = (
  ports: Ports,
  { definition }: LoadedService,
  name: string,
  properties: Properties,
): CatalogEntry => {
  const open = openNamesOf(definition);
  return {
    id: randomUUID(),
    service: definition.id,
    name: name.trim() || definition.name,
    createdAt: ports.clock.now(),
    properties: Object.fromEntries(Object.entries(properties).filter(([key, value]) => open.has(key) && value !== "")),
  };
};

export const settingsLocationOf = (ports: Ports, entry: CatalogEntry): string =>
  entry.properties.OAuthSettingsLocation ?? join(ports.paths.home, "connections", entry.id, "OAuthSettings.txt");

/**
 * How a connection stands, without asking the service. Never throws for what is wrong with its file.
 * `troubles` is what this process saw go wrong with renewals.
 */
export const summarise = async (
  ports: Ports,
  loaded: LoadedService,
  entry: CatalogEntry,
  troubles: Troubles,
): Promise<ConnectionSummary> => {
  const base = {
    id: entry.id,
    service: entry.service,
    name: entry.name,
    createdAt: entry.createdAt,
    ...(entry.tags && entry.tags.length > 0 ? { tags: entry.tags } : {}),
    ...testsOf(entry),
    ...scheduleOf(entry, ports.clock.now()),
  };
  try {
    const session = await sessionOfEntry(ports, loaded, entry);
    const saved = await session.store.read();
    if (!saved) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
    const tokens = tokensFromProperties(saved.document.Properties);
    const expiresAt = tokens && expiryOf(tokens);
    const account = typeof saved.document.Account === "string" ? saved.document.Account : undefined;
    return {
      ...base,
      ...(await standingOf(session, saved.document, troubles)),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(account ? { account } : {}),
    };
  } catch (error) {
    const failure = asKeyferryError(error);
    const { code, message } = failure.toData();
    return {
      ...base,
      health: code === "CONSENT_NEEDED" ? "consent-needed" : "unreadable",
      healthDetail: message,
      forecast: forecastOfFailure(loaded.definition, failure),
    };
  }
};

const testsOf = ({ tests = [] }: CatalogEntry): Pick<ConnectionSummary, "lastTest" | "tests"> => {
  const last = tests.at(-1);
  return last ? { lastTest: { at: last.at, ok: last.ok }, tests } : {};
};

const scheduleOf = ({ id, testEvery, tests = [] }: CatalogEntry, now: number): Pick<ConnectionSummary, "schedule"> => {
  const every = asTestInterval(testEvery);
  return every ? { schedule: { every, nextAt: nextTestAt(id, every, tests.at(-1)?.at, now) } } : {};
};

const standingOf = async (
  session: Session,
  document: SettingsDocument,
  troubles: Troubles,
): Promise<Pick<ConnectionSummary, "health" | "healthDetail" | "forecast" | "withoutGrant">> => {
  if (!hasTokens(session)) return { health: "good", forecast: forecastOfCredentials, withoutGrant: true };
  const own = await recipientOf(await session.ports.keys.ensureIdentity());
  const facts = factsOf(session.service, document, own);
  const trouble = troubles.of(session.store.location, facts);
  const now = session.ports.clock.now();
  const forecast =
    session.mode === "OFF"
      ? forecastOfGiven(session.service, facts, now)
      : forecastOf(session.service, facts, now, trouble);
  // The service's own word that the grant is over says more than what the file looks like.
  if (trouble && trouble.retryAt === undefined) {
    return { health: "consent-needed", healthDetail: trouble.error.message, forecast };
  }
  const ended = await session.store.ended(document);
  if (ended && mayRenew(session.service, document.Grant, own)) {
    return { health: "consent-needed", healthDetail: grantEnded(session, ended).toData().message, forecast };
  }
  if (!mayRenew(session.service, document.Grant, own)) {
    const names = await readRecipientNames(session.ports.paths.home);
    return { health: "elsewhere", healthDetail: ownerName(document.Grant, names), forecast };
  }
  return { ...healthOf(session, document), forecast };
};

/** How a grant stands that is renewed here. */
const healthOf = (session: Session, document: SettingsDocument): { health: Health; healthDetail?: Localised } => {
  const tokens = tokensFromProperties(document.Properties);
  const renewable =
    session.service.oauth.renewal === "refresh-token"
      ? tokens?.refreshToken !== undefined
      : tokens !== undefined && isUsable(tokens, session.ports.clock.now());
  if (tokens && (renewable || isUsable(tokens, session.ports.clock.now()))) return { health: "good" };
  return {
    health: "consent-needed",
    healthDetail: {
      en: "The access token has lapsed and cannot be renewed.",
      ja: "アクセストークンの期限が切れ、リフレッシュできません。",
    },
  };
};

/** A connection in full, its secrets shown as `••••`. */
export const detail = async (
  ports: Ports,
  loaded: LoadedService,
  entry: CatalogEntry,
  troubles: Troubles,
): Promise<ConnectionDetail> => {
  const summary = await summarise(ports, loaded, entry, troubles);
  const session = await sessionOfEntry(ports, loaded, entry);
  const document = (await session.store.read().catch(() => undefined))?.document;
  const all: Properties = { ...document?.Properties, ...session.given };
  const own = await recipientOf(await ports.keys.ensureIdentity());
  const connectionProperties = { ...entry.properties, OAuthSettingsLocation: session.store.location };
  return {
    ...summary,
    properties: shownProperties(loaded.definition, all),
    connectionString: formatMasked(connectionProperties, secretNamesOf(loaded.definition)),
    settingsLocation: session.store.location,
    grant: {
      id: document?.Grant.Id ?? "",
      generation: document?.Grant.Generation ?? 0,
      ownedHere: document !== undefined && ownershipOf(document.Grant, own) !== "elsewhere",
      owner: document?.Grant.Owner ?? null,
      place: document ? placeOf(document.Grant, own, await readRecipientNames(ports.paths.home)) : { kind: "nobody" },
    },
  };
};
