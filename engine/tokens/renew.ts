import { asKeyferryError, KeyferryError } from "../../shared/errors.ts";
import type { RenewalCause } from "../../shared/history.ts";
import { effectiveProperties, endpointOf, type Session } from "../connections/session.ts";
import { note } from "../history/history.ts";
import type { TokenSet } from "../kit.ts";
import { wasNeverSent } from "../network-error.ts";
import { renewTokens, type TokenEndpoint } from "../oauth/token-endpoint.ts";
import { recipientOf } from "../settings/envelope.ts";
import type { Intent } from "../settings/journal.ts";
import type { HeldSettings, OpenedSettings, PreparedSettings } from "../settings/store.ts";
import { endedBefore, interruptedBy, noteOfEnd } from "./ending.ts";
import { ownedBy, refuseForeign } from "./ownership.ts";
import { isFresh, isUsable } from "./timing.ts";
import { tokensFromProperties, tokensToProperties } from "./token-properties.ts";

/** What a renewal is asked for. */
export interface RenewOptions {
  /** Renew even where the token is still good. */
  readonly force?: boolean;
  /** Become the owner of a grant that another machine renews. */
  readonly takeOver?: boolean;
  /** The access token that the service refused, although it looked good. */
  readonly refused?: string;
  /** The scheduler asks, ahead of time. */
  readonly ahead?: boolean;
  /** How long to wait for another process that is at it, in milliseconds; until it must be done where absent. */
  readonly patienceMs?: number;
}

const flights = new Map<string, Promise<OpenedSettings>>();

/**
 * Renews the saved tokens of a session, after law 2: lock, read again, prove writable, note the
 * intent, ask, write durably, use. All callers of one process share one renewal; a caller that waits
 * for another process takes over what that one saved. Throws `OTHER_OWNER`, `GRANT_ENDED`,
 * `SETTINGS_*`, or a passing error; what is saved stays.
 */
export const renewSaved = (session: Session, options: RenewOptions = {}): Promise<OpenedSettings> => {
  const key = `${session.store.location}\n${JSON.stringify(options)}`;
  const running = flights.get(key);
  if (running !== undefined) return running;
  const flight = session.store
    .locked((held) => renewHeld(session, held, options), waitingFor(session, options))
    .finally(() => flights.delete(key));
  flights.set(key, flight);
  return flight;
};

const waitingFor = (session: Session, options: RenewOptions) => {
  const { patienceMs, force, takeOver } = options;
  let seen: string | undefined;
  const meanwhile = async (): Promise<OpenedSettings | undefined> => {
    const mark = await session.store.mark();
    if (mark === undefined || mark === seen) return undefined;
    seen = mark;
    const now = await session.store.read().catch(() => undefined);
    const tokens = now && tokensFromProperties(now.document.Properties);
    return now && tokens && !isDue(session, tokens, options) ? now : undefined;
  };
  return { ...(patienceMs === undefined ? {} : { patienceMs }), ...(force || takeOver ? {} : { meanwhile }) };
};

const renewHeld = async (session: Session, held: HeldSettings, options: RenewOptions): Promise<OpenedSettings> => {
  const current = await held.read();
  const tokens = current && tokensFromProperties(current.document.Properties);
  if (!current || !tokens) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
  checkService(session, current);
  if (!isDue(session, tokens, options)) return current;
  const own = await recipientOf(await session.ports.keys.ensureIdentity());
  if (!options.takeOver) refuseForeign(session.service, current.document.Grant, own);
  if (!options.takeOver && !options.force) await endedBefore(session, current.document);
  const endpoint = await endpointOf(session, effectiveProperties(session, current));
  const prepared = await held.prepare();
  return session.ports.shield(() =>
    renewPrepared({ session, held, prepared, endpoint, current, tokens, own, options }),
  );
};

interface Renewal {
  readonly session: Session;
  readonly held: HeldSettings;
  readonly prepared: PreparedSettings;
  readonly endpoint: TokenEndpoint;
  readonly current: OpenedSettings;
  readonly tokens: TokenSet;
  /** This machine's recipient. */
  readonly own: string;
  readonly options: RenewOptions;
}

/** From the noted intent to new settings in place: what must not be cut off. */
const renewPrepared = async (renewal: Renewal): Promise<OpenedSettings> => {
  const { session, held, prepared, endpoint, current, tokens, own, options } = renewal;
  const { Generation } = current.document.Grant;
  const now = session.ports.clock.now;
  const earlier = await held.intent();
  const interrupted = earlier?.Kind === "renewal" && earlier.Generation === Generation ? earlier : undefined;
  try {
    await prepared.noteIntent({ Kind: "renewal", Generation, StartedAt: now() });
    const renewed = await renewTokens(endpoint, tokens);
    const saved = await prepared.commit(ownedBy(own, withTokens(current, renewed)));
    // A grant that is taken over has a line of its own.
    if (!options.takeOver) await note(session, { type: "renewed", by: causeOf(options) });
    return saved;
  } catch (error) {
    await prepared.abandon();
    if ((isClearWord(error) || wasNeverSent(error)) && !interrupted) await prepared.clearIntent();
    if (hasCode(error, "GRANT_ENDED")) return lookOnceMore(renewal, error as KeyferryError, interrupted);
    await note(session, { type: "renewal-failed", by: causeOf(options), code: asKeyferryError(error).code });
    const asked = options.force || options.takeOver || options.refused !== undefined;
    if (!asked && isUsable(tokens, now()) && isPassing(error)) return current;
    throw error;
  }
};

/**
 * The service said that the grant is over. Somebody who does not know our lock may have renewed
 * meanwhile (another machine on a shared folder): then theirs counts. Else the end is noted.
 */
const lookOnceMore = async (
  { session, held, prepared, current, tokens, options }: Renewal,
  error: KeyferryError,
  interrupted: Intent | undefined,
): Promise<OpenedSettings> => {
  const again = await held.read().catch(() => undefined);
  const theirs = again && tokensFromProperties(again.document.Properties);
  if (
    again &&
    theirs &&
    theirs.accessToken !== tokens.accessToken &&
    !isDue(session, theirs, { ...options, force: false })
  )
    return again;
  const told = interrupted ? interruptedBy(session, interrupted, error) : error;
  await note(session, { type: "renewal-failed", by: causeOf(options), code: told.code });
  await prepared.noteEnded(noteOfEnd(current.document, told, session.ports.clock.now()));
  throw told;
};

const causeOf = ({ ahead, force, takeOver }: RenewOptions): RenewalCause =>
  ahead ? "schedule" : force || takeOver ? "person" : "use";

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof KeyferryError && codes.includes(error.code);

/** The service has answered, and said that it renewed nothing. Else it may have: the intent then stays, to tell so later. */
const isClearWord = (error: unknown): boolean =>
  hasCode(error, "GRANT_ENDED", "CLIENT_REFUSED", "REDIRECT_REFUSED", "SERVICE_REFUSED", "RATE_LIMITED");

/** Tokens of one service are never sent to another. Throws `SETTINGS_OTHER_SERVICE`. */
export const checkService = (session: Session, { document }: OpenedSettings): void => {
  if (document.Service === session.service.id) return;
  throw new KeyferryError("SETTINGS_OTHER_SERVICE", {
    path: session.store.location,
    actual: document.Service,
    expected: session.service.id,
  });
};

/** Someone may have renewed while this process waited for the lock; then there is nothing to do. */
const isDue = (session: Session, tokens: TokenSet, { force, takeOver, refused }: RenewOptions): boolean =>
  force === true ||
  takeOver === true ||
  (refused !== undefined
    ? tokens.accessToken === refused
    : !isFresh(session.service, tokens, session.ports.clock.now()));

const withTokens = ({ document, sealing }: OpenedSettings, tokens: TokenSet): OpenedSettings => ({
  sealing,
  document: {
    ...document,
    Properties: { ...document.Properties, ...tokensToProperties(tokens) },
    Grant: { ...document.Grant, Generation: document.Grant.Generation + 1 },
  },
});

/** Passing faults, and a service that will not renew yet, leave a good token good. */
const isPassing = (error: unknown): boolean =>
  error instanceof KeyferryError &&
  (error.exitStatus === 75 || hasCode(error, "SERVICE_REFUSED", "OTHER_OWNER", "SETTINGS_UNWRITABLE"));
