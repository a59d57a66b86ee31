import { KeyferryError } from "../../shared/errors.ts";
import { effectiveProperties, endpointOf, type Session } from "../connections/session.ts";
import type { TokenSet } from "../kit.ts";
import { renewTokens } from "../oauth/token-endpoint.ts";
import type { SettingsDocument } from "../settings/document.ts";
import { recipientOf, type Sealing } from "../settings/envelope.ts";
import type { HeldSettings, OpenedSettings } from "../settings/store.ts";
import { refuseForeign } from "./ownership.ts";
import { isFresh, isUsable } from "./timing.ts";
import { tokensFromProperties, tokensToProperties } from "./token-properties.ts";

interface RenewOptions {
  /** Renew even where the token is still good. */
  readonly force?: boolean;
  /** Become the owner of a grant that another machine renews. */
  readonly takeOver?: boolean;
  /** The access token that the service refused, although it looked good. */
  readonly refused?: string;
}

const flights = new Map<string, Promise<OpenedSettings>>();

/**
 * Renews the saved tokens of a session, after law 2: lock, read again, prove writable, note the
 * intent, ask, write durably, use. All callers of one process share one renewal.
 * Throws `OTHER_OWNER`, `GRANT_ENDED`, `SETTINGS_*`, or a passing error; what is saved stays.
 */
export const renewSaved = (session: Session, options: RenewOptions = {}): Promise<OpenedSettings> => {
  const key = `${session.store.location}\n${JSON.stringify(options)}`;
  const running = flights.get(key);
  if (running !== undefined) return running;
  const flight = session.store.locked((held) => renewHeld(session, held, options)).finally(() => flights.delete(key));
  flights.set(key, flight);
  return flight;
};

const renewHeld = async (session: Session, held: HeldSettings, options: RenewOptions): Promise<OpenedSettings> => {
  const { service, ports } = session;
  const current = await held.read();
  const tokens = current && tokensFromProperties(current.document.Properties);
  if (!current || !tokens) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
  checkService(session, current);
  if (!isDue(session, tokens, options)) return current;
  const own = await recipientOf(await ports.keys.ensureIdentity());
  if (!options.takeOver) refuseForeign(service, current.document.Grant, own);

  const prepared = await held.prepare();
  try {
    const interrupted = await held.intent();
    await prepared.noteIntent({ Generation: current.document.Grant.Generation, StartedAt: ports.clock.now() });
    const renewed = await askService(session, current, tokens, interrupted?.Generation);
    const settings = ownedBy(own, withTokens(current, renewed));
    await prepared.commit(settings);
    return settings;
  } catch (error) {
    await prepared.abandon();
    if (!mayHaveBeenSpent(error)) await prepared.clearIntent();
    if (!options.force && options.refused === undefined && isUsable(tokens, ports.clock.now()) && isPassing(error)) {
      return current;
    }
    throw error;
  }
};

/**
 * Whether the service may have renewed although nothing of it was saved. The intent then stays, so
 * that a later refusal can be told for what it is.
 */
const mayHaveBeenSpent = (error: unknown): boolean =>
  error instanceof KeyferryError && ["NETWORK_FAILED", "ANSWER_UNREADABLE", "FILE_UNWRITABLE"].includes(error.code);

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

const askService = async (
  session: Session,
  current: OpenedSettings,
  tokens: TokenSet,
  interruptedGeneration: number | undefined,
): Promise<TokenSet> => {
  try {
    return await renewTokens(await endpointOf(session, effectiveProperties(session, current)), tokens);
  } catch (error) {
    const interrupted = interruptedGeneration === current.document.Grant.Generation;
    if (!(error instanceof KeyferryError) || error.code !== "GRANT_ENDED" || !interrupted) throw error;
    throw new KeyferryError(
      "GRANT_ENDED",
      {
        service: session.service.name,
        detail: {
          en: "an earlier renewal was interrupted before its answer was saved, and the service has spent the token since",
          ja: "以前のリフレッシュが応答の保存前に中断され、その間にトークンが使用済みになりました",
        },
      },
      { cause: error },
    );
  }
};

const withTokens = ({ document, sealing }: OpenedSettings, tokens: TokenSet): OpenedSettings => ({
  sealing,
  document: {
    ...document,
    Properties: { ...document.Properties, ...tokensToProperties(tokens) },
    Grant: { ...document.Grant, Generation: document.Grant.Generation + 1 },
  },
});

/**
 * The same settings owned by the machine `own`. A passphrase is for the journey: its file is sealed
 * to the machine itself; one sealed to recipients keeps them.
 */
export const ownedBy = (own: string, { document, sealing }: OpenedSettings): OpenedSettings => {
  const { HandedOver: _, ...grant } = document.Grant;
  const owned: SettingsDocument = { ...document, Grant: { ...grant, Owner: own } };
  return { document: owned, sealing: sealingOfOwner(own, sealing) };
};

const sealingOfOwner = (own: string, sealing: Sealing): Sealing =>
  "passphrase" in sealing || !sealing.recipients.includes(own)
    ? { recipients: [own, ...("recipients" in sealing ? sealing.recipients : [])] }
    : sealing;

/** Passing faults, and a service that will not renew yet, leave a good token good. */
const isPassing = (error: unknown): boolean =>
  error instanceof KeyferryError &&
  (error.exitStatus === 75 || error.code === "SERVICE_REFUSED" || error.code === "OTHER_OWNER");
